"""A role for every line of a page: the story, and what the portal printed around it.

There are three kinds of evidence, from strong to weak: a vocabulary by language (data), the shape of a line, and its
position among its neighbours. The first is used before the extractors of facts, the other two on lines that no
extractor recognised.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.layout import appeals, blogs, consent, wording
from transforms.layout.appeals import APPEAL, OF_PAGE
from transforms.layout.blogs import BLOG
from transforms.layout.consent import CONSENT
from transforms.layout.prose import LONGEST_LINE, ends_statement, is_announcement, is_prose
from transforms.layout.screen import Literal
from transforms.layout.shape import (
    ENDS_OF_CODE,
    SIGNS_OF_CODE,
    is_arrowed,
    is_barred_stamp,
    is_clock,
    is_code,
    minutes_of_entry,
    numbers_of_row,
    role_by_shape,
    role_within_story,
    total_of_gallery,
)
from transforms.layout.vocabulary import INSIDE, LONGEST, Inline, Phrase, Vocabulary, fold_line, page_vocabulary
from transforms.paragraphs import Span

CODES = {
    "navigation": "PAG001",
    "counter": "PAG002",
    "stamp": "PAG003",
    "notice": "PAG004",
    "form": "PAG005",
    "share": "PAG006",
    "promotion": "PAG007",
    "related": "PAG008",
    "caption": "PAG009",
    "rights": "PAG010",
    "tags": "PAG011",
    "advertisement": "PAG012",
    "boilerplate": "PAG001",
    "byline": "AGY007",
    "credit": "AGY002",
}
CODE = "code"
"""The kind of literals that are in the source code of a page."""
# Lines of these roles have facts; extractors read them first.
READABLE = frozenset(("stamp", "notice", "rights", "caption", "byline", "credit"))
# Roles of lines that ask something of the reader.
_ASKING = frozenset(("promotion", "form"))
# Offers and rules for comments are below lines of these roles.
_ABOVE_APPEALS = frozenset(("promotion", "form", "share", "related", "tags", "rights"))
# Only pages have lines of these roles; a wire has stamps, notices, captions and credits too.
_OF_PAGES = frozenset(
    ("navigation", "counter", "form", "share", "promotion", "related", "tags", "advertisement", "rights")
)
_FEWEST_WORDS_OF_A_TITLE = 4
# The path of sections before a title has at most so many words, and a title at least so many letters.
_MOST_WORDS_OF_A_PATH = 4
_SHORTEST_TITLE = 20
_SIZES = frozenset("A A+ A- A− A– a a+ a- AA Aa aA А А+ А- Аа".split())
_LONGEST_SIZE = 2
_FEWEST_PARAGRAPHS = 3
_LONGEST_TITLE = 160
_LONG_TITLE = 200
# Prose with a phrase of the page (a notice, a rights line) is within so many paragraphs of either end.
_NEAR_EDGE = 6


class Roles(NamedTuple):
    """The role of each paragraph, None if it may belong to the story, and the phrases at the end of its paragraphs.

    `first` and `last` are the numbers of the first and the last paragraph of prose; -1 without prose. `title` is the
    line that is certainly the title: the path of sections above repeats it, or it is long and has no stop.
    """

    roles: list[str | None]
    inline: list[Inline]
    first: int
    last: int
    title: int = -1


def literals(phrases: Vocabulary) -> Iterator[Literal]:
    """The kinds of literals without which no line has certain roles; see `assign_roles`."""
    yield from phrases.literals()
    yield from (Literal(sign, CODE) for sign in SIGNS_OF_CODE)
    yield from consent.literals()
    yield from blogs.literals()
    yield from appeals.literals()


def assign_roles(
    text: str,
    paragraphs: Sequence[Span],
    *,
    boilerplate: Container[str] = (),
    phrases: Vocabulary | None = None,
    may_hold: Container[str] = (INSIDE, CODE, CONSENT, BLOG, APPEAL, OF_PAGE),
) -> Roles:
    """Give the paragraphs of a text the roles that are certain, and find where its prose begins and ends.

    `boilerplate` holds folded lines that the pages of the collection print. `phrases` is the vocabulary, and `may_hold`
    are the kinds of literals that the text may have.
    """
    found, inline = (page_vocabulary() if phrases is None else phrases).roles(
        text, paragraphs, _may_bear(paragraphs), may_hold_inside=INSIDE in may_hold
    )
    roles: list[str | None] = [None] * len(paragraphs)
    if boilerplate:
        _known(text, paragraphs, boilerplate, roles)
    if CODE in may_hold:
        _code(text, paragraphs, roles)
    _text_sizes(text, paragraphs, roles)
    if BLOG in may_hold:
        roles = [role or blogs.role_of_blog(text[slice(*span)]) for role, span in zip(roles, paragraphs, strict=True)]
    for n, phrase in sorted(found.items()):
        if roles[n] is None and _bears(n, phrase, text, paragraphs, roles):
            roles[n] = phrase.role
            for m in _opened(n, phrase.opens, text, paragraphs, found):
                roles[m] = "related"
    if CONSENT in may_hold or APPEAL in may_hold or (OF_PAGE in may_hold and any(roles)):
        _appeals(text, paragraphs, roles, has_consent=CONSENT in may_hold)
    _wordings(text, paragraphs, roles)
    shown = _without(inline, paragraphs)
    title = _title_below_path(text, paragraphs)
    if title >= 0:
        roles[title - 1] = "navigation"
    first = _first_prose(text, shown, roles, range(title + 1, len(paragraphs)))
    if title < 0 and _is_long_title(first, text, paragraphs):
        title, first = first, first + 1
    last = _first_prose(text, shown, roles, range(len(paragraphs) - 1, first - 1, -1)) if first >= 0 else -1
    if first < 0:
        first = last = _announced(text, shown, roles)
    last = _above_author(text, shown, roles, found, range(first, last))
    for n in found:
        # Within a story the name of a section can be a subheading.
        if first < n < last and (
            (roles[n] == "navigation" and not (roles[n - 1] or roles[n + 1])) or roles[n] in ("byline", "credit")
        ):
            roles[n] = None
    return Roles(roles, inline, first, last, title)


def _above_author(
    text: str, paragraphs: Sequence[Span], roles: list[str | None], found: Mapping[int, Phrase], prose: range
) -> int:
    """The last paragraph of prose above `About the author`; the one below that line gets its role.

    `prose` begins at the first paragraph of prose and stops before the last one.
    """
    first, last, n = prose.start, prose.stop, prose.stop - 1
    if not n > first >= 0 or roles[n] != "byline" or n not in found or found[n].opens != "1":
        return last
    roles[last] = "promotion"
    return _first_prose(text, paragraphs, roles, range(n - 1, first - 1, -1))


def _without(inline: Sequence[Inline], paragraphs: Sequence[Span]) -> Sequence[Span]:
    """The paragraphs without the phrases at their ends."""
    if not inline:
        return paragraphs
    shown = list(paragraphs)
    for begin, *_ in inline:
        n = bisect_right(paragraphs, (begin + 1,)) - 1
        shown[n] = Span(paragraphs[n].start, begin)
    return shown


def _may_bear(paragraphs: Sequence[Span]) -> list[int]:
    """The lines that may have a phrase: those near either end, and between them those too short for prose."""
    last = max(len(paragraphs) - _NEAR_EDGE, _NEAR_EDGE)
    between = enumerate(paragraphs[_NEAR_EDGE:last], _NEAR_EDGE)
    short = [n for n, (start, stop) in between if stop - start <= LONGEST_LINE]
    return [*range(min(_NEAR_EDGE, len(paragraphs))), *short, *range(last, len(paragraphs))]


def _title_below_path(text: str, paragraphs: Sequence[Span]) -> int:
    """The number of the second line, if the first one is sections and then the same (`Home Sport A wins.`); else -1."""
    if len(paragraphs) < _FEWEST_PARAGRAPHS:
        return -1
    path, title = (text[slice(*span)] for span in paragraphs[:2])
    if not (_SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE and path.endswith(title)):
        return -1
    sections = path[: -len(title)]
    names = sections.split()
    is_path = 0 < len(names) <= _MOST_WORDS_OF_A_PATH and not any(name[0].islower() for name in names)
    return 1 if is_path and sections[-1].isspace() else -1


def _is_long_title(n: int, text: str, paragraphs: Sequence[Span]) -> bool:
    """Whether a line that is prose only by its length is a title: it has no stop at all, and prose follows."""
    if n < 0 or n + 1 >= len(paragraphs) or not LONGEST_LINE < len(line := text[slice(*paragraphs[n])]) <= _LONG_TITLE:
        return False
    return (
        line[-1].isalnum()
        and not any(f"{stop} " in line for stop in ".!?")
        and is_prose(text[slice(*paragraphs[n + 1])])
    )


def _first_prose(text: str, paragraphs: Sequence[Span], roles: Sequence[str | None], order: Iterable[int]) -> int:
    """The first paragraph of prose in some order; -1 without prose."""
    for n in order:
        if roles[n] is None:
            start, stop = paragraphs[n]
            if is_prose(text[start:stop]):
                return n
    return -1


def _announced(text: str, paragraphs: Sequence[Span], roles: Sequence[str | None]) -> int:
    """The paragraph that announces a list, in a text without any other prose; -1 without one."""
    lines = (n for n, span in enumerate(paragraphs) if roles[n] is None and is_announcement(text[slice(*span)]))
    return next(lines, -1)


def _known(text: str, paragraphs: Sequence[Span], known: Container[str], roles: list[str | None]) -> None:
    """Give their role to lines that the pages of the collection print."""
    for n, (start, stop) in enumerate(paragraphs):
        if stop - start <= LONGEST and fold_line(text[start:stop]) in known:
            roles[n] = "boilerplate"


def _code(text: str, paragraphs: Sequence[Span], roles: list[str | None]) -> None:
    """Give source code of the page the role that it usually has."""
    for n, (start, stop) in enumerate(paragraphs):
        if text[stop - 1] in ENDS_OF_CODE and stop - start <= LONGEST and is_code(text[start:stop]):
            roles[n] = "advertisement"


def _text_sizes(text: str, paragraphs: Sequence[Span], roles: list[str | None]) -> None:
    """Give the buttons that change the size of the text a role: lines of the letter A, as `A+` and `A-`."""
    sizes = [n for n, (start, stop) in enumerate(paragraphs) if stop - start <= _LONGEST_SIZE and text[start] in "AaА"]
    sizes = [n for n in sizes if text[slice(*paragraphs[n])] in _SIZES]
    for n in sizes:
        if n - 1 in sizes or n + 1 in sizes:
            roles[n] = "share"


def _appeals(text: str, paragraphs: Sequence[Span], roles: list[str | None], *, has_consent: bool) -> None:
    """Give what the page asks of its reader a role: above and below all prose, and between it where it is no sentence.

    Below another such line it may be one. Requests to show what another site holds are anywhere.
    """
    numbers = range(len(paragraphs))
    for inwards in (numbers, reversed(numbers)):
        for n in inwards:
            paragraph = text[slice(*paragraphs[n])]
            if roles[n] is not None:
                continue
            if has_consent and consent.asks_consent(paragraph):
                roles[n] = "notice"
            else:
                is_of_page = n > 0 and roles[n - 1] in _ABOVE_APPEALS
                roles[n] = appeals.role_of_appeal(paragraph, is_of_page=is_of_page)
                if roles[n] is None and is_prose(paragraph):
                    break
    for n in numbers[1:]:
        if roles[n] is not None:
            continue
        paragraph = text[slice(*paragraphs[n])]
        is_of_page = roles[n - 1] in _ASKING
        if has_consent and consent.asks_to_embed(paragraph):
            roles[n] = "notice"
        elif not is_prose(paragraph) and (is_of_page or not _is_in_text(n, text, paragraphs)):
            roles[n] = appeals.role_of_appeal(paragraph, is_of_page=is_of_page)


def _wordings(text: str, paragraphs: Sequence[Span], roles: list[str | None]) -> None:
    """Give lines in the words of pages a role: any above and below all prose, and between it those that are certain."""
    numbers = range(len(paragraphs))
    is_alone = _OF_PAGES.isdisjoint(roles)
    for inwards in (reversed(numbers), numbers):
        for n in inwards:
            if roles[n] is not None:
                continue
            paragraph = text[slice(*paragraphs[n])]
            if wording.is_beside_story(paragraph, is_alone=is_alone):
                roles[n] = "notice"
                is_alone = False
            elif is_alone or is_prose(paragraph):
                break
    if is_alone and not (":" in text or "|" in text):  # as in most stories: no label either
        return
    for n in numbers[1:]:
        start, stop = paragraphs[n]
        if roles[n] is None and stop - start <= LONGEST_LINE:
            role = wording.role_of_wording(text[start:stop], is_alone=is_alone)
            if role and not text.endswith((":", "："), *paragraphs[n - 1]):
                roles[n] = role


def _is_in_text(n: int, text: str, paragraphs: Sequence[Span]) -> bool:
    """Whether a line ends with a full stop, or follows a colon."""
    return ends_statement(text[slice(*paragraphs[n])]) or text.endswith((":", "："), *paragraphs[n - 1])


def _bears(n: int, phrase: Phrase, text: str, paragraphs: Sequence[Span], roles: Sequence[str | None]) -> bool:
    """Whether a phrase gives its paragraph a role: in prose only near either end; a count, not after a colon."""
    if phrase.role == "counter" and n and not roles[n - 1] and text.endswith(":", *paragraphs[n - 1]):
        return False
    is_near_end = n < _NEAR_EDGE or n >= len(paragraphs) - _NEAR_EDGE
    return is_near_end or not is_prose(text[slice(*paragraphs[n])])


def _opened(n: int, opens: str, text: str, paragraphs: Sequence[Span], found: Container[int]) -> Iterator[int]:
    """The short lines that belong to the block of an opener above them."""
    most = {"1": n + 2, "*": len(paragraphs)}.get(opens, 0)
    for m in range(n + 1, min(most, len(paragraphs))):
        line = text[slice(*paragraphs[m])]
        if m in found or ends_statement(line) or is_prose(line):
            break
        yield m


def role_by_place(line: str, *, below: bool) -> str:
    """The role of a short line outside the story that is known by its position alone."""
    return "related" if below and len(line.split()) >= _FEWEST_WORDS_OF_A_TITLE else "navigation"


__all__ = [
    "CODES",
    "INSIDE",
    "READABLE",
    "Inline",
    "Roles",
    "Vocabulary",
    "assign_roles",
    "is_arrowed",
    "is_barred_stamp",
    "is_clock",
    "literals",
    "minutes_of_entry",
    "numbers_of_row",
    "page_vocabulary",
    "role_by_place",
    "role_by_shape",
    "role_within_story",
    "total_of_gallery",
]
