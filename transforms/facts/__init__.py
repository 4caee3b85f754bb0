"""Read who, where and when in a text: facts with their evidence, reasons for nulls, and what leaves the body."""

import re
from collections.abc import Callable, Container, Sequence

from transforms.fact import Extract, Reading
from transforms.facts import (
    byline,
    copyright_notices,
    credit,
    dateline,
    disclaimer,
    end_marks,
    headline,
    media,
    published,
    signals,
    trailer,
)
from transforms.facts.line_reading import LineReading
from transforms.facts.null_reasons import NO_FACTS
from transforms.facts.page_layout import Layout, lay_out
from transforms.facts.resolve import (
    DatelineFinds,
    party_facts,
    place_facts,
    printed,
    unknown_parties,
)
from transforms.facts.resolve_dates import bounds_facts, date_facts
from transforms.layout import Vocabulary
from transforms.paragraphs import Span

_SPACES = re.compile(r"\s*")
READERS: dict[str, Callable[[str], LineReading | None]] = {
    module.READER: module.read
    for module in (
        byline,
        credit,
        dateline,
        disclaimer,
        headline,
        media,
        published,
        copyright_notices,
        signals,
        trailer,
    )
}
READERS[dateline.READER] = lambda line: dateline.read(line) or dateline.read_place(line)
READERS[published.READER] = lambda line: published.read(line) or published.read_beside(line)
READERS[byline.READER] = lambda line: byline.read(line) or byline.read_name(line)
READERS[credit.READER] = lambda line: credit.read(line) or credit.read_name(line) or credit.read_ambiguous(line)
READERS[end_marks.READER] = lambda line: end_marks.read(line) or end_marks.read_closing(line)


def read(
    text: str,
    paragraphs: list[Span],
    language: str | None = None,
    phrases: Vocabulary | None = None,
    boilerplate: Container[str] = (),
) -> Reading:
    """Extract the facts of one decoded text; see `read_all`.

    >>> from transforms.paragraphs import split_paragraphs
    >>> text = "SUVA, May 23, 2024 (AFP) - The harbour is open."
    >>> facts = read(text, split_paragraphs(text)).facts
    >>> [(fact.field, fact.value) for fact in facts if fact.field in ("located", "country", "dateline_on")]
    [('located', 'SUVA'), ('country', 'FJ'), ('dateline_on', '2024-05-23')]
    """
    (reading,) = read_all([text], [paragraphs], language, phrases, boilerplate)
    return reading


def read_all(
    texts: Sequence[str],
    split: Sequence[list[Span]],
    language: str | None = None,
    phrases: Vocabulary | None = None,
    boilerplate: Container[str] = (),
) -> list[Reading]:
    """Extract the facts of decoded texts; `split` holds the paragraphs of each.

    `language` is their BCP 47 subtag, where known; it helps to rank places.
    `phrases` replaces the vocabulary of pages. `boilerplate` holds folded lines that the pages of the collection print.

    Every field that can be null for a reason has either facts or that reason. Offsets are code points
    of the text.
    """
    layouts = lay_out(texts, split, phrases, boilerplate)
    return [
        _reading(text, paragraphs, layout, language)
        for text, paragraphs, layout in zip(texts, split, layouts, strict=True)
    ]


def _reading(text: str, paragraphs: list[Span], layout: Layout, language: str | None) -> Reading:
    """The facts of a text whose lines are classified."""
    found = layout.found
    extracts = _extracts(text, paragraphs, layout)
    # The dateline is printed; that it begins a second story of the file is inferred.
    more = [
        fact._replace(is_inferred=True)
        for n, f in enumerate(layout.stories, 2)
        for fact in printed(f, text, [("stories", str(n))])
    ]
    if all(f.reader == headline.READER for f in found):
        return Reading([*NO_FACTS, *party_facts(found, text), *more], extracts)
    line = DatelineFinds.of(found)
    stamps = [f for f in found if f.value("_day") or f.value("_reason")]
    parties = party_facts(found, text)
    agency = next((f.value for f in parties if f.field == "agency"), None)
    where, place = place_facts(line, text, language, agency)
    when = date_facts(line, stamps, text)
    facts = [
        *where,
        *when,
        *bounds_facts(when, stamps, text, place, agency),
        *parties,
        *unknown_parties(found, parties),
        *more,
    ]
    return Reading(facts, extracts)


def _extracts(text: str, paragraphs: list[Span], layout: Layout) -> list[Extract]:
    """What leaves the body. If nothing would be left, the whole text is the body."""
    leaving = [f for f in layout.found if f.code is not None]
    if not leaving and not layout.debris:
        return []
    of_page = {(e.start, e.stop) for e in layout.debris}
    wholes = len(leaving) + (len(of_page.intersection(paragraphs)) if of_page else 0)
    if wholes >= len(paragraphs) and not any(f.reader == dateline.READER for f in leaving):
        return []
    extracts = list(layout.debris)
    for f in leaving:
        code = f.code or ""
        # A dateline is removed with the spaces after it: the body begins with what follows.
        spaces = _SPACES.match(text, f.stop) if f.reader == dateline.READER else None
        start, stop = f.start if f.cut is None else f.cut, spaces.end() if spaces else f.stop
        extracts.append(Extract(start, stop, code, f.role))
    return extracts
