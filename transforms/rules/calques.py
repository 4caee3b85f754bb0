"""CAL: phrases of the source language, word by word in English."""

from transforms.rule import fix, suggest

_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NATION = (
    "American|British|French|German|Italian|Spanish|Russian|Chinese|Japanese|Israeli|Turkish|Iranian|Polish|Ukrainian|"
    "Hungarian|European|Swiss|Belgian|Dutch|Greek|Portuguese|Mexican|Brazilian|Indian|Saudi|Syrian|Cuban|Algerian"
)
_NATIONS = _NATION.split("|")
_TITLE = r"(?:M[rs]|Mrs|Dr)\.?"
_WORD = r"[A-Z][\w’-]+"

RULES = (
    suggest(
        "CAL001",
        "“on this file”",
        why="French « dossier » and Spanish “expediente” are an issue under discussion. An English file is paper.",
        triggers=("on this file",),
        trigger_offset=0,
        pattern=r"\bon this file\b(?! (?:server|system|format|name|type|path))",
        replace="on this issue",
        examples=(("no concession on this file", "no concession on this issue"),),
        counter_examples=("stored on this file server", "the police opened a file on him"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAL002",
        "“For” in place of “According to”",
        why="""French « Pour X, » and Italian “Per X,” introduce an opinion. In English they introduce a purpose or a
        benefit.""",
        triggers=("For ",),
        trigger_offset=0,
        pattern=rf"(?:(?<=[.”»] )|(?<=\n)|^)For (?=(?:{_TITLE} [A-Z][\w’-]+|{_WORD}(?: {_WORD}){{1,3}}),(?! for ))",
        replace="According to ",
        examples=(
            ("For Mr. Lund, the tax is dead.", "According to Mr. Lund, the tax is dead."),
            ("Rain. For Ana Rojas, it is a loss.", "Rain. According to Ana Rojas, it is a loss."),
        ),
        counter_examples=("For Sri Lanka, for one, it is late.", "For Christmas, he paid.", "For Ana Lund it is over."),
        known_problems="A real benefit looks the same: “For Norway, the deal means jobs”.",
        source_languages=("fr", "it", "es"),
    ),
    suggest(
        "CAL003",
        "“assures that”",
        why="French « assurer que » and Spanish “asegurar que” mean to affirm. In English one assures somebody.",
        triggers=("assures that", "assured that"),
        trigger_offset=0,
        pattern=r"(?<!be )(?<!en )(?<!re )(?<!is )(?<!as )(?<!ing )(?<!est )(?<!eel )\bassure(s|d) that\b",
        replace=lambda match, context: f"insist{'s' if match[1] == 's' else 'ed'} that",
        examples=(("The mayor assures that it is safe.", "The mayor insists that it is safe."),),
        counter_examples=(
            "We were assured that it is safe.",
            "She assured us that it is safe.",
            "Rest assured that it is.",
        ),
        source_languages=("fr", "es", "it"),
    ),
    suggest(
        "CAL004",
        "article before a nation's diplomacy",
        why="Romance languages put the article before every abstract noun.",
        triggers=[f"the {nation} {what}" for nation in _NATIONS for what in ("diplomacy", "justice")],
        trigger_offset=0,
        pattern=rf"\bthe ((?:{_NATION}) (?:diplomacy|justice))\b(?! (?:department|minist|secretary|system))",
        replace=r"\1",
        examples=(("a defeat for the Turkish diplomacy", "a defeat for Turkish diplomacy"),),
        counter_examples=("the Turkish justice minister", "Turkish diplomacy won"),
        source_languages=("fr", "it", "es"),
    ),
    fix(
        "CAL005",
        "“in sidelines of”",
        why="French “en marge de” and Spanish “al margen de” have no article. The English phrase has one.",
        triggers=("in sidelines of",),
        trigger_offset=0,
        pattern=r"\bin sidelines of\b",
        replace="on the sidelines of",
        examples=(("They met in sidelines of the fair.", "They met on the sidelines of the fair."),),
        counter_examples=("They met on the sidelines of the fair.",),
        source_languages=("fr",),
    ),
    fix(
        "CAL006",
        "“can not”",
        why="""Other languages negate the verb with a separate word, and many translation systems keep the two apart.
        English writes one word.""",
        triggers=("an not ",),
        pattern=r"(?<!\b[Aa] )(?<!\b[Tt]he )\b([Cc]an) not "
        r"(?!(?:only|just|merely|simply|help|but|necessarily|and)\b)(?=[a-z])",
        replace=r"\1not ",
        examples=(("They can not be opened.", "They cannot be opened."),),
        counter_examples=(
            "It can not only sing but dance.",
            "You can not just go.",
            "Scan not the sea.",
            "a can not opened",
        ),
        known_problems="“You can, or you can not play” is correct.",
    ),
    suggest(
        "CAL010",
        "night of one day to the next",
        why="""French « dans la nuit de lundi à mardi », German „in der Nacht von Montag auf Dienstag“. English says
        the night between two days, or overnight.""",
        triggers=[
            f"{on} the night {of} " for on in ("In", "in", "On", "on", "During", "during") for of in ("of", "from")
        ],
        trigger_offset=0,
        pattern=rf"\b(?:[Ii]n|[Oo]n|[Dd]uring) the night (?:of|from) ({_DAY}) to ({_DAY})\b",
        replace=r"overnight \1 to \2",
        examples=(("It burned in the night from Monday to Tuesday.", "It burned overnight Monday to Tuesday."),),
        counter_examples=("on the night of Monday", "the night from Hell", "day and night from Monday to Friday"),
        source_languages=("fr", "de", "es", "it"),
    ),
    suggest(
        "CAL011",
        "“highest diplomat”",
        why="French « le plus haut diplomate » is a top diplomat in English.",
        triggers=("highest ",),
        trigger_offset=0,
        pattern=rf"\bhighest (?=(?:(?:{_NATION}|US|U\.S\.) )?(?:diplomat|magistrate|civil servant)\b)",
        replace="top ",
        examples=(("the highest Greek diplomat", "the top Greek diplomat"),),
        counter_examples=("the highest Greek mountain", "the highest-ranking diplomat"),
        source_languages=("fr",),
    ),
    suggest(
        "CAL014",
        "“leading world powers”",
        why="French « les deux premières puissances mondiales » are the world's two leading powers in English.",
        triggers=[
            f"the {number} {most} world "
            for number in ("two", "three", "four", "five")
            for most in ("leading", "largest", "biggest", "main", "first")
        ],
        trigger_offset=0,
        pattern=r"\bthe (two|three|four|five) (?:(leading|largest|biggest|main)|first) world (?=power|econom|produc)",
        replace=lambda match, context: f"the world’s {match[1]} {match[2] or 'leading'} ",
        examples=(("the two leading world economies", "the world’s two leading economies"),),
        counter_examples=("the two leading world records", "two leading economies"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAL016",
        "“errors of assessment”",
        why="French « erreurs d'appréciation », « d'analyse » are misjudgments or miscalculations in English.",
        triggers=("errors of ", "error of ", "mistakes of "),
        pattern=r"\b(?:error|mistake)(s?) of (?:assessment|appreciation|evaluation|appraisal)\b",
        replace=r"misjudgment\1",
        examples=(("a fatal error of appreciation", "a fatal misjudgment"),),
        counter_examples=("an error of judgment", "errors of fact"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAL019",
        "head of a nation's diplomacy",
        why="French « chef de la diplomatie » and its equivalents are another name for a foreign minister.",
        triggers=[
            f"{head} of {the}{nation} diplomacy"
            for head in ("head", "chief", "boss", "number one")
            for the in ("", "the ")
            for nation in _NATIONS
        ],
        trigger_offset=0,
        pattern=rf"\b(?:head|chief|boss|number one) of (?:the )?({_NATION}) diplomacy\b",
        replace=r"top \1 diplomat",
        examples=(("the head of Swiss diplomacy", "the top Swiss diplomat"),),
        counter_examples=("the art of Swiss diplomacy", "head of the diplomatic service"),
        source_languages=("fr", "es", "it"),
    ),
    suggest(
        "CAL022",
        "“discuss with”",
        why="French « discuter avec » has no object. In English one discusses something, or talks.",
        triggers=("discuss with", "discussing with", "discussed with"),
        trigger_offset=0,
        pattern=r"\bdiscuss(?:ing|ed)? with (?=(?:his|her|their|its|the)\b|[A-Z])",
        replace=lambda match, context: {"discuss": "talk to ", "discussing": "talking to ", "discussed": "talked to "}[
            match[0].split()[0]
        ],
        examples=(("prevents him from discussing with his peers", "prevents him from talking to his peers"),),
        counter_examples=("discuss it with the board", "the terms discussed", "discuss with care"),
        known_problems="“the plan he discussed with the board” has its object before the verb.",
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAL024",
        "visit of a person",
        why="Romance and Slavic languages have no genitive before the noun: « visite de X ».",
        triggers=("visit of ",),
        pattern=r"\b(?:a|the) ((?:[a-z]+ )?)visit of ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}) (?=to |in )",
        replace=lambda match, context: f"{match[2]}’s {match[1]}visit ",
        examples=(("a possible visit of Ana Rojas to Oslo", "Ana Rojas’s possible visit to Oslo"),),
        counter_examples=("a visit to Oslo", "the visit of ministers to Oslo"),
        source_languages=("fr", "ru"),
    ),
    suggest(
        "CAL034",
        "“election deadline”",
        why="French « échéance électorale » and Spanish “cita electoral” are the vote itself.",
        triggers=("election deadline", "electoral deadline", "electoral appointment"),
        pattern=r"\b(?:election|electoral) (?:deadline|appointment)(s?)\b",
        replace=r"election\1",
        examples=(("before the electoral deadline of May", "before the election of May"),),
        counter_examples=("the deadline of the election", "deadlines for voters"),
        source_languages=("fr", "es"),
    ),
    suggest(
        "CAL036",
        "“In question”",
        why="French « En cause : » names the thing to blame.",
        triggers=("In question:", "In question :", "In cause:"),
        pattern=r"\bIn (?:question|cause) ?:",
        replace="The reason:",
        examples=(("It was put off. In question: the fog.", "It was put off. The reason: the fog."),),
        counter_examples=("The sum in question: two", "In question form: who?"),
        source_languages=("fr",),
    ),
    suggest(
        "CAL039",
        "“wanted to be”",
        why="French « s'est voulu rassurant » describes how somebody spoke.",
        triggers=("wanted to be ", "wants to be "),
        trigger_offset=0,
        pattern=r"\bwant(?:ed|s) to be ((?:\w+ly )?(?:optimistic|reassuring|cautious|firm|prudent|confident|clear))\b",
        replace=r"sounded \1",
        examples=(("The minister wanted to be reassuring.", "The minister sounded reassuring."),),
        counter_examples=("He wanted to be a clown.", "She wants to be there."),
        source_languages=("fr",),
    ),
    suggest(
        "CAL044",
        "“allows to” before a verb",
        why="French « permet de », Spanish “permite”, German „erlaubt“ need no person. English does.",
        triggers=("allows to ", "allow to ", "permits to ", "enables to "),
        pattern=r"\b(?:allow|permit|enable)(s?) to (?=[a-z]{3,}\b)(?!(?:the|this|that|their|his|her|its)\b)",
        replace=r"make\1 it possible to ",
        examples=(("The valve allows to cut the flow.", "The valve makes it possible to cut the flow."),),
        counter_examples=("It allows us to cut the flow.", "the slope allows to the south", "permits to the firm"),
        source_languages=("es", "fr", "de", "is"),
    ),
    suggest(
        "CAL046",
        "“in the framework of”",
        why="French « dans le cadre de », German „im Rahmen von“, Russian «в рамках» are plain prepositions.",
        triggers=("in the framework of", "within the framework of", "in the frame of", "within the frames of"),
        pattern=r"\b([Ii]n|[Ww]ithin) the frame(?:work)?s? of\b(?! (?:\w+ ){0,2}(?:laws?|constitution)\b)",
        replace=lambda match, context: "As part of" if match[1][0].isupper() else "as part of",
        examples=(("talks in the framework of the summit", "talks as part of the summit"),),
        counter_examples=("the framework of the roof", "a framework for talks", "within the framework of the law"),
        known_problems="English diplomats write “within the framework of” too, 2 to 3 times in a million characters.",
        source_languages=("fr", "de", "es", "ru"),
    ),
)
