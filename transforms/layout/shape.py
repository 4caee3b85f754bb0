"""Classifies a line by its shape, in any language: a stamp, a count, a path of sections, addresses, tags."""

import re

from transforms.layout.prose import is_dense

LONGEST = 120
_PATH = re.compile(r"[›»|•→]|\s[/>]\s")
_MOST_WORDS_OF_A_STEP = 4
_MOST_WORDS_OF_A_TAG = 3
_COLUMNS = re.compile(r"\s{2,}")
_FEWEST_STEPS = 3
_CLOCK_OR_DAY = re.compile(r"\d[:h]\d\d|\d([-/.])\d{1,2}\1\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A year, a change of a price, or the price of a currency.
_NO_ROW = re.compile(rf"{_YEAR.pattern}|[+−-]\s?\d[\d.,]*\s?%|\A(?:[A-Z]{{3}}|\W)\W{{0,3}}\d|\A[A-Z]{{3}}\s?/|\(\d+\)")
_MOST_WORDS_OF_A_STAMP = 4
_MOST_WORDS_OF_A_DAY = 3
_LONGEST_STAMP = 60
_LONGEST_CLOCK = 14
# A line with a name and more numbers than these is a row of a table.
_MOST_WORDS_OF_A_COUNT = 2
_MOST_NUMBERS = 3
_LONGEST_DENSE_COUNT = 14
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[@#]\w\S*|\S+@\S+\.\w+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}/\S+|\S+\.(?:jpe?g|png|gif|webp|html?)",
    re.IGNORECASE,
)
# As in `Follow our coverage at https://…`, `More on the storm: https://…`, `Permalink: valley.example/?p=123`
_POINTS = re.compile(
    r"(?:(?:Follow|More|See|Find|Read|Visit|Watch|Click)\b[^.!?]{0,80}\s|[^.!?:\d]{2,40}:\s?)(?:https?://|www\.)\S+"
    r"|[^.!?:\d]{2,40}:\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/\S*"
)
_MAY_BE_ADDRESS = re.compile(r"[@#/]|www\.")
# A line of several words that is an address, has a number or is a path has one of these.
_SIGN = re.compile(r"[@#/\d>›»|•→]")
_COUNTED = re.compile(r"\(\d+\)")
_BARS = "|•· >»›"
# `Half-time: 1-1.`, `83 yaşındaydı.`, but `2 min.`
_SHORT_SENTENCE = re.compile(r"(?:[^\W\d_]{5}|[^\W\d_]\W{1,3}\d{1,3}\W\d{1,3})\.\Z")
_OPEN_TITLES = ">→▶►➡➤▸👉"
_STARS = "★☆⭐ "
_ARROWS = "←→▶►◀◄"
# `>> Ferry fares to rise`
_ARROWED = re.compile(r"(?:>{2,3}|[→▶►➡➤▸👉])\s?[\"“‘']?\w(?:\S*\s){3,20}\S*[^\s.!:;,]")
_CLOCK = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?i:am|pm|a\.m\.|p\.m\.|uhr|h|gmt|utc))?\W{0,3}")
# `12:41 Storm tears roofs from houses`
_TIMED = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s(?:Uhr|hrs))?\s?[-–—|:•]?\s+\S.*\w.*")
# `Photo 2 of 14`
_OF_GALLERY = re.compile(r"(?:[^\W\d_]{2,6}\s)?\d{1,3}\s?(?:/|of|de|von|di|sur|van|av|z|из|з|od|\|)\s?(\d{1,3})")
# `Page 3 of 7`, `VALLEY GAZETTE | 3 May 2023 | Page 4`
_PAGE_WORD = r"(?i:page|seite|p[aá]gina|strona|страница|стр\.)"
_PAGE_NUMBER = re.compile(
    rf"(?:[^|•.!?]{{2,40}}\s[|•]\s){{1,3}}{_PAGE_WORD}\s?\d{{1,3}}(?:\s?\W\s?\d{{1,3}})?"
    rf"|{_PAGE_WORD}\s?\d{{1,3}}\s?(?:/|of|von|de|di|sur|z|из)\s?\d{{1,3}}"
)
ENDS_OF_CODE = ");}>"
# Every line of code has one of these.
SIGNS_OF_CODE = ("{", "()", ");", "</", "<div", "<span")
_CODE = re.compile(
    r"\w\.\w+\(|\w\(\)|\w\s?=\s?\w+\s?\|\||[\])}'\"]\);|\{\s?[\w-]+\s?:[^{}]{0,80};|\bfunction\s?\("
    r"|</?(?:div|span|br|img|script|style|iframe)\b[^<>]{0,80}>"
)
_SLUG = re.compile(r"\w+(?:-\w+){3,}")


def role_by_shape(line: str) -> str | None:
    """The role of a line that is known by its shape; None if it may be anything.

    >>> role_by_shape("Home > World > Europe"), role_by_shape("• 2509 views"), role_by_shape("2023-11-25 08:54")
    ('navigation', 'counter', 'stamp')
    """
    if len(line) > LONGEST:
        return None
    if not line.strip(_BARS):
        return "navigation"
    if line[0] in _ARROWS or line[-1] in _ARROWS or "▶" in line:
        return "related"
    if "  " in line and _is_menu(line):
        return "navigation"
    if line[-1] == "," and _is_list(line):
        return "tags"
    # Most titles have no sign; one search for all takes a third of the time of trying each shape.
    return (_addresses(line) or _numbers(line) or _path(line)) if may_have_shape(line) else None


def role_within_story(line: str) -> str | None:
    """The role of a line that never belongs to a story, even between its paragraphs.

    It has only addresses, tags or stars, or the number of a printed page.

    >>> role_within_story("desk@valley.example"), role_within_story("★★★★☆"), role_within_story("Home > World")
    ('share', 'counter', None)
    >>> role_within_story("VALLEY GAZETTE | 3 May 2023 | Page 4")
    'counter'
    """
    if len(line) > LONGEST or line[0].isspace():
        return None
    if line[-1].isdigit() and _PAGE_NUMBER.fullmatch(line):
        return "counter"
    if not line.strip(_STARS):
        return "counter"
    role = _addresses(line) if _MAY_BE_ADDRESS.search(line) else None
    return role if role != "navigation" else None


def is_arrowed(line: str) -> bool:
    """Whether a line is an arrow and the title of another page: `>> Ferry fares to rise`."""
    return line[0] in _OPEN_TITLES and len(line) <= LONGEST and _ARROWED.fullmatch(line) is not None


def is_clock(line: str) -> bool:
    """Whether a line is only a time of day, as live pages print it above each entry: `11:42`."""
    return len(line) <= _LONGEST_CLOCK and _CLOCK.fullmatch(line) is not None


def minutes_of_entry(line: str) -> int | None:
    """The time of day with which a short line begins, in minutes; None for any other line.

    >>> minutes_of_entry("12:41 Storm tears roofs from houses"), minutes_of_entry("12:41")
    (761, None)
    """
    m = _TIMED.fullmatch(line) if len(line) <= LONGEST and line[0].isdigit() else None
    return int(m[1]) * 60 + int(m[2]) if m else None


def may_have_shape(line: str) -> bool:
    """Whether a line has a sign, as addresses, numbers and paths have, or is one word with marks, as a slug is."""
    return _SIGN.search(line) is not None or "www." in line or (" " not in line.strip() and not line.isalpha())


def is_barred_stamp(line: str) -> bool:
    """Whether a line is a stamp and a place between bars, with or without a stop, as `12:00 | Piura, jun. 16.` is."""
    return "|" in line and role_by_shape(line) == "stamp"


def total_of_gallery(line: str) -> str | None:
    """How many pictures a gallery has, by a line with the number of one; None for any other line.

    >>> total_of_gallery("Photo 2 of 14"), total_of_gallery("2/14"), total_of_gallery("2 of 14 boats")
    ('14', '14', None)
    """
    found = _OF_GALLERY.fullmatch(line) if len(line) <= _LONGEST_CLOCK and line[-1].isdigit() else None
    return found[1] if found else None


def numbers_of_row(line: str) -> int:
    """How many numbers a line has that may be a row of a table; 0 for a stamp, a rate, and a line without a name.

    >>> numbers_of_row("Fiji 3 Vanuatu 1"), numbers_of_row("3 May 2023 11:40"), numbers_of_row("Gold 1,962.40 +0.31%")
    (2, 0, 0)
    """
    is_timed = len(_CLOCK_OR_DAY.findall(line)) == 1
    if len(line) > LONGEST or is_timed or _NO_ROW.search(line) or not _WORD.search(line):
        return 0
    return len(_NUMBER.findall(line))


def is_code(line: str) -> bool:
    """Whether a line is source code or style sheet of a page."""
    return line.isascii() and _CODE.search(line) is not None


def _addresses(line: str) -> str | None:
    """A line that only has addresses, handles, tags, or the page's name and address."""
    tokens = line.split()
    if not (_MAY_BE_ADDRESS.search(line) or len(tokens) == 1):
        return None
    if ("/" in line or "www." in line) and _POINTS.fullmatch(line):
        return "related"
    if all(_ADDRESS.fullmatch(t) for t in tokens):
        return "tags" if line.startswith("#") else "share"
    return "navigation" if len(tokens) == 1 and _SLUG.fullmatch(line) else None


def _numbers(line: str) -> str | None:
    """A stamp, a count with its unit, or tags with their counts."""
    if not _DIGIT.search(line):
        return None
    words = len(_WORD.findall(line))
    if timed := _CLOCK_OR_DAY.findall(line):
        if len(timed) > 1 and words > 1:  # a row of results
            return None
        return "stamp" if words <= _MOST_WORDS_OF_A_STAMP and len(line) <= _LONGEST_STAMP else None
    numbers = len(_NUMBER.findall(line))
    if _YEAR.search(line) and 0 < words <= _MOST_WORDS_OF_A_DAY:
        # A date has a number besides the year; a title can end with a year alone.
        return "stamp" if numbers > 1 else None
    # A title without spaces between its words has few of them.
    is_short = words <= _MOST_WORDS_OF_A_COUNT and not (is_dense(line) and len(line) > _LONGEST_DENSE_COUNT)
    if is_short and (not words or numbers <= _MOST_NUMBERS):
        return None if _SHORT_SENTENCE.search(line) else "counter"
    return "tags" if len(_COUNTED.findall(line)) > 1 else None


def _path(line: str) -> str | None:
    """Section names with the signs of a path between them."""
    if not _PATH.search(line):
        return None
    steps = [s.split() for s in _PATH.split(line) if s.strip()]
    return "navigation" if len(steps) > 1 and all(len(s) <= _MOST_WORDS_OF_A_STEP for s in steps) else None


def _is_list(line: str) -> bool:
    """Tags with a comma after each: `ferries, Arran, transport,`."""
    items = [item.split() for item in line[:-1].split(",")]
    return len(items) >= _FEWEST_STEPS and all(0 < len(item) <= _MOST_WORDS_OF_A_TAG for item in items)


def _is_menu(line: str) -> bool:
    """Names of sections with gaps between them, as in `News  Sport  Culture`; a table has numbers."""
    steps = _COLUMNS.split(line.strip())
    return (
        len(steps) >= _FEWEST_STEPS
        and not _DIGIT.search(line)
        and all(len(step.split()) <= _MOST_WORDS_OF_A_STEP and step[:1].isupper() for step in steps)
    )
