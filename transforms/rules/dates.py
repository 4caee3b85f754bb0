"""NUM: dates, decades and clock times as other languages write them."""

from transforms.rule import Context, Match, fix, flag, suggest

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December".split("|")
_MONTH = "|".join(_MONTHS)
# After "5. March" or "5. May" these begin a sentence of which the month, or a person, is the subject.
_GERMAN = r"(?<![Bb]is )(?<![Aa]m )(?<![Vv]om )(?<![Zz]um )(?<![Dd]en )(?<!der )(?<!und )"
_VERB = "is|was|are|were|has|had|will|would|can|could|may|might|saw|brought|said|says|came|marks|marked|did"


def _whole_decade(match: Match, context: Context) -> str:
    tens = match[1] or match[2]
    return f"the {'19' if len(tens) == 2 else ''}{tens}s"


RULES = (
    suggest(
        "NUM005",
        "French clock time",
        why="French writes the hour with an h, English with a colon.",
        triggers=(*(f"{n}h{m}" for n in range(10) for m in range(6)),),
        pattern=r"(?<![\w.,:/])([01]?\d|2[0-4])h([0-5]\d)(?!\w)",
        replace=r"\1:\2",
        examples=(("doors open at 17h32", "doors open at 17:32"),),
        counter_examples=("a 2h film", "file_17h32", "id 917h32"),
        known_problems="A duration (2h30 of film) looks the same.",
        source_languages=("fr",),
    ),
    fix(
        "NUM025",
        "“o’clock” after hours and minutes",
        why="""The source ends every clock time with a word for hour (Uhr, heures, tuntia). English says o’clock only
        for full hours.""",
        triggers=(" o'clock", " o’clock"),
        pattern=r"(?<![\d:.])(\d\d?[:.][0-5]\d)(?: hours)? o['’]clock\b",
        replace=r"\1",
        examples=(("fell at 13:38 o’clock", "fell at 13:38"),),
        counter_examples=("at 5 o’clock", "at ten o'clock"),
        source_languages=("de",),
    ),
    flag(
        "NUM011",
        "numeric date that reads two ways",
        why="""Most languages write the day first, American English the month. If both numbers are below 13, the date
        is ambiguous.""",
        triggers=("/19", "/20", ".19", ".20"),
        pattern=r"(?<![\w./])(?:0?[1-9]|1[0-2])([/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\w/]|\.\d)",
        examples=(("signed on 06/05/2014 in Riga", None),),
        counter_examples=("signed on 26/05/2014", "signed on 2014/05/06", "version 1.2.2014.5", "06/06"),
    ),
    fix(
        "NUM012",
        "full stop after the day of a month",
        why="German, Czech, Icelandic, Norwegian, Danish and Finnish mark an ordinal with a full stop.",
        triggers=(*(f". {month}" for month in _MONTHS),),
        pattern=rf"{_GERMAN}(?<![\w.,:$€£-])(?:([12]?\d|3[01])\.( (?:to|and|until|till|or) (?:the )?))?"
        rf"([12]?\d|3[01])\. (?=(?:{_MONTH})\b(?! (?:{_VERB})\b)(?!['’]s))"
        r"(?=(?!May|March|August)|\w+(?: (?:19|20)\d\d|[.,;:)]| (?:in|at|to|and|of|with|by)\b))(?!\w+ \d\d?\b)",
        replace=r"\1\2\3 ",
        examples=(
            ("from the 1. to 3. October in", "from the 1 to 3 October in"),
            ("on 20. November the arena", "on 20 November the arena"),
            ("from 5. May 2011 on", "from 5 May 2011 on"),
        ),
        counter_examples=(
            "in 2005. May followed",
            "on lap 5. May was first",
            "ended 2-1. August is",
            "No. 5. June has",
            "finished with 5. June 12 is",
            "Bis 13. September in Wien",
        ),
        source_languages=("de", "cs", "is"),
    ),
    suggest(
        "NUM014",
        "clock time followed by “hours”",
        why="“a las 17 horas”, “um 14.30 Uhr”: the source names the unit after the hour.",
        triggers=(" Uhr", " hours"),
        pattern=r"\b([Aa]t) (\d\d?)(?:[.:]([0-5]\d))? (?:hours|Uhr)\b(?! (?:of|a|per|before|after|later))",
        replace=lambda match, context: f"{match[1]} {match[2]}:{match[3] or '00'}",
        examples=(("began at 17 hours on", "began at 17:00 on"), ("opens at 14.30 Uhr", "opens at 14:30")),
        counter_examples=("at 17 hours of work", "for 17 hours"),
        changes_digits=True,
        source_languages=("es", "fr", "de"),
    ),
    fix(
        "NUM016",
        "year after the word “year”",
        why="German “im Jahr 2012” and Czech “v roce 2012” name the year as such. English does not.",
        triggers=("n the year 1", "n the year 2"),
        pattern=r"(?<!due )(?<!maturity )(?<!maturing )(?<!mature )(?<!expire )(?<!expires )"
        r"\b([Ii]n) the year ((?:19|20)\d\d)\b(?!['’]s)(?<!2000)",
        replace=r"\1 \2",
        examples=(("was built in the year 1912.", "was built in 1912."), ("In the year 2013 it", "In 2013 it")),
        counter_examples=(
            "in the year 2000",
            "in the year 793",
            "in the year to May 2012",
            "in the year 1912’s",
            "bonds due in the year 2012",
            "until maturity in the year 2012",
        ),
        known_problems="Native text has it for future years: “will open in the year 2012”.",
        source_languages=("de", "cs"),
    ),
    suggest(
        "NUM017",
        "decade as a number of years",
        why="“les années 60”, “los años 90”, “60-е годы”: the source counts the years, English names the decade.",
        triggers=("the years ", "0 years", "0s years ", "0er years ", "0’s years "),
        pattern=r"\bthe (?:years ((?:19)?[2-9]0)(?!\w|[.,-]\d| (?:to|and|or|through|[a-z]+ ago|[a-z]+ later)\b)"
        r"|(19[2-9]0)(?:s|er|’s)? years)\b",
        replace=_whole_decade,
        examples=(("songs of the years 60 were", "songs of the 1960s were"), ("in the 1970 years", "in the 1970s")),
        counter_examples=("the years 1960 to 1962", "in the 60 years since", "the years 605", "the years 2010"),
        changes_digits=True,
        source_languages=("fr", "es", "ru"),
    ),
)
