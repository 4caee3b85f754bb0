"""CAL: phrases that are English but typical of one source language; they are evidence and are not changed."""

import re

from transforms.rule import Context, Match, marker

_SPEECH = (
    "declared|indicated|affirmed|underlined|explained|added|specified|stressed|recalled|assured|denounced|deplored|"
    "regretted|judged"
)
_NOT_A_DAY_OF = "of|floor|anniversary|century|day|minute|birthday|hole|and|parallel|street|try|attempt|time|ballot"

_IN_ROWS = "houses|seats|trees|shops|chairs|beds|tents|columns|cottages|buttons|stores"
_GIVING = "gave|gives?|said|told|asked|asks|showed|offered|allowed|allows"
_DOING = (
    "adopted|announced|approved|castigated|condemned|confirmed|criticized|denounced|inaugurated|launched|met|opened|"
    "presented|published|received|rejected|signed|welcomed"
)
_DAYS = "today|yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SPANS = "hours|days|weeks|months|years"
_BETWEEN = [
    *(f"{day} {word} " for day in _DAYS.split("|") for word in ("the", "a", "an", "his", "her", "its", "their")),
    *(f"few {span} {gate} " for span in _SPANS.split("|") for gate in ("later", "earlier")),
    *(f"{verb}{ending} in " for verb in ("welcome", "receive", "inaugurate") for ending in ("", "d")),
]
_SPEAKER = re.compile(r"(?:[,”\"»]|\b(?:s?he|[a-z]+(?:man|woman|ister|ident|or)))\s\Z")


def _has_a_speaker(match: Match, context: Context) -> bool:
    """Whether a quotation or somebody who can speak comes before the verb, and not a law or a company."""
    return _SPEAKER.search(context.text, max(0, match.start() - 24), match.start()) is not None


RULES = (
    marker(
        "CAL056",
        "speech in the perfect",
        ("fr",),
        why="The French passé composé (« a déclaré ») was kept as a perfect. English news reports in the past tense.",
        triggers=[f"ha{form} {verb}" for verb in _SPEECH.split("|") for form in ("s", "ve")],
        trigger_offset=0,
        pattern=rf"(?<=[,”\"»emrn] )(?:has|have) (?:{_SPEECH})\b(?! (?:war|bankruptcy|independence|a dividend))",
        gate=_has_a_speaker,
        examples=("“We shall see”, has declared the mayor.", "The minister has indicated that it is late."),
        counter_examples=("He declared it open.", "The doctor has declared war on sugar.", "It has added two jobs."),
    ),
    marker(
        "CAL057",
        "“the one of”",
        ("fr", "es"),
        why="French « celui de » and Spanish “el de” replace a noun that English repeats or drops.",
        triggers=("he one of ", "he ones of "),
        pattern=r"\b[Tt]he ones? of (?!us\b|them\b|you\b)",
        examples=("a budget as large as the one of Spain",),
        counter_examples=("the one of us who knew", "one of them"),
    ),
    marker(
        "CAL058",
        "“is a matter of”",
        ("fr",),
        why="French « il s'agit de » means no more than it is.",
        triggers=("is a matter of ", "was a matter of "),
        pattern=r"\b(?:[Ii]t|[Tt]his|[Tt]hat|there) (?:is|was) a matter of (?!fact|time|life|taste|concern|debate)",
        examples=("It is a matter of a new bridge.",),
        counter_examples=("It is a matter of time.", "as a matter of fact"),
    ),
    marker(
        "CAL059",
        "pronoun joined to a preposition",
        ("de",),
        why="""German „damit“, „davon“, „dadurch“, „darin“ are everyday words. Their English equivalents are legal
        language.""",
        triggers=("herewith", "herefrom", "hereby", "herein", "hereto", "hereof"),
        pattern=r"\b[Tt]here(?:with|from|by|in|to|of)\b(?! lies| hangs)",
        examples=("He wants to earn money therewith.", "Thereby the price fell."),
        counter_examples=("the parties hereto", "therein lies the problem", "thereafter"),
        known_problems="Legal English, and sometimes “thereby”.",
    ),
    marker(
        "CAL060",
        "“a row of”",
        ("de",),
        why="German „eine Reihe von“ is a number of things, not a line of them.",
        triggers=("row of ",),
        pattern=rf"(?<!in )\ba (?:whole |long )?row of (?!{_IN_ROWS})",
        examples=("There is a whole row of reasons.",),
        counter_examples=("a row of houses", "the third year in a row of losses"),
    ),
    marker(
        "CAL061",
        "“is supposed to”",
        ("de",),
        why="German „soll“ reports a plan or a rumour. English says is to, or is said to.",
        triggers=("s supposed to ", "re supposed to "),
        pattern=r"(?<=[a-z] )(?<!he )(?<!she )(?<!it )(?<!they )(?<!you )(?<!we )(?:is|are) supposed to (?=[a-z])",
        examples=("The bridge is supposed to open in May.",),
        counter_examples=("what you are supposed to say", "it was supposed to rain"),
    ),
    marker(
        "CAL062",
        "“under that”",
        ("de",),
        why="German „darunter“ begins a list of examples: among them.",
        triggers=(", under that", ", under this", ", under it ", "among it "),
        pattern=r", (?:under (?:that|this|it)|among it)\b(?=[ ,])(?! (?:law|rule|plan|act|deal|treaty|name|bill)\b)",
        examples=("many guests, under that also a king",),
        counter_examples=("He said that, under this law, it ends.", "among them a king"),
    ),
    marker(
        "CAL063",
        "“from the side of”",
        ("ru", "uk"),
        why="Russian «со стороны» is by, or from.",
        triggers=("from the side of",),
        trigger_offset=0,
        pattern=r"\bfrom the side of (?!the (?:road|building|house|ship|mountain|hill|river|car|truck)\b)",
        examples=("There were no demands from the side of the bank.",),
        counter_examples=("He fell from the side of the road.",),
    ),
    marker(
        "CAL064",
        "“let us recall”",
        ("ru", "uk"),
        why="Russian «напомним» introduces the background of a report.",
        triggers=(
            "et us re",
            "et's re",
            "et’s re",
            "e will re",
            "ecall, ",
            "emind, ",
            "ecall that",
            "emind that",
            "e remind ",
        ),
        pattern=r"\b[Ll]et(?: us|['’]s) (?:remind|recall)\b|\b[Ww]e (?:will |shall )?(?:remind|recall)(?: that|,| you)"
        r"|(?:(?<=\n)|(?<=\. )|^)(?:Recall|Remind)(?:,| that)",
        examples=("Let us recall that the mine was shut.", "Recall, the mine was shut."),
        counter_examples=("to recall that day", "remind them that it is late"),
    ),
    marker(
        "CAL065",
        "“the USA”",
        ("ru", "uk", "cs"),
        why="Russian «США», Czech „USA“. An English agency writes the United States or the US.",
        triggers=("the USA",),
        pattern=r"\b(?:of|in|from|to|with|by|that) the USA\b(?! Today)",
        examples=("a diplomat of the USA",),
        counter_examples=("USA Today", "the USA Network"),
        known_problems="Sports pages and readers’ comments write it too.",
    ),
    marker(
        "CAL066",
        "“on having”",
        ("es",),
        why="Spanish “al haber” gives a time or a reason: when, or because.",
        triggers=("n having ", "n being ", "n finishing ", "n arriving "),
        pattern=r"(?:(?<=, )|(?<=\n)|(?<=\. )|^|(?<= and ))[Oo]n (?:having|being|finishing) (?=[a-z]+(?:ed|en|t|d)\b)",
        examples=("The plan failed, on having found no buyer.",),
        counter_examples=("He prides himself on having found it.", "He insists on being told."),
    ),
    marker(
        "CAL067",
        "“the above mentioned”",
        ("es",),
        why="Spanish “el citado”, “el mencionado” refer to something named before.",
        triggers=("bove mentioned", "bove-mentioned", "he mentioned ", "he cited "),
        pattern=r"\b(?:[Tt]he|this|these) (?:above[- ]mentioned|mentioned|cited) (?=[a-z])",
        examples=("the owner of the above mentioned ship",),
        counter_examples=("the ship that he mentioned first", "the mentions"),
    ),
    marker(
        "CAL068",
        "pronoun next to its noun",
        ("es",),
        why="Spanish names the object twice: “les dijo a los obreros”.",
        triggers=("him to the ", "her to the ", "them to the ", "him to his ", "them to their "),
        pattern=rf"\b(?:{_GIVING}) to (?:him|her|them) to (?:the|his|their)\b",
        examples=("They gave to them to the workers a week.",),
        counter_examples=("They gave it to them to the end.", "They led him to the door."),
    ),
    marker(
        "CAL069",
        "list that ends with “etc.”",
        ("zh",),
        why="Chinese 等 ends every list, even a complete one.",
        triggers=(", etc",),
        trigger_offset=0,
        pattern=r", etc\b\.?",
        examples=("with ships, trains, etc.",),
        counter_examples=("with ships and trains", "et cetera"),
        known_problems="Writers in other languages use it too, less often.",
    ),
    marker(
        "CAL070",
        "reporter named in brackets",
        ("zh",),
        why="Chinese agencies name the reporter in brackets after the dateline: （记者 …）.",
        triggers=("(reporter", "(Reporter", "reporter learned", "reporter saw"),
        pattern=r"\([Rr]eporters? (?=[A-Z])|\b[Rr]eporters? (?:learned|saw|found)\b(?= from| that)",
        examples=("HARBIN, May 2 (reporter Wu Lan) The bridge", "The reporter learned from the office"),
        counter_examples=("a reporter (Wu Lan)", "Reporters Without Borders"),
    ),
    marker(
        "CAL071",
        "official slogan",
        ("zh",),
        why="Chinese officials write set phrases: 防控, 有关部门, 相关负责人.",
        triggers=(
            "prevention and control",
            "levant department",
            "levant personnel",
            "erson in charge of the ",
            "ay attention to",
        ),
        pattern=r"\bprevention and control\b|\b[Rr]elevant (?:departments|personnel)\b|\bpay attention to\b"
        r"|\bperson in charge of the relevant\b",
        examples=("the work of prevention and control", "The relevant departments were told."),
        counter_examples=("control and prevention", "Disease Control and Prevention"),
        known_problems="“Pay attention to” alone is common in English.",
    ),
    marker(
        "NUM019",
        "day without its month",
        ("zh", "ja", "ko"),
        why="Chinese, Japanese and Korean name the day alone (25日). English adds the month or names the weekday.",
        triggers=[f"he {n}th" for n in (*range(4, 10), *range(10, 21), *range(24, 31))]
        + [f"he {n}" for n in ("1st", "2nd", "3rd", "21st", "22nd", "23rd", "31st")],
        pattern=rf"\b(?:[Oo]n|until|from|by) the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
        rf"(?=[.,;)]| [a-z])(?! (?:{_NOT_A_DAY_OF})\b)",
        examples=("The firm said on the 25th that it would close.",),
        counter_examples=(
            "on the 25th of May",
            "on the 25th floor",
            "on the 25th anniversary",
            "on the 8th Street line",
        ),
    ),
    marker(
        "CAL072",
        "“it is said that”",
        ("ja",),
        why="Japanese という and とされる report hearsay at the end of many sentences.",
        triggers=("t is said that", "t is said to ", "t seems that "),
        pattern=r"\b[Ii]t is said that\b|, and it is said\b",
        examples=("It is said that the fish are back.",),
        counter_examples=("he said that it is", "as is said"),
    ),
    marker(
        "CAL073",
        "“and it is”",
        ("ja", "zh"),
        why="Japanese and Chinese chain clauses. English would use a relative clause or a new sentence.",
        triggers=(", and it is ", ", and it was "),
        trigger_offset=0,
        pattern=r", and it (?:is|was) (?=[a-z])",
        examples=("The dam was built early, and it is the highest there.",),
        counter_examples=("The dam was high, and it stood.", "and it is"),
        known_problems="English has it too, a tenth as often.",
    ),
    marker(
        "CAL015",
        "“however” inside the sentence",
        ("de", "fr"),
        why="French « cependant » and German „jedoch“ follow the verb. English puts commas around however.",
        triggers=(" however ", ", however "),
        trigger_offset=0,
        pattern=r"(?<=[a-z]) however(?= [a-z])(?! (?:much|many|long|small|large|big|far|little|it|he|they)\b)"
        r"|(?<=[a-z]), however(?= [a-z]{3,}ed\b)",
        examples=("The mayor however hailed the vote.", "Ana Rojas, however hailed it."),
        counter_examples=("However, it failed.", "It failed, however, and sank.", "He will pay however much it costs."),
    ),
    marker(
        "CAL074",
        "“in order to” after a comma",
        ("de", "ru"),
        why="German „, um … zu“ and Russian «, чтобы» have the comma. English has none.",
        triggers=(", in order to",),
        pattern=r"(?<=[a-z]{2}), in order (?:not )?to\b",
        examples=("He went to Ulm, in order to see the spire.",),
        counter_examples=("In order to see it, he went.", "all was, in order, too"),
    ),
    marker(
        "CAL075",
        "verb at the end of its sentence",
        ("de",),
        why="A German subordinate clause ends with its verb.",
        triggers=(" has.", " must.", " wants.", " will.", " are."),
        pattern=r"(?<=[a-z]{3} )(?<!he )(?<!hey )(?<!who )(?<!hat )(?<!you )(?<!one )"
        r"(?:has|must|wants|will|are)\.(?=\s|$)",
        examples=("They say that the firm no money has.",),
        counter_examples=("He does what he must.", "as large as they are.", "It has."),
        known_problems="“That is what the facts are.”",
    ),
    marker(
        "CAL076",
        "millions of a singular currency",
        ("de",),
        why="German counts money in the singular: „fünf Millionen Dollar“.",
        triggers=("llion dollar", "llion euro", "llion pound"),
        pattern=r"(?<=\d )(?:m|b|tr)illion (?:dollar|euro|pound)\b(?![- ]?[a-z])",
        examples=("It cost 5 million dollar.",),
        counter_examples=("a 5 million dollar ship", "It cost 5 million dollars."),
    ),
    marker(
        "CAL077",
        "“that is to say”",
        ("fr", "es"),
        why="French « c'est-à-dire », Spanish “es decir” are everyday words. English says that is, or nothing.",
        triggers=("is to say",),
        pattern=r"\b[Tt](?:hat|his) is to say\b",
        examples=("He comes on Friday, that is to say tomorrow.",),
        counter_examples=("that is hard to say",),
    ),
    marker(
        "CAL078",
        "article before a percentage",
        ("es",),
        why="Spanish puts the article before a percentage: “el 45 por ciento”.",
        triggers=("the 1", "the 2", "the 3", "the 4", "the 5", "the 6", "the 7", "the 8", "the 9"),
        pattern=r"\bthe \d{1,2}(?:[.,]\d+)? ?(?:percent|per cent|%) of\b(?! (?:voters|people|those|the vote) who)",
        examples=("With the 45 percent of the votes",),
        counter_examples=("With 45 percent of the votes", "the 5 percent share"),
    ),
    marker(
        "CAL079",
        "time or place between verb and object",
        ("fr", "es"),
        why="« a annoncé lundi la fermeture », “inauguró el martes una feria”: in English the object follows its verb.",
        triggers=_BETWEEN,
        pattern=rf"\b(?:(?:{_DOING}) (?:(?:on )?(?:{_DAYS})|a few (?:{_SPANS}) (?:later|earlier))"
        r"|(?:welcomed?|received?|inaugurated?) in [A-Z][\w-]+(?: [A-Z][\w-]+)?)"
        r" (?:the|an?|his|her|its|their)(?= [“\"a-z])",
        window=64,
        examples=("The firm announced on Friday the closure of the mill.", "to welcome in New Town the foreign guests"),
        counter_examples=(
            "He announced the closure on Friday.",
            "They met on Friday at the mill.",
            "It opened Friday.",
        ),
    ),
    marker(
        "CAL080",
        "talks between “the armies”",
        ("fr", "es"),
        why="""French « armées », Spanish “ejércitos” are a country's military, which can hold talks. English armies
        fight.""",
        triggers=(" armies",),
        pattern=r"\b(?:dialogue|talks|contacts?|cooperation|communications?|exchanges?|links) "
        r"between (?:(?:the|their|both) )?(?:two )?armies\b",
        window=48,
        examples=("a resumption of contacts between the two armies",),
        counter_examples=("the fighting between the armies", "two armies"),
    ),
)
