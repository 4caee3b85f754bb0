"""Finds lists of dated entries within a story: a day alone in its line, and sentences below it."""

import re
from collections.abc import Iterator

from transforms.facts.dates import DATE
from transforms.facts.page import Page
from transforms.facts.published import may_begin
from transforms.layout.prose import ends_sentence
from transforms.lazy_pattern import lazy_pattern

# Below its lead a story has a list of at least so many entries; a list of more may also begin it.
_FEWEST_ENTRIES = 2
_LONGEST_DAY = 40
_DAY = lazy_pattern(rf"\W*(?:{DATE}|(?:19|20)\d\d)[\s.,:–—-]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")


def mark_timelines(page: Page) -> None:
    """Keep the days above the entries of a timeline, and the entries: a list of other pages has titles, not sentences.

    A page also prints its own date above the lead or below a standfirst, but only one, and with its year.
    """
    for run in _runs(page):
        is_dated = run[0].start < page.first and _YEAR.search(page.line(run[0].start)) is not None
        entries = run[is_dated:]
        is_first = run[0].start < page.first and not is_dated
        if len(entries) - is_first < _FEWEST_ENTRIES:
            continue
        if is_first or page.roles[entries[0].start - 1] is None:
            page.days |= {entry.start for entry in entries}
            page.kept |= {n for entry in entries for n in entry}


def _runs(page: Page) -> Iterator[list[range]]:
    """The entries that follow one another; each has the number of its day first."""
    short = [n for n, line in enumerate(page.lines) if len(line) <= _LONGEST_DAY and _DIGIT.search(line) is not None]
    if len(short) < _FEWEST_ENTRIES:  # as in most texts
        return
    first, end = max(page.first - 1, 0), page.end_of_text()
    days = [n for n in short if first <= n < end and page.roles[n] in (None, "stamp") and _is_day(page.line(n))]
    if len(days) < _FEWEST_ENTRIES:
        return
    run: list[range] = []
    for n in days:
        stop = next((m for m in range(n + 1, end) if not _is_entry(page, m)), end)
        if run and run[-1].stop < n:
            yield run
            run = []
        if stop > n + 1:
            run.append(range(n, stop))
    if run:
        yield run


def _is_entry(page: Page, n: int) -> bool:
    return page.roles[n] is None and ends_sentence(page.line(n)) and not _is_day(page.line(n))


def _is_day(line: str) -> bool:
    """Whether a line is only a date, without a time of day."""
    has_digit = len(line) <= _LONGEST_DAY and _DIGIT.search(line) is not None
    return has_digit and may_begin(line) and _DAY.fullmatch(line) is not None
