"""Finds what does not belong to the story at the head and tail of a text, and where a second story begins."""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from functools import cache
from typing import NamedTuple

from transforms.fact import Extract
from transforms.facts import byline, credit, dateline, disclaimer, end_marks, headline, media, published, trailer
from transforms.facts.agencies import agency_of, may_name
from transforms.facts.debris import find_debris
from transforms.facts.grammar import country_of
from transforms.facts.headline import shared_title_words
from transforms.facts.line_readers import HEAD, LONGEST, TAIL, is_surely_story
from transforms.facts.line_reading import LineReading
from transforms.facts.page import Page
from transforms.facts.timeline import mark_timelines
from transforms.facts.titles import above_entries, but_of_page, choose_headline, is_page, once, or_doubles
from transforms.layout import (
    Roles,
    Vocabulary,
    assign_roles,
    literals,
    page_vocabulary,
)
from transforms.layout.prose import is_sentence
from transforms.layout.screen import Literal, Screen
from transforms.paragraphs import Span

# From either end, so many lines that may belong to the story are checked, and so many of them may do so.
_REACH = 12
_STORY_AT_HEAD = 2
_STORY_AT_TAIL = 2
# After one paragraph of the story, a lead or a second headline, a dateline still belongs to the first story.
_ABOVE_DATELINE = 1
# The bracket of a dateline is within so many characters of the head of its paragraph.
_BRACKET_WITHIN = 80
# If a headline looks like a dateline, the true dateline is within so many paragraphs below it.
_BELOW_HEADLINE = 3
# Prose of the page has at least so many of its lines below it.
_FEWEST_BELOW_PROSE = 2
_WORD = re.compile(r"\w+")
_FEWEST_SHARED = 2
_SHORTEST_TITLE = 20
_FEWEST_WORDS_OF_A_STANDFIRST = 7
# The name of an agency is within so many lines below its story.
_NEAR_END = 3


class Layout(NamedTuple):
    """The readings of one text, in order and in its code points; `stories` are the datelines of further stories.

    `debris` are lines of the portal that no extractor recognises.
    """

    found: list[LineReading]
    stories: list[LineReading]
    debris: list[Extract]


def lay_out(
    texts: Sequence[str],
    split: Sequence[Sequence[Span]],
    phrases: Vocabulary | None = None,
    boilerplate: Container[str] = (),
) -> list[Layout]:
    """Read the head and the tail of each text, and between them paragraphs that may begin another story.

    `split` holds the paragraphs of each. As in `Cleaner.clean_all`, each step runs over all texts before the next.
    """
    phrases = phrases or page_vocabulary()
    screen = _screen(phrases)
    all_held = [screen.kinds_in(text) for text in texts]
    all_roles = [
        assign_roles(text, paragraphs, boilerplate=boilerplate, phrases=phrases, may_hold=held)
        for text, paragraphs, held in zip(texts, split, all_held, strict=True)
    ]
    pages = [
        Page(text, paragraphs, roles, may_hold_notice=disclaimer.READER in held)
        for text, paragraphs, roles, held in zip(texts, split, all_roles, all_held, strict=True)
    ]
    for page in pages:
        mark_timelines(page)
    for page, below in [(page, _read_head(page)) for page in pages]:
        _read_tail(page, below)
    return [_layout(page, roles) for page, roles in zip(pages, all_roles, strict=True)]


def _layout(page: Page, roles: Roles) -> Layout:
    """The layout of a page whose head and tail were read."""
    _read_captions(page)
    _mark_byline(page)
    _drop_names_of_agencies(page)
    page.kept |= page.ended | page.entries
    found = [*page.found.values(), *page.following, *(f for f in (page.title, page.closing) if f)]
    found.sort(key=lambda f: f.start)
    return Layout(found, _read_middle(page.text, page.paragraphs, found), find_debris(page, roles.inline))


@cache
def _screen(phrases: Vocabulary) -> Screen:
    """Search the whole text once, so that most lines need no further check."""
    return Screen([*literals(phrases), *(Literal(sign, disclaimer.READER) for sign in disclaimer.SIGNS)])


def _read_head(page: Page) -> int:
    """Read the lines above the story; returns the first paragraph that the tail may include."""
    titles: list[tuple[int, LineReading]] = []
    doubles: list[tuple[int, LineReading]] = []
    _skip_prose_of_page(page)
    has_debris = any(page.roles[: max(page.first, 0)])
    story = looked = 0
    for n in range(len(page.paragraphs)):
        if not page.is_readable(n):
            continue
        role, line = page.roles[n], page.line(n)
        if (matter := page.matter(HEAD, n) or media.read_caption(line)) is not None:
            page.take(n, matter)
            if matter.code is not None:
                continue
        if role is not None:
            continue
        looked += 1
        found = _opening(line, story) or _place_line(page, n, line)
        if found is not None and not _is_above_dateline(page, n, found):
            page.take(n, found)
            page.opened = n
            break
        if adjacent := published.read_beside(line):
            page.take(n, adjacent)
            continue
        if not story and _note_title(page, n, titles, doubles):
            continue
        story += page.is_story(n) or (is_sentence(line) and not has_debris)
        if story == _STORY_AT_HEAD or looked == _REACH:
            break
    if page.first > 1:
        is_shared = any(_has_words_of_story(page, n) for n, _ in titles)
        titles = once(page, (titles if is_shared else _titles_of_block(page)) or titles or _title_in_lead(page))
    titles = but_of_page(page, titles)
    page.is_page = is_page(page, {n for n, _ in titles})
    if doubles and page.is_page:
        titles = or_doubles(page, titles, doubles)
    if titles:
        choose_headline(page, above_entries(page, titles))
    return page.opened if page.opened is not None else max(page.headline, *page.leaving(), -1) + 1


def _skip_prose_of_page(page: Page) -> None:
    """Begin the story below prose of the page, if lines of the page follow it and then a dateline with an agency."""
    first = page.first
    if not any(page.roles):
        return
    below = next((n for n in range(first + 1, min(first + _REACH, len(page.roles))) if page.is_story(n)), None)
    if first < 0 or below is None or sum(map(bool, page.roles[first + 1 : below])) < _FEWEST_BELOW_PROSE:
        return
    found = dateline.read(page.line(below))
    if found is not None and found.value("agency") and dateline.read(page.line(first)) is None:
        page.first = below


def _title_in_lead(page: Page) -> list[tuple[int, LineReading]]:
    """The title with which the lead begins, with lines of a page between them; none is below the dateline."""
    for n in range(page.first - 1 if page.opened is None else min(page.opened, page.first - 1)):
        if (
            page.is_unknown(n)
            and (named := page.title_of(n, may_be_lead=True))
            and len(page.line(n)) >= _SHORTEST_TITLE
        ):
            return [(n, named)]
    return []


def _titles_of_block(page: Page) -> list[tuple[int, LineReading]]:
    """The title that the block of an opener has taken, as below `Latest news`: the last one with words of the story."""
    for n in range(page.first - 1, 0, -1):
        if page.roles[n] == page.roles[n - 1] == "related" and ":" not in page.line(n):
            named = page.title_of(n)
            if named and _has_words_of_story(page, n):
                page.roles[n] = None
                return [(n, named)]
    return []


def _has_words_of_story(page: Page, n: int) -> bool:
    """Whether a title has at least two words that the story has too."""
    return shared_title_words(page.line(n), page.story().lower()) >= _FEWEST_SHARED


def _note_title(
    page: Page, n: int, titles: list[tuple[int, LineReading]], doubles: list[tuple[int, LineReading]]
) -> bool:
    """Add the title that a line may be; one of two sentences may belong to the story and is not counted."""
    named = page.title_of(n)
    if named is None:
        return False
    is_one = not headline.is_two(named)
    (titles if is_one else doubles).append((n, named))
    return is_one


def _opening(line: str, story: int) -> LineReading | None:
    """The dateline at the beginning of a paragraph; a place alone is one only at the very head of a story."""
    found = dateline.read(line) if story <= _ABOVE_DATELINE else None
    is_whole = found is not None and found.stop == len(line)
    return None if found is None or (story and found.form in dateline.BARE and not is_whole) else found


def _is_above_dateline(page: Page, n: int, found: LineReading) -> bool:
    """Whether a supposed dateline is the headline: a paragraph of prose below has a dateline that prints as much."""
    if page.is_story(n) or found.stop == len(page.line(n)):
        return False
    for m in range(n + 1, min(n + 1 + _BELOW_HEADLINE, len(page.paragraphs))):
        below = dateline.read(page.line(m)) if page.is_story(m) else None
        if below and all(below.value(f) or not found.value(f) for f in ("located", "agency", "dateline_date")):
            return True
    return False


def _place_line(page: Page, n: int, line: str) -> LineReading | None:
    """A line that is a place alone, below the line of an agency, or a place with an author."""
    found = dateline.read_place(line) if n else None
    above = page.found.get(n - 1)
    is_below_agency = above is not None and above.value("agency") is not None
    return found if found and (is_below_agency or found.form != "place_line") else None


def _read_tail(page: Page, below: int) -> None:
    """Read the lines below the story, and the end of its last paragraph."""
    story = looked = 0
    end = page.end_of_text()
    for n in range(len(page.paragraphs) - 1, below - 1, -1):
        if n == page.headline or not page.is_readable(n):
            continue
        matter = page.matter(TAIL, n) if n != page.opened else None
        if matter is not None and not (matter.form == "bare" and _goes_on(page, n)):
            page.take(n, matter)
            continue
        if page.roles[n] is not None:
            continue
        is_near = n < end
        looked += is_near
        start, stop = page.paragraphs[n]
        may_end = page.may_hold_notice and not page.following
        if may_end and (following := disclaimer.read_after(page.text[max(start, stop - LONGEST) : stop])):
            page.following = [f.shifted(max(start, stop - LONGEST)) for f in following]
            page.kept.add(n)
        near = max(start, stop - end_marks.REACH)
        closing = end_marks.read_closing(page.text[near:stop]) if not story and page.closing is None else None
        if closing is not None:
            page.closing = closing.shifted(near)
            page.kept.add(n)
        story += closing is not None or (is_near and (page.is_story(n) or is_sentence(page.text[start:stop])))
        if story == _STORY_AT_TAIL or looked == _REACH:
            break


def _goes_on(page: Page, n: int) -> bool:
    """Whether a date below the story ends the sentence of the line before it."""
    if not n or page.roles[n - 1] is not None or page.matter(TAIL, n - 1) is not None:
        return False
    return page.is_of_story(n, is_below=True)


def _read_captions(page: Page) -> None:
    """Read the captions of pictures between paragraphs of the story."""
    if not media.may_have_caption(page.text):
        return
    for n in range(page.first + 1, page.last):
        start, stop = page.paragraphs[n]
        if stop - start > media.LONGEST_CAPTION or not media.may_be_caption(line := page.text[start:stop]):
            continue
        if page.is_unknown(n) and (caption := media.read_caption(line)):
            page.take(n, caption)


def _mark_byline(page: Page) -> None:
    """The line below the headline or its standfirst that is only a name, or names a staff or a paper after `By`."""
    n = page.headline + 1
    if n and n < page.first and page.roles[n] is None and len(page.line(n).split()) >= _FEWEST_WORDS_OF_A_STANDFIRST:
        n += 1
    if not 0 < n < page.first or not page.is_unknown(n):
        return
    if page.is_page and (named := byline.read_name(page.line(n))):
        page.take(n, named)
    elif byline.is_unnamed(page.line(n)):
        page.roles[n] = "byline"


def _drop_names_of_agencies(page: Page) -> None:
    """Remove lines that only name an agency between the headline and the story, and just below the story."""
    if page.headline < 0 or not page.is_page:
        return
    below = range(page.last + 1, min(page.last + 1 + _NEAR_END, len(page.paragraphs)))
    for n in (*range(page.headline + 1, page.first), *below):
        if page.is_unknown(n) and (named := credit.read_name(page.line(n)) or _cited(page, n)):
            page.take(n, named)


def _cited(page: Page, n: int) -> LineReading | None:
    """The agency of a line with a name of several meanings, if the story cites it by that name: `she told TT`.

    So does a dateline of its own country: below `APP`, `GILGIT: …`.
    """
    line = page.line(n)
    found = credit.read_ambiguous(line) if line.isupper() else None
    if found is None:
        return None
    return found if line.strip(" ()/") in _WORD.findall(page.story()) or _is_at_home(page, line) else None


def _is_at_home(page: Page, line: str) -> bool:
    """Whether the dateline without an agency has a place in the country of the agency that a line names."""
    opened = page.found.get(page.opened) if page.opened is not None else None
    agency = agency_of(line.strip(" ()/"))
    if opened is None or agency is None or opened.value("agency"):
        return False
    place = opened.value("located")
    return place is not None and country_of(place, opened.value("_region")) == agency.country


def _second(line: str) -> LineReading | None:
    """The dateline or the credit line that a second story may begin with."""
    return dateline.read(line) or (None if is_surely_story(line) else trailer.read(line))


def _read_middle(text: str, paragraphs: Sequence[Span], found: Sequence[LineReading]) -> list[LineReading]:
    """Find the datelines of further stories in the same file, by their brackets: few paragraphs begin with one."""
    seen = {f.start for f in found}
    stories: list[LineReading] = []
    at = text.find("(", paragraphs[0].stop) if paragraphs else -1
    while at >= 0:
        start, stop = paragraphs[bisect_right(paragraphs, (at + 1,)) - 1]
        if at - start < _BRACKET_WITHIN and start not in seen:
            line = text[start : min(stop, start + dateline.REACH)]
            # In brackets after a place the name of an agency may be in any case.
            second = _second(line) if may_name(line.upper()) else None
            if second and second.value("agency") and second.value("located"):
                stories.append(second.shifted(start))
        at = text.find("(", stop)
    return stories
