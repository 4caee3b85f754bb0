"""NUM: ordinals, units and ages as other languages write them; notation, money and dates have files of their own."""

from transforms.rule import Context, Match, fix, flag, suggest

_SPACE = "[ \u00a0\u2009\u202f]"

_ROMAN = dict(zip("XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split(), range(12, 22), strict=True))


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _english_ordinal(match: Match, context: Context) -> str:
    return _ordinal(int(match[1]))


def _english_century(match: Match, context: Context) -> str:
    return f"{_ordinal(_ROMAN[match[1]])} {match[2]}"


RULES = (
    fix(
        "NUM001",
        "degree sign separated from its unit",
        why="French and German put a space before a unit. A tokeniser put one inside the unit.",
        triggers=("° C", "° F"),
        pattern=r"(\d ?°) ([CF])\b",
        replace=r"\1\2",
        examples=(("at 31.5 ° C in the shade", "at 31.5 °C in the shade"), ("at 31 ° F", "at 31 °F")),
        counter_examples=("at 40° North", "at 40 ° Celsius", "an angle of 40 ° Center left"),
        source_languages=("fr", "de"),
    ),
    fix(
        "NUM006",
        "space before a percent sign",
        why="French, German, Russian and Swedish put a space before the sign.",
        triggers=(" %", "\u00a0%", "\u202f%", "\u2009%"),
        pattern=rf"(\d){_SPACE}%(?![\w%])",
        replace=r"\1%",
        examples=(("up 13 % in May", "up 13% in May"),),
        counter_examples=("a share of 13% in May", "15 %d items", "share in %"),
        source_languages=("fr", "de", "ru", "sv"),
    ),
    suggest(
        "NUM013",
        "foreign ordinal",
        why="The translation kept the ending of the source's ordinal after the number.",
        triggers=("1er ", "ème ", "º ", "ª "),
        pattern=r"(?<![\w.,])(\d{1,3})(?:er|ère|ème|º|ª)(?= [a-z])",
        replace=_english_ordinal,
        examples=(("for the 2ème time", "for the 2nd time"), ("the 12º round", "the 12th round")),
        counter_examples=("the 1er Arrondissement", "at 30º C", "the 2nd time"),
        changes_digits=True,
        source_languages=("fr", "es", "it"),
    ),
    suggest(
        "NUM026",
        "century in Roman numerals",
        why="Russian, Spanish, French and Polish number the centuries in Roman numerals.",
        triggers=("I centur", "V centur", "X centur"),
        pattern=rf"\b({'|'.join(_ROMAN)}) (century|centuries)\b",
        replace=_english_century,
        examples=(("a palace of the XVIII century", "a palace of the 18th century"),),
        counter_examples=("a palace of the 18th century", "the TIX century", "Elizabeth II centuries later"),
        changes_digits=True,
        source_languages=("ru", "es", "fr"),
    ),
    fix(
        "NUM015",
        "age without its hyphens",
        why="The source has one word or a phrase for it. English hyphenates an age before its noun.",
        triggers=("year old", "years old", "year-old", "years-old"),
        pattern=r"\b(\d{1,3})(?:[ -]years?[ -]old)(?= (?:man|woman|boy|girl|student|teenager|pensioner|driver|son|"
        r"daughter|mother|father|brother|sister|husband|wife|child|baby|victim|suspect|player|actor|actress|singer)\b)",
        replace=r"\1-year-old",
        examples=(
            ("a 54 year old man fell", "a 54-year-old man fell"),
            ("her 16 years old son", "her 16-year-old son"),
        ),
        counter_examples=("he is 54 years old", "a 54-year-old man", "two boys, 5 and 7 years old, ran"),
        source_languages=("fr", "es"),
    ),
    flag(
        "NUM020",
        "thousands with decimals",
        why="Russian and Polish news count in thousands (тыс., tys.), as English does in millions.",
        triggers=(" thousand ",),
        pattern=r"(?<![\w.,])\d{1,3}[.,]\d{1,2} thousand(?= [a-z])",
        examples=(("sailed 6.5 thousand miles", "sailed 6,500 miles"),),
        counter_examples=("sailed 6 thousand miles", "some 6.5 million miles", "a few thousand miles"),
        source_languages=("ru",),
    ),
)
