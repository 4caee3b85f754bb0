"""CAL: set phrases of police, court and government news, translated word for word."""

from transforms.rule import flag

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_NOT_INVERTED = "no|neither|nor|few|rare|only|not|never|such|this|that"

_VERBS = ("was", "were", "had", "has", "have", "is", "are")
_SUBJECTS = ("it", "he", "she", "they", "the police")

RULES = (
    flag(
        "CAL081",
        "phrase of French courts",
        why="« garde des Sceaux », « mis en examen », « cour d’assises »: English says minister of justice, charged.",
        triggers=(
            "seal keeper",
            "seals keeper",
            "seal guard",
            "f the seals",
            "f the Seals",
            "examination",
            "f assizes",
        ),
        pattern=r"\b(?:seals? (?:keeper|guard(?:ian)?)|(?:keeper|guardian|guard) of the [Ss]eals|"
        r"(?:put|placed) (?:under|in|on) (?:formal )?examination|[Cc]ourt of assizes)\b",
        examples=(("He was appointed seal keeper in May.", None), ("Two men were placed under examination.", None)),
        counter_examples=("The seals keep fish off.", "under examination by a doctor", "She put the examination off."),
        source_languages=("fr",),
    ),
    flag(
        "CAL082",
        "phrase of Italian police news",
        why="“giudicato guaribile in dieci giorni”: English says how badly somebody was hurt.",
        triggers=(
            "urable in",
            "ealable in",
            "rognosis of",
            "he military of the company",
            "sphere of the investig",
        ),
        pattern=r"\b(?:(?:judged|declared|deemed) (?:curable|healable) in|"
        r"prognosis of (?:\d+|ten|fifteen|twenty|thirty) days|"
        r"the military of the company|in the sphere of the investigations?)\b",
        examples=(("They were judged curable in ten days.", None), ("with a prognosis of 15 days", None)),
        counter_examples=("a curable illness", "a poor prognosis of the disease"),
        source_languages=("it",),
    ),
    flag(
        "CAL083",
        "phrase of Russian and Ukrainian police news",
        why="""Police reports use set phrases: «госпитализированы в больницу», «привлечён к ответственности»,
        «сообщили в пресс-службе».""",
        triggers=(
            "italized to ",
            "italised to ",
            "brought to administrative",
            "brought to criminal",
            "brought to respons",
            "in the press service",
            "n the fact of",
        ),
        pattern=r"\b(?:hospitali[sz]ed to|brought to (?:administrative |criminal )?responsibility|"
        r"(?:told|said|reported|stated|noted|explained|informed) in the press service|on the fact of)\b",
        examples=(
            ("Two pilots were hospitalized to a clinic.", None),
            ("it was closed, said in the press service", None),
        ),
        counter_examples=("They were hospitalized in Lima.", "the press service said"),
        source_languages=("ru", "uk"),
    ),
    flag(
        "CAL084",
        "“the same” before a weekday",
        why="Spanish “este mismo jueves” only says which Thursday.",
        triggers=[f"the same {day}" for day in _DAYS.split("|")],
        trigger_offset=0,
        pattern=rf"\bthe same (?:{_DAYS})\b",
        examples=(
            ("The port closed, said the same Thursday the mayor.", "The port closed, the mayor said on Thursday."),
        ),
        counter_examples=("the same day", "on Thursday of the same week"),
        source_languages=("es",),
    ),
    flag(
        "CAL085",
        "phrase of Turkish news",
        why="“şu ifadeleri kullandı” means said; “kapsamında” is in or under.",
        triggers=(
            "ollowing statements",
            "ollowing expressions",
            "ollowing sentences",
            "he scope of the inv",
            "he scope of the op",
        ),
        pattern=r"\b(?:(?:used|made|included) the following (?:statements|expressions|sentences)|"
        r"within the scope of the (?:investigation|operation))\b",
        examples=(("The mayor used the following statements: “We wait.”", "The mayor said: “We wait.”"),),
        counter_examples=("the scope of the law", "the following statements are true"),
        source_languages=("tr",),
    ),
    flag(
        "CAL086",
        "verb before its subject",
        why="Norwegian, Danish, Swedish, Dutch and German put the verb second, whatever begins the sentence.",
        triggers=[f" {verb} {who} " for verb in _VERBS for who in _SUBJECTS],
        pattern=rf"(?:(?<=[.!?] )|(?<=\n)|^)(?:In|On|At|After|During|From|Here|Now|Today|Yesterday) "
        rf"(?!(?:{_NOT_INVERTED})\b)(?:[\w’'-]{{1,24}} ){{0,6}}?"
        rf"(?:{'|'.join(_VERBS)}) (?:{'|'.join(_SUBJECTS)}) [a-z]{{2,20}}\b(?![?])",
        window=96,
        examples=(
            (
                "The port is closed. In Bergen was it calm all night.",
                "The port is closed. In Bergen it was calm all night.",
            ),
        ),
        counter_examples=(
            "In no town was it calm.",
            "On what day was he seen?",
            "In Bergen it was calm.",
            "In what he says is it true?",
        ),
        source_languages=("de", "nl", "no", "sv", "da"),
    ),
)
