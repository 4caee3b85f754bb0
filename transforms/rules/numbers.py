"""NUM: numbers and units as other languages write them; money and dates have files of their own."""

import re

from transforms.rule import Evidence, Match, fix, flag, suggest

_BLANK = "[ \u00a0\u2009\u202f]"
_UNIT = (
    "million|billion|trillion|per ?cent|percentage points?|points?|degrees|dollars|euros|pounds|francs|rubles|"
    "roubles|crowns|kroner|kronor|zlotys|yen|yuan|"
    "(?:kilo|centi|milli)?met(?:er|re)s|hectares|acres|(?:milli)?lit(?:er|re)s|(?:kilo|mega|giga)watts?|tons?|tonnes|"
    "kilos?|(?:kilo)?grams?|seconds|minutes|hours|days|weeks|months|years|times|km|kg|GW|MW|GB|TB|GHz|"
    "megapixels|inch(?:es)?|feet|degrees"
)
# Science and engineering write the blank in English too.
_SCIENTIFIC = "(?! (?:years?|km|cm|mm|m|kg|kW|MW|GW|ha|light)\\b)"
# A number before which groups are not thousands: the day of a month, the number of a flight, a room or a line.
_NUMBERED = re.compile(r"(?:[A-Z][\w.]*|number|flight|room|page|line|route|channel|bus|article|chapter|tel|phone) $")
_OPENS_A_CLAUSE = frozenset(
    "A About Almost Around At By For From In More Nearly Of On Only Over Some The To With".split()
)


def _counts_things(match: Match, evidence: Evidence) -> bool:
    """Whether nothing before a grouped number says that its first group is a number by itself."""
    before = _NUMBERED.search(evidence.text, max(0, match.start() - 16), match.start())
    return before is None or before[0].rstrip() in _OPENS_A_CLAUSE


_ROMAN = dict(zip("XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split(), range(12, 22), strict=True))


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _english_ordinal(match: Match, evidence: Evidence) -> str:
    return _ordinal(int(match[1]))


def _english_century(match: Match, evidence: Evidence) -> str:
    return f"{_ordinal(_ROMAN[match[1]])} {match[2]}"


RULES = (
    fix(
        "NUM001",
        "degree sign torn from its unit",
        why="French and German set a blank before a unit; a tokeniser made one within the unit of it.",
        triggers=("° C", "° F"),
        pattern=r"(\d ?°) ([CF])\b",
        replace=r"\1\2",
        examples=(("at 31.5 ° C in the shade", "at 31.5 °C in the shade"), ("at 31 ° F", "at 31 °F")),
        leaves=("at 40° North", "at 40 ° Celsius", "an angle of 40 ° Center left"),
        tells=("fr", "de"),
    ),
    fix(
        "NUM002",
        "comma before decimals",
        why="""Most of Europe writes the decimal comma. With one or two digits behind it and a unit after them, the
        comma cannot part thousands.""",
        triggers=[f",{n}{end}" for n in [*range(10), *(f"{n:02}" for n in range(100))] for end in "% -\u00a0"],
        pattern=rf"(?<![\w.,:/-])(\d{{1,3}}),(\d\d?)(?={_BLANK}?%|{_BLANK}(?:{_UNIT})\b|-(?:million|billion)\b)",
        replace=r"\1.\2",
        examples=(
            ("some 3,5 million litres", "some 3.5 million litres"),
            ("fell by 0,25% in a week", "fell by 0.25% in a week"),
        ),
        leaves=(
            "some 3,500 million",
            "won by 6,4 and 6,2",
            "items 2,3 and 5",
            "some 118,8 thousand came",
            "a fee of 1,234,50 euros",
        ),
        tells=("fr", "de", "es", "ru", "cs"),
    ),
    suggest(
        "NUM003",
        "blank between thousands",
        why="French, Czech, Russian and Swedish part thousands with a blank where English has a comma.",
        triggers=[f"{n}{blank}{m}" for blank in " \u00a0\u2009\u202f" for n in range(10) for m in range(10)],
        pattern=rf"(?<![\w.,:/+)-])(?<!- )(?<!\d )([1-9]\d{{0,2}}){_BLANK}(\d{{3}})(?:{_BLANK}(\d{{3}}))?"
        rf"(?= [a-z]{{2}}|[.,;)]?(?:$|[\n”\"])|[.,;)] |{_BLANK}?[€$%]){_SCIENTIFIC}",
        replace=lambda match, evidence: ",".join(filter(None, match.groups())),
        when=_counts_things,
        examples=(
            ("the port employs 85 000 people", "the port employs 85,000 people"),
            ("a debt of 1 250 000 crowns", "a debt of 1,250,000 crowns"),
        ),
        leaves=(
            "on May 5 300 people came",
            "in 2003 100 people came",
            "Flight 370 239 people",
            "call (030) 4664 - 171 100 or",
            "US 1-3 300-500 lb 42.00",
            "a pipe of 1 224 km",
        ),
        known_problems="""As a fix it made one false number of two in all of its 30 edits on news wire written in
        English, where tables and lists set numbers next to each other.""",
        tells=("fr", "cs", "ru", "sv"),
    ),
    flag(
        "NUM004",
        "stop that may part thousands",
        why="""German, Spanish, Italian and Dutch part thousands with a stop, but what looks like it may as well be
        three decimals: only the source can tell.""",
        triggers=[f".{n}00 " for n in range(10)],
        pattern=r"(?<![\w.,:/$€£-])[1-9]\d{0,2}\.\d00(?= (?:[a-z]{4,}s|people|men|women|children)\b)",
        examples=(("a crowd of 1.500 people", "a crowd of 1,500 people"),),
        leaves=("rose 3.125 percent", "version 1.500.2 is", "at 1.500 of the total", "paid $1.500 shares"),
        known_problems="""As a fix it went away from the reference 38 times of 39 on neural translation, which has
        learnt to write the comma. Numbers that do not end in 00 are not seen.""",
        tells=("de", "es", "it"),
    ),
    fix(
        "NUM006",
        "blank before a percent sign",
        why="French, German, Russian and Swedish set a blank before the sign.",
        triggers=(" %", "\u00a0%", "\u202f%", "\u2009%"),
        pattern=rf"(\d){_BLANK}%(?![\w%])",
        replace=r"\1%",
        examples=(("up 13 % in May", "up 13% in May"),),
        leaves=("a share of 13% in May", "15 %d items", "share in %"),
        tells=("fr", "de", "ru", "sv"),
    ),
    suggest(
        "NUM013",
        "foreign ordinal",
        why="The ending of the source's ordinal stayed behind the number.",
        triggers=("1er ", "ème ", "º ", "ª "),
        pattern=r"(?<![\w.,])(\d{1,3})(?:er|ère|ème|º|ª)(?= [a-z])",
        replace=_english_ordinal,
        examples=(("for the 2ème time", "for the 2nd time"), ("the 12º round", "the 12th round")),
        leaves=("the 1er Arrondissement", "at 30º C", "the 2nd time"),
        changes_digits=True,
        tells=("fr", "es", "it"),
    ),
    suggest(
        "NUM026",
        "century in Roman numerals",
        why="Russian, Spanish, French and Polish number the centuries in Roman numerals.",
        triggers=("I centur", "V centur", "X centur"),
        pattern=rf"\b({'|'.join(_ROMAN)}) (century|centuries)\b",
        replace=_english_century,
        examples=(("a palace of the XVIII century", "a palace of the 18th century"),),
        leaves=("a palace of the 18th century", "the TIX century", "Elizabeth II centuries later"),
        changes_digits=True,
        tells=("ru", "es", "fr"),
    ),
    fix(
        "NUM015",
        "age without its hyphens",
        why="The source has one word or a phrase for it; English hyphenates an age that stands before its noun.",
        triggers=("year old", "years old", "year-old", "years-old"),
        pattern=r"\b(\d{1,3})(?:[ -]years?[ -]old)(?= (?:man|woman|boy|girl|student|teenager|pensioner|driver|son|"
        r"daughter|mother|father|brother|sister|husband|wife|child|baby|victim|suspect|player|actor|actress|singer)\b)",
        replace=r"\1-year-old",
        examples=(
            ("a 54 year old man fell", "a 54-year-old man fell"),
            ("her 16 years old son", "her 16-year-old son"),
        ),
        leaves=("he is 54 years old", "a 54-year-old man", "two boys, 5 and 7 years old, ran"),
        tells=("fr", "es"),
    ),
    flag(
        "NUM020",
        "thousands with decimals",
        why="Russian and Polish news count in thousands (тыс., tys.) as English does in millions.",
        triggers=(" thousand ",),
        pattern=r"(?<![\w.,])\d{1,3}[.,]\d{1,2} thousand(?= [a-z])",
        examples=(("sailed 6.5 thousand miles", "sailed 6,500 miles"),),
        leaves=("sailed 6 thousand miles", "some 6.5 million miles", "a few thousand miles"),
        tells=("ru",),
    ),
)
