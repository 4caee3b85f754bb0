"""ATT: attributions that are repeated, in the wrong order or in the wrong tense."""

from transforms.rule import Context, Match, fix, flag, suggest
from transforms.tense import PAST, PRESENT, PRONOUN, SAYING

_AGENCIES = "AFP|Reuters|AP|dpa|DPA|TASS|Tass|Interfax|RIA Novosti|Xinhua|EFE|ANSA|Ukrinform|UNIAN|Unian|BelTA|Kyodo"


def _among_past(match: Match, context: Context) -> bool:
    return context.reports_in_past


def _said(match: Match, context: Context) -> str:
    """“said” with its subject, and the space that the match included."""
    after_quotation, before_that, informed, office = match.groups()
    if office:
        return f"{office}said"
    if before_that or informed:
        return f"{before_that} said " if before_that else "said "
    return f"{after_quotation} said" if after_quotation else "said"


RULES = (
    fix(
        "ATT001",
        "attribution rendered twice",
        why="""French inverts verb and pronoun after a quotation (« a-t-il déclaré »). A portal split the sentence at
        the hyphen and translated both halves, so the attribution comes twice, once in the present tense.""",
        triggers=(" -he ", " -she ", " -they ", " -it "),
        pattern=r"\b((he|she|they|it) [a-z]+)\. -\2 [a-z]+\.",
        replace=r"\1.",
        examples=(("“We shall rebuild,” she said. -she declares.", "“We shall rebuild,” she said."),),
        counter_examples=("“We shall rebuild,” she said. -he declares.", "The drive-he said. -he is late."),
        source_languages=("fr",),
    ),
    suggest(
        "ATT002",
        "attribution with the hyphen of an inversion",
        why="French writes « dit-il », « a-t-elle ajouté »: verb, hyphen, pronoun. English has no hyphen there.",
        triggers=(" -he ", " -she ", " -they ", "ad - he ", "ad - she ", "as - he ", "as - she "),
        pattern=rf"(?<=[,”\"»] )(?:(?:[Hh]a[ds] - )|-)({PRONOUN}) (?=(?:{PRESENT}|{PAST})\b)",
        replace=r"\1 ",
        examples=(
            ("“It is late,” -he says in the hall", "“It is late,” he says in the hall"),
            ("of the people, had - he stressed.", "of the people, he stressed."),
        ),
        counter_examples=(
            "“It is late,” she said. -she declares.",
            "the he-said, she-said",
            "all he had - he said - was",
        ),
        source_languages=("fr",),
    ),
    flag(
        "ATT003",
        "present-tense attribution among past ones",
        why="""French, Spanish and German reports put the verb of saying in the present to sound vivid. An English
        news story that began with “said” keeps it.""",
        triggers=(
            *(f"{mark}{comma} {verb} " for mark in '”"»' for comma in ("", ",") for verb in PRESENT.split("|")),
            *(f"{pronoun} {verb}" for pronoun in ("he", "they", "it") for verb in PRESENT.split("|")),
        ),
        pattern=rf"(?<=[”\"»,] )(?:(?<=[,.?!][”\"»] )(?:{PRONOUN}) (?:{PRESENT})\b"
        rf"|(?<=, )(?:{PRONOUN}) (?:{PRESENT})(?=[.,]|\b$)"
        rf"|(?:(?<=[,.?!][”\"»] )|(?<=[”\"»], ))(?:{PRESENT}) (?=(?:M[rs]{{1,2}}\.? |the )?[A-Z]))",
        prefetch=SAYING,
        gate=_among_past,
        examples=(
            (
                "“We saw it,” he said. “We went,” said Ms. Oduya. “We left,” she added. “It is odd,” notes Mr. Brandt.",
                "“We saw it,” he said. “We went,” said Ms. Oduya. “We left,” she added. “It is odd,” noted Mr. Brandt.",
            ),
        ),
        counter_examples=(
            "“It is odd,” notes Mr. Brandt.",
            "“It is odd,” he said. “It is,” she says.",
            "He said what, he notes.",
        ),
        known_problems="""Features and the Wall Street Journal write the present on purpose. As a fix, it moved toward
        the reference 66 times and away from it 172 times.""",
        source_languages=("fr", "es", "de"),
    ),
    suggest(
        "ATT004",
        "pronoun after its verb of saying",
        why="French and German invert after a quotation. In English news only a noun follows “said”.",
        triggers=(" said he", " said she", " said they"),
        trigger_offset=1,
        pattern=r"(?<=[,”\"»] )said (he|she|they)(?=[.,;])",
        replace=r"\1 said",
        examples=(("“It is over,” said he.", "“It is over,” he said."),),
        counter_examples=("“It is over,” said Henry.", "she said he, too, left", "“It is over,” said he who knew"),
        source_languages=("fr", "de"),
    ),
    suggest(
        "ATT006",
        "dictionary equivalent of a verb of saying",
        why="""« préciser », « affirmer », “informar” have English cognates that do not introduce speech in English
        news.""",
        triggers=("specified", "precised", "affirmed", "nformed that", "detailed"),
        pattern=rf"(?<=[”\"»] )(?:({PRONOUN}) )?(?:specified|precised|affirmed|detailed)\b(?! by)"
        rf"|\b({PRONOUN}) precised (?=that\b)|(?<!is )(?<!re )(?<!as )(?<!en )(?<!be )(?<!ly )\b(informed) (?=that\b)"
        r"|(?<=[”\"»], )(the (?:[a-z]{1,20} ){1,6})specified(?=\.)",
        replace=_said,
        examples=(
            ("“All are safe,” specified the prefect", "“All are safe,” said the prefect"),
            ("she informed that all were safe", "she said that all were safe"),
            ("“All are safe”, the port office specified.", "“All are safe”, the port office said."),
        ),
        counter_examples=(
            "was not specified",
            "“Rules” specified by law",
            "she informed him that",
            "was informed that",
        ),
        source_languages=("fr", "es", "it"),
    ),
    flag(
        "ATT007",
        "attribution left as a sentence of its own",
        why="A portal split the sentence between the quotation and its speaker, or lost the quotation’s marks.",
        triggers=(" told.", " assures.", " declares.", " said: said"),
        pattern=r"(?<=[.!?”\"»\n] )[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2} (?:told|assures|declares)\.(?=\s|$)",
        examples=(("The road is open. Andriy told.", None),),
        counter_examples=("The road is open, as he was told.", "I did as I was told.", "So the story is told."),
        source_languages=("fr",),
    ),
    flag(
        "ATT008",
        "credit worded as a sentence",
        why="""“Об этом сообщает ТАСС” names the source of a Russian paragraph. In English it reads as part of the
        story.""",
        triggers=("written by ", "reported by ", "reports about ", "informed by "),
        pattern=rf"\b(?:This|It|About this) (?:is|was|has been) (?:written|reported|informed) by (?:{_AGENCIES})\b",
        examples=(("The bridge is closed. This is written by TASS.", None),),
        counter_examples=(
            "The novel was written by Tass Pavlov.",
            "as reported by AFP",
            "This was written by the AP class",
        ),
        source_languages=("ru",),
    ),
)
