"""Where a text's head and tail hold something that is not the story, and where a second story begins."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from transforms.facts import dateline, endings, headline, trailer
from transforms.facts.found import Found
from transforms.facts.matter import HEAD, LONGEST, STOPS, TAIL, is_prose, read_matter
from transforms.paragraphs import Span

# So many paragraphs are looked at from either end, and so many of them may be the story's own.
_REACH = 8
_STORY_AT_HEAD = 3
_STORY_AT_TAIL = 2
# Below one paragraph of the story, a lead or a second headline, a dateline is still the text's own.
_ABOVE_DATELINE = 1
# The bracket of a dateline stands within so many characters of its paragraph's head.
_BRACKET_WITHIN = 80
# A headline that only its looks speak for is not longer, and so many paragraphs follow it.
_LONGEST_HEADLINE = 120
_BELOW_HEADLINE = 3


class Layout(NamedTuple):
    """The finds of one text, in its code points and order; `stories` are the datelines of stories after the first."""

    found: list[Found]
    stories: list[Found]


class _Head(NamedTuple):
    """What was found at the head, the first paragraph that the tail may claim, and which holds the dateline."""

    found: list[Found]
    below: int
    opened: int | None


def lay_out(text: str, paragraphs: Sequence[Span]) -> Layout:
    """Read the head, the tail, and between them the heads of paragraphs that may begin another story."""
    head = _read_head(text, paragraphs)
    found = head.found + _read_tail(text, paragraphs, head)
    found.sort(key=lambda f: f.start)
    return Layout(found, _read_middle(text, paragraphs, found))


def _read_head(text: str, paragraphs: Sequence[Span]) -> _Head:
    found: list[Found] = []
    title: tuple[int, Found] | None = None
    opened = None
    story = 0
    leaving: list[int] = []
    for n, (start, stop) in enumerate(paragraphs[:_REACH]):
        line = text[start : min(stop, start + LONGEST)]
        matter = read_matter(HEAD, line)
        if matter is not None:
            found.append(matter.within(start))
            if matter.leaves is not None:
                leaving.append(n)
                continue
        if (line_found := _opening(line, story)) is not None:
            found.append(line_found.within(start))
            opened = n
            break
        if title is None and not story and (named := headline.read(line)) is not None:
            title = n, named.within(start)
            continue
        story += 1
        if story == _STORY_AT_HEAD:
            break
    if title is not None:
        has_matter = opened is not None or leaving[-1:] > [title[0]]
        if _is_headline(text, paragraphs, *title, has_matter=has_matter) and (
            opened is not None or not _begins_with_headline(text, paragraphs, [*leaving, title[0]])
        ):
            found.append(title[1])
            leaving.append(title[0])
    return _Head(found, opened if opened is not None else max(leaving, default=-1) + 1, opened)


def _opening(line: str, story: int) -> Found | None:
    """The dateline that a paragraph begins with; a place alone opens a story only at its very head."""
    found = dateline.read(line) if story <= _ABOVE_DATELINE else None
    return None if found is None or (story and found.form == "place") else found


def _is_headline(text: str, paragraphs: Sequence[Span], n: int, title: Found, *, has_matter: bool) -> bool:
    """Whether the lines after a possible headline show that it is one."""
    follow = len(paragraphs) - n - 1
    if has_matter or (title.form == "capitals" and follow):
        return True
    if follow < _BELOW_HEADLINE or title.stop - title.start > _LONGEST_HEADLINE:
        return False
    return text.endswith(STOPS, paragraphs[n + 1].start, paragraphs[n + 1].stop)


def _begins_with_headline(text: str, paragraphs: Sequence[Span], leaving: Sequence[int]) -> bool:
    """Whether what stays would have a headline again: of two that follow each other, neither is sure to be one."""
    n = next((n for n in range(len(paragraphs)) if n not in leaving), None)
    if n is None:
        return False
    start, stop = paragraphs[n]
    named = headline.read(text[start : min(stop, start + LONGEST)])
    return named is not None and _is_headline(text, paragraphs, n, named.within(start), has_matter=False)


def _read_tail(text: str, paragraphs: Sequence[Span], head: _Head) -> list[Found]:
    found: list[Found] = []
    story = 0
    for n in range(len(paragraphs) - 1, max(head.below, len(paragraphs) - _REACH) - 1, -1):
        start, stop = paragraphs[n]
        matter = read_matter(TAIL, text[start : min(stop, start + LONGEST)]) if n != head.opened else None
        if matter is not None:
            found.append(matter.within(start))
            continue
        if not story:
            near = max(start, stop - endings.REACH)
            if (closing := endings.read_closing(text[near:stop])) is not None:
                found.append(closing.within(near))
        story += 1
        if story == _STORY_AT_TAIL:
            break
    return found


def _read_middle(text: str, paragraphs: Sequence[Span], found: Sequence[Found]) -> list[Found]:
    """Find datelines of further stories in the same file, by their brackets: few paragraphs have one at their head."""
    seen = {f.start for f in found}
    stories: list[Found] = []
    at = text.find("(", paragraphs[0].stop) if paragraphs else -1
    while at >= 0:
        start, stop = paragraphs[bisect_right(paragraphs, (at + 1,)) - 1]
        if at - start < _BRACKET_WITHIN and start not in seen:
            line = text[start : min(stop, start + dateline.REACH)]
            second = dateline.read(line) or (None if is_prose(line) else trailer.read(line))
            if second and second.value("agency") and second.value("located"):
                stories.append(second.within(start))
        at = text.find("(", stop)
    return stories
