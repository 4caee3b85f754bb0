"""ATT: who said it, said twice, said in the wrong order or in the wrong tense."""

import re

from transforms.choice import choice
from transforms.rule import Evidence, Match, fix, flag, suggest

_PRONOUN = "he|she|they|it"
_PRESENT = (
    "says|adds|notes|explains|insists|warns|recalls|laments|regrets|stresses|underlines|believes|concludes|continues|"
    "declares|affirms|assures|confides|deplores|judges|observes|points out|specifies|summarizes|summarises|sums up"
)
_PAST = (
    "said|added|noted|explained|insisted|warned|recalled|lamented|regretted|stressed|underlined|believed|concluded|"
    "continued|declared|affirmed|assured|confided|deplored|judged|observed|pointed out|specified|told"
)
# Text that sets its attributions in the past names at least so many of them.
_FEWEST_PAST = 2


# A verb of saying is found by the blank before it, and what stands there is looked at after: a pattern that begins with
# a choice of marks and pronouns would take a quarter of a millisecond for every text.
_SAYING = re.compile(rf" ({choice(f'{_PAST}|{_PRESENT}'.split('|'))})\b")
_PAST_VERBS = frozenset(_PAST.split("|"))
_PAST_BEFORE = re.compile(rf"(?:[”»\"](?: (?:{_PRONOUN})| [A-Z]\w+)?|\b(?:{_PRONOUN}))\Z")
_PRESENT_BEFORE = re.compile(rf"(?:[”»\"](?: (?:{_PRONOUN}))?|, (?:{_PRONOUN}))\Z")
_CAPITAL_BEHIND = re.compile(" [A-Z]")
_CLOSING = frozenset('”»"')
_REACH = 48
_AGENCIES = "AFP|Reuters|AP|dpa|DPA|TASS|Tass|Interfax|RIA Novosti|Xinhua|EFE|ANSA|Ukrinform|UNIAN|Unian|BelTA|Kyodo"


def _tells_in_the_past(text: str) -> bool:
    """Whether a text names speakers in the past tense, and no less often than in the present."""
    past = present = 0
    for verb in _SAYING.finditer(text):
        at, is_past = verb.start(), verb[1] in _PAST_VERBS
        before, floor = text[at - 1 : at], max(0, at - _REACH)
        floor = max(floor, text.rfind(" ", floor, at) - 1)  # from the mark before the last word on
        if before in _CLOSING:  # so it is with every second one
            reports = True
        elif not is_past:
            reports = _PRESENT_BEFORE.search(text, floor, at) is not None
        elif before == ",":
            reports = _CAPITAL_BEHIND.match(text, verb.end()) is not None
        else:
            reports = _PAST_BEFORE.search(text, floor, at) is not None
        past += reports and is_past
        present += reports and not is_past
    return past >= _FEWEST_PAST and past >= present


def _among_past(match: Match, evidence: Evidence) -> bool:
    return evidence.once(_tells_in_the_past)


def _said(match: Match, evidence: Evidence) -> str:
    """“said”, with who said it and the blank that the match took along."""
    behind_quotation, before_that, informed, office = match.groups()
    if office:
        return f"{office}said"
    if before_that or informed:
        return f"{before_that} said " if before_that else "said "
    return f"{behind_quotation} said" if behind_quotation else "said"


RULES = (
    fix(
        "ATT001",
        "attribution rendered twice",
        why="""French inverts verb and pronoun after a quotation (« a-t-il déclaré »). A portal cut the sentence at the
        hyphen and had both halves translated, so that the attribution stands there once more in the present tense.""",
        triggers=(" -he ", " -she ", " -they ", " -it "),
        pattern=r"\b((he|she|they|it) [a-z]+)\. -\2 [a-z]+\.",
        replace=r"\1.",
        examples=(("“We shall rebuild,” she said. -she declares.", "“We shall rebuild,” she said."),),
        leaves=("“We shall rebuild,” she said. -he declares.", "The drive-he said. -he is late."),
        tells=("fr",),
    ),
    suggest(
        "ATT002",
        "attribution with the hyphen of an inversion",
        why="French writes « dit-il », « a-t-elle ajouté »: verb, hyphen, pronoun; the hyphen has no place in English.",
        triggers=(" -he ", " -she ", " -they ", "ad - he ", "ad - she ", "as - he ", "as - she "),
        pattern=rf"(?<=[,”\"»] )(?:(?:[Hh]a[ds] - )|-)({_PRONOUN}) (?=(?:{_PRESENT}|{_PAST})\b)",
        replace=r"\1 ",
        examples=(
            ("“It is late,” -he says in the hall", "“It is late,” he says in the hall"),
            ("of the people, had - he stressed.", "of the people, he stressed."),
        ),
        leaves=("“It is late,” she said. -she declares.", "the he-said, she-said", "all he had - he said - was"),
        tells=("fr",),
    ),
    flag(
        "ATT003",
        "attribution in the present among past ones",
        why="""French, Spanish and German reports set the verb of saying in the present for liveliness; a news story
        in English that began with “said” stays with it.""",
        triggers=(
            *(f"{mark}{comma} {verb} " for mark in '”"»' for comma in ("", ",") for verb in _PRESENT.split("|")),
            *(f"{pronoun} {verb}" for pronoun in ("he", "they", "it") for verb in _PRESENT.split("|")),
        ),
        pattern=rf"(?<=[”\"»,] )(?:(?<=[,.?!][”\"»] )(?:{_PRONOUN}) (?:{_PRESENT})\b"
        rf"|(?<=, )(?:{_PRONOUN}) (?:{_PRESENT})(?=[.,]|\b$)"
        rf"|(?:(?<=[,.?!][”\"»] )|(?<=[”\"»], ))(?:{_PRESENT}) (?=(?:M[rs]{{1,2}}\.? |the )?[A-Z]))",
        when=_among_past,
        examples=(
            (
                "“We saw it,” he said. “We went,” said Ms. Oduya. “We left,” she added. “It is odd,” notes Mr. Brandt.",
                "“We saw it,” he said. “We went,” said Ms. Oduya. “We left,” she added. “It is odd,” noted Mr. Brandt.",
            ),
        ),
        leaves=(
            "“It is odd,” notes Mr. Brandt.",
            "“It is odd,” he said. “It is,” she says.",
            "He said what, he notes.",
        ),
        known_problems="""Features and the Wall Street Journal write the present on purpose. As a fix it went toward the
        reference 66 times and away from it 172 times.""",
        tells=("fr", "es", "de"),
    ),
    suggest(
        "ATT004",
        "pronoun behind its verb of saying",
        why="French and German invert after a quotation; in English news only a noun stands behind “said”.",
        triggers=(" said he", " said she", " said they"),
        at=1,
        pattern=r"(?<=[,”\"»] )said (he|she|they)(?=[.,;])",
        replace=r"\1 said",
        examples=(("“It is over,” said he.", "“It is over,” he said."),),
        leaves=("“It is over,” said Henry.", "she said he, too, left", "“It is over,” said he who knew"),
        tells=("fr", "de"),
    ),
    suggest(
        "ATT006",
        "verb of saying from a dictionary",
        why="« préciser », « affirmer », « informar » have cognates that English does not use to report speech.",
        triggers=("specified", "precised", "affirmed", "nformed that", "detailed"),
        pattern=rf"(?<=[”\"»] )(?:({_PRONOUN}) )?(?:specified|precised|affirmed|detailed)\b(?! by)"
        rf"|\b({_PRONOUN}) precised (?=that\b)|(?<!is )(?<!re )(?<!as )(?<!en )(?<!be )(?<!ly )\b(informed) (?=that\b)"
        r"|(?<=[”\"»], )(the (?:[a-z]{1,20} ){1,6})specified(?=\.)",
        replace=_said,
        examples=(
            ("“All are safe,” specified the prefect", "“All are safe,” said the prefect"),
            ("she informed that all were safe", "she said that all were safe"),
            ("“All are safe”, the port office specified.", "“All are safe”, the port office said."),
        ),
        leaves=("was not specified", "“Rules” specified by law", "she informed him that", "was informed that"),
        tells=("fr", "es", "it"),
    ),
    flag(
        "ATT007",
        "attribution left alone as a sentence",
        why="A portal cut the sentence between the quotation and who said it, or lost the quotation’s marks.",
        triggers=(" told.", " assures.", " declares.", " said: said"),
        pattern=r"(?<=[.!?”\"»\n] )[A-Z][\w’'-]{1,30}(?: [A-Z][\w’'-]{1,30}){0,2} (?:told|assures|declares)\.(?=\s|$)",
        examples=(("The road is open. Andriy told.", None),),
        leaves=("The road is open, as he was told.", "I did as I was told.", "So the story is told."),
        tells=("fr",),
    ),
    flag(
        "ATT008",
        "credit worded as a sentence",
        why="“Об этом сообщает ТАСС” names a Russian paragraph’s source; in English it reads as part of the story.",
        triggers=("written by ", "reported by ", "reports about ", "informed by "),
        pattern=rf"\b(?:This|It|About this) (?:is|was|has been) (?:written|reported|informed) by (?:{_AGENCIES})\b",
        examples=(("The bridge is closed. This is written by TASS.", None),),
        leaves=("The novel was written by Tass Pavlov.", "as reported by AFP", "This was written by the AP class"),
        tells=("ru",),
    ),
)
