"""NUM: amounts of money as other languages write them."""

from transforms.rule import Context, Match, fix, flag, suggest

_SPACE = "[ \u00a0\u2009\u202f]"
_NUMBER = r"\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_YEAR = r"(?:19|20)\d\d"
_SCALES = {"M": "million", "Mio": "million", "mio": "million"}


def _in_full(match: Match, context: Context) -> str:
    scale = _SCALES.get(match[2].rstrip("."), "billion")
    sign = match[3] or ""
    return f"{sign}{match[1]} {scale}"


RULES = (
    fix(
        "NUM024",
        "space after a currency sign",
        why="""Most languages write the sign after the amount, with a space between. The system moved the sign and
        kept the space.""",
        triggers=(*(f"{sign}{space}" for sign in "$€£¥" for space in " \u00a0\u202f"),),
        pattern=rf"(?<!\d)(?<!\d )([$€£¥]){_SPACE}(?=\d)(?!000|\d{{1,3}} ?[.,] \d{{1,3}} ?[.,] \d)"
        # A year: `in constant $ 2010 terms`, `measured in $ 2019`.
        rf"(?!{_YEAR} (?:terms|prices|values)\b|(?<=\bin [$€£¥].){_YEAR}(?![.,]?\d| [mbt]r?illion))",
        replace=r"\1",
        examples=(
            ("a debt of $ 450 billion", "a debt of $450 billion"),
            ("for US$ 2.5 million", "for US$2.5 million"),
            ("in $ 2000 million", "in $2000 million"),
        ),
        counter_examples=(
            "paid 100 $ 5 days later",
            "(in $ 000s)",
            "between € and $, 5 points",
            "a debt of $450",
            "in constant $ 2010 terms",
            "all sums are in $ 2019 unless stated",
        ),
        source_languages=("fr", "de", "ru", "es"),
    ),
    suggest(
        "NUM007",
        "currency sign after the amount",
        why="Most languages write the sign after the amount, as it is spoken.",
        triggers=("€", "£", "llion $", "sand $", *(f"{n}{space}$" for n in range(10) for space in ("", " "))),
        pattern=rf"(?<![\w.,$€£–-])(?<!\d{_SPACE})({_NUMBER})( (?:thousand|[mbtr]+illion))?{_SPACE}?([€$£])"
        rf"(?={_SPACE}[^\W\d]|[^\w\s$€£])",
        replace=r"\3\1\2",
        examples=(("a fine of 100 € is", "a fine of €100 is"), ("some 3 million $ a year", "some $3 million a year")),
        counter_examples=(
            "a fine of €100",
            "a fine of 5 000 $ is",
            "1-3 $ a day",
            "at 5 $ 10 million",
            "a price of 5 US$ is",
        ),
        source_languages=("fr", "de"),
    ),
    fix(
        "NUM008",
        "foreign abbreviation of million or billion",
        why="""French M€ and Md€, German Mio. and Mrd., Italian mld are the word, or m and bn, in English. English
        readers do not know them, or read M as a thousand.""",
        triggers=("M€", "M $", "Md", "Mrd", "mrd", "mld", "Mld", "Mio", "mlrd"),
        pattern=rf"(?<![\w.,])({_NUMBER}){_SPACE}?(M(?=€)|Mds?(?!\. (?!euros|dollars))|"
        # The stop at the end of a paragraph is that of the sentence, too.
        rf"(?:Mrds?|mrd|[mM]ld|mlrd|Mio)(?:\.(?!\n|\Z))?){_SPACE}?([€$£])?(?!\w)(?!{_SPACE}?\d)",
        replace=_in_full,
        examples=(
            ("a loss of 50 M€ last year", "a loss of €50 million last year"),
            ("costs 2.5 Mrd. euros", "costs 2.5 billion euros"),
            ("A bridge for 5 mld.", "A bridge for 5 billion."),
            ("a plan of 3 Md€", "a plan of €3 billion"),
        ),
        counter_examples=("a Mio grant", "5 MD students", "10M users", "Baltimore, Md.", "police held 2 Md. men"),
        source_languages=("fr", "de", "it"),
    ),
    flag(
        "NUM009",
        "“milliard” left in English",
        why="""French milliard, German Milliarde and Spanish mil millones are a billion; Spanish billón and German
        Billion are a trillion. A person must check the figure.""",
        triggers=("illiard", "mil millones", "billón", "billones"),
        pattern=r"\b(?:[Mm]illiard(?:s|e|en)?|mil millones|bill[oó]n(?:es)?)\b",
        examples=(("a credit of 3 milliards", None), ("unos mil millones", None)),
        counter_examples=("a game of billiards", "a credit of 3 billion"),
        source_languages=("fr", "de", "es"),
    ),
    suggest(
        "NUM010",
        "“thousand million”",
        why="Spanish counts in thousands of millions. English news says billion.",
        triggers=("thousand million",),
        trigger_offset=0,
        pattern=r"\bthousand millions?\b",
        replace="billion",
        examples=(("some two thousand million euros", "some two billion euros"),),
        counter_examples=("a thousand millionaires", "two thousand, million by million"),
        source_languages=("es",),
    ),
)
