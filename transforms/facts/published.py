"""The stamps of a page: lines that say when it was published or updated."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.facts.calendar import WEEKDAY
from transforms.facts.dates import CLOCK, DATE, Stamp, make_stamp
from transforms.facts.grammar import WORD
from transforms.facts.line_reading import LineReading
from transforms.facts.stamp_words import (
    ASIDE,
    DAY_BY_NAME,
    ENGLISH,
    FIRST_WORDS,
    JOINT,
    LABEL_WORDS,
    PUBLISHED,
    RELATIVE,
    UPDATED,
)
from transforms.facts.zones import ZONE
from transforms.lazy_pattern import lazy_pattern

READER = "published"
LONGEST = 160
# Next to a stamp, a name has at most three words; between bars, a text has at most so many.
_LONGEST_BESIDE = 80
_BARS = lazy_pattern(r"\s*[|•]\s+")
_MOST_WORDS_OF_A_PART = 4
_GAP = lazy_pattern(r"\s*[|•·,/–—-]\s+|,|\s+")
# A name has fewer spaces, and the gap is the next.
_MOST_BLANKS = 4
_WORDS = lazy_pattern(r"[a-z]+")
# A quick search for the marks and words of clock times, also in texts that have none.
_CLOCK_LIKE = lazy_pattern(r"\d\s?[:hH]|\d\.[0-5]\d|\d\s?(?:[aApP]\.?\s?[mM]\b|Uhr)")
_NAME = lazy_pattern(rf"(?:{WORD}\s){{0,2}}{WORD}(?:\s\({WORD}\))?")

# A date may be followed by a Chinese or Japanese label without a space: `2023年6月20日更新`.
_END = r"(?![^\W\u3005-\u9fff])"
# A line is read as a row of these. Longer words come first, and a number is never a part of a longer one.
_TOKEN = lazy_pattern(
    rf"(?P<relative>(?:{RELATIVE}|{DAY_BY_NAME})(?!\w))|(?P<aside>{ASIDE})|(?P<date>{DATE}(?:{_END}|(?=T\d)))"
    rf"|(?P<clock>{CLOCK})(?:\s*[(]?(?P<zone>{ZONE})[)]?)?{_END}"
    rf"|(?P<published>{PUBLISHED}(?!\w))|(?P<updated>{UPDATED}(?!\w))|(?P<joint>{JOINT}(?!\w))|(?P<weekday>{WEEKDAY})"
    r"|(?P<mark>[\s|•·,;:：/()\[\]（）*–—>.@-]+)|(?P<iso>T(?=\d))"
)
_LABELS = ("published", "updated")
_NUMBERS = ("date", "clock", "zone")
_ENGLISH = lazy_pattern(ENGLISH)
_DIGIT = lazy_pattern(r"\d")
_FIRST_WORD = lazy_pattern(r"[^\w]*([A-Za-z]+)(?![\w.-])")


class _Time(NamedTuple):
    """One time of the row: its label, and its printed parts."""

    label: str | None
    day: str | None = None
    clock: str | None = None
    zone: str | None = None


def may_begin(line: str) -> bool:
    """Whether the first word of a line may be one of a stamp's."""
    m = _FIRST_WORD.match(line)
    return m is None or m[1].lower() in FIRST_WORDS


def _tokens(line: str) -> list[re.Match[str]] | None:
    """The tokens of a line; None if it has anything else."""
    found, at = [], 0
    while at < len(line):
        m = _TOKEN.match(line, at)
        if m is None or (m["clock"] or "").isdigit():
            return None
        found.append(m)
        at = m.end()
    return found


def _times(tokens: list[re.Match[str]]) -> Iterator[_Time]:
    """Combine each date with its label and its clock time, in whichever order they are printed."""
    time, numbers = _Time(None), sum(m.lastgroup in _NUMBERS for m in tokens)
    for n, m in enumerate(tokens):
        numbers -= m.lastgroup in _NUMBERS
        if m.lastgroup in _LABELS:
            if not numbers and any(later.lastgroup == "relative" for later in tokens[n:]):
                break  # `3 May 2023 | Updated 2 hours ago`: the label belongs to the hours
            if time.day and numbers:
                yield time
            # A label after the last number belongs to what comes before it, as in Japanese.
            time = _Time(m.lastgroup) if numbers else time._replace(label=time.label or m.lastgroup)
        elif m["date"]:
            if time.day:
                yield time
                time = _Time(time.label)
            time = time._replace(day=m["date"])
        elif m["clock"]:
            # Two times are opening hours.
            time = time._replace(clock="" if time.clock is not None else m["clock"], zone=m["zone"])
    if time.day:
        yield time


def _values(label: str, stamp: Stamp) -> list[tuple[str, str]]:
    """The columns of one stamp. `_day` is its date in EDTF, `_reason` says why it is unknown."""
    values = [("_day", stamp.day.edtf)] + ([("_reason", stamp.reason)] if stamp.reason else [])
    day, clock = stamp.day.certain, stamp.clock
    if day is None:
        return values
    values.append((f"{label}_on", day.isoformat()))
    if clock is not None:
        local = f"{day.isoformat()}T{clock.time.isoformat()}"
        values += [(f"{label}_local", local), ("timestamp_local", local), ("timestamp_role", f"portal_{label}")]
        values += [("timezone_printed", clock.zone), (f"_{label}_zone", clock.zone)] if clock.zone else []
    return values


def _form(tokens: Sequence[re.Match[str]], times: Sequence[_Time]) -> str:
    """The label of the first time; without any time, the other content of the row."""
    if times:
        return times[0].label or "bare"
    kinds = {m.lastgroup for m in tokens}
    return "relative" if "relative" in kinds else "aside" if "aside" in kinds else ""


def _is_of_sentence(tokens: Sequence[re.Match[str]], times: Sequence[_Time]) -> bool:
    """Whether dates without a label belong to a sentence (`on March 16.`) or a table."""
    last = tokens[-1]
    # `2023. 06. 20.` is Korean and Hungarian.
    ends_with_stop = "." in (last["mark"] or "") or ((last["date"] or "").endswith(".") and not last[0][:4].isdigit())
    is_day_of_sentence = ends_with_stop and not any(t.clock for t in times)
    return bool(tokens[0]["joint"]) or is_day_of_sentence or sum(t.label is None for t in times) > 1


def stamps_of(line: str, *, alone: bool = False) -> tuple[str, list[tuple[str, str]]] | None:
    """The pattern and the values of a text that is only stamps of a page; else None.

    `aside` is a text next to stamps, as `3 min read`. If it is `alone` in its line, it is no stamp.
    """
    tokens = _tokens(line) if len(line) <= LONGEST and _DIGIT.search(line) and may_begin(line) else None
    if not tokens:
        return None
    times = list(_times(tokens))
    form = _form(tokens, times)
    if not form or (alone and (form == "aside" or (form == "bare" and _is_of_sentence(tokens, times)))):
        return None
    # Only in English can the month come first in 05/06/2023.
    words = [m[0] for m in tokens if m.lastgroup in (*_LABELS, "joint")]
    day_first = None if all(map(_ENGLISH.fullmatch, words)) else True
    values: list[tuple[str, str]] = []
    for time in times:
        stamp = make_stamp(time.day or "", time.clock, time.zone, day_first)
        label = time.label or "published"
        if stamp is not None and not any(field.startswith(label) for field, _ in values):
            values += _values(label, stamp)
    return form, values


def read(line: str) -> LineReading | None:
    """Read a line that only says when the page was published or updated.

    Without a label it is the time of publication. `2 hours ago` is a stamp without a value.
    """
    found = stamps_of(line, alone=True)
    if found is None:
        return None
    printed = line.strip()
    start = line.index(printed)
    form, values = found
    code = "BOI005" if form in _LABELS else "PAG003"
    return LineReading(start, start + len(printed), READER, form, tuple(values), code, "stamp")


def read_beside(line: str) -> LineReading | None:
    """Read a stamp with a label or a clock time next to the name of a place or a section: `Lima | 3 May 2023, 12:44`.

    Between bars there may be more words: `news.example | 2023-09-21 14:52 | Editor: Li Na`.
    """
    if len(line) > _LONGEST_BESIDE or not _DIGIT.search(line) or not _may_be_timed(line):
        return None
    parts = _BARS.split(line)
    if len(parts) > 1 and all(len(part.split()) <= _MOST_WORDS_OF_A_PART or read(part) for part in parts):
        timed = next((found for part in parts if (found := read(part)) and _is_timed(found)), None)
        if timed:
            return timed._replace(start=0, stop=len(line))
    gaps = [m.span() for m in _GAP.finditer(line)]
    named = [(line[:start], line[stop:]) for start, stop in gaps[:_MOST_BLANKS]]
    named += [(line[stop:], line[:start]) for start, stop in gaps[-_MOST_BLANKS:]]
    for name, printed in named:
        if _NAME.fullmatch(name) and (found := read(printed)) and _is_timed(found):
            return found._replace(start=0, stop=len(line))
    return None


def _may_be_timed(line: str) -> bool:
    """Whether a line may have a clock time or a label; in letters other than a to z it always may."""
    if not line.isascii() or _CLOCK_LIKE.search(line):
        return True
    return not LABEL_WORDS.isdisjoint(_WORDS.findall(line.lower()))


def _is_timed(found: LineReading) -> bool:
    return found.form in _LABELS or any(field == "timestamp_local" for field, _ in found.values)
