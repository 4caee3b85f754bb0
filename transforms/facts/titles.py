"""Which of the lines above a story is its headline, and signs that the text is a whole web page."""

import re
from collections.abc import Sequence

from transforms.facts import byline, headline
from transforms.facts.line_readers import STOPS
from transforms.facts.line_reading import LineReading
from transforms.facts.page import Page
from transforms.layout import is_clock, role_by_shape, wording

# A headline that is known only by its form is not longer, and at least so many paragraphs follow it.
_LONGEST_HEADLINE = 120
_BELOW_HEADLINE = 3
# A title has at least so many words, and shares more than these with its story.
_FEWEST_WORDS = 4
# A line above a headline that names its subject has fewer words.
_FEWEST_WORDS_ABOVE = 7
_FEWEST_WORDS_ABOVE_LONG = 6
_MOST_SHARED = 1
# A live page has at least so many times of day.
_FEWEST_ENTRIES = 2
# At most so many lines above a headline may also be titles of the story.
_NEAR_HEADLINE = 4
# A page with few known lines has few unknown ones; more of them are a list within the story.
_UNKNOWN_TO_ONE_SURE = 2
# A title of fewer letters may begin or end another one by chance.
_FEWEST_LETTERS = 20
# Extractors whose lines only pages have; and how many lines outside the story are checked for their shape.
_BEFORE_SITE = re.compile(r"\s[|–—·:•-]{1,2}\s")
_LABEL = re.compile(r"(?i)(?:interview|live|liveblog|analysis|exclusive|update|feature|factbox|explainer)\s?:")
_LABELLED = 9
_OF_PAGES = frozenset(("published", "media"))
_MOST_OUTSIDE = 40
_DATED = re.compile(r"(?:19|20)\d\d|\d[-/.]\d{1,2}[-/.]\d")
_SURE_SHAPES = frozenset(("navigation", "stamp"))


def is_page(page: Page, titles: set[int]) -> bool:
    """Whether there are signs that the text was saved with a page around it."""
    if any(page.roles) or any(f.reader in _OF_PAGES for f in page.found.values()):
        return True
    outside = (*range(max(page.first, 0)), *range(page.last + 1, len(page.paragraphs))) if page.first >= 0 else ()
    return any(
        n not in page.found and n not in titles and _is_sign(page.line(n), is_below=n > page.last)
        for n in outside[:_MOST_OUTSIDE]
    )


def _is_sign(line: str, *, is_below: bool) -> bool:
    """Whether a line has a shape that only pages print; below a story `18:00 Parade` is of a programme."""
    role = role_by_shape(line)
    if role == "stamp" and is_below and not _DATED.search(line):
        return is_clock(line)
    return role in _SURE_SHAPES


def once(page: Page, titles: list[tuple[int, LineReading]]) -> list[tuple[int, LineReading]]:
    """The titles, each once: a line that repeats one, shortened or with sections before it, belongs to the page."""
    of_window = {n for n, _ in titles if any(_is_of_window(page.line(n), page.line(m)) for m, _ in titles)}
    for n in of_window:
        page.roles[n] = "navigation"
    printed = {n: headline.letters(page.line(n)) for n, _ in titles if n not in of_window}
    for n in range(max(page.first, 0)):
        mine = headline.letters(page.line(n))
        repeats = (m != n and _repeats(mine, other, is_later=n > m) for m, other in printed.items())
        if mine and page.roles[n] is None and any(repeats):
            page.roles[n] = "navigation"
    return [(n, title) for n, title in titles if page.roles[n] is None]


def but_of_page(page: Page, titles: list[tuple[int, LineReading]]) -> list[tuple[int, LineReading]]:
    """The titles without those in the words of pages that share none with the story, if another one shares some."""
    if len(titles) < 2:
        return titles
    story = page.story().lower()
    shared = {n: headline.shared_title_words(page.line(n), story) for n, _ in titles}
    if max(shared.values()) > _MOST_SHARED:
        for n, words in shared.items():
            if not words and wording.may_be_of_page(page.line(n)):
                page.roles[n] = "navigation"
    return [(n, title) for n, title in titles if page.roles[n] is None]


def _is_of_window(line: str, title: str) -> bool:
    """Whether a line is a title and then the name of the site, as in a browser's title bar: `A wins - Gazette`."""
    return line.startswith(title) and _BEFORE_SITE.match(line, len(title)) is not None


def _repeats(line: str, title: str, *, is_later: bool) -> bool:
    """Whether the letters of a line repeat those of a title; of two equal lines the second one does."""
    if line == title:
        return is_later
    return min(len(title), len(line)) >= _FEWEST_LETTERS and (line.endswith(title) or title.startswith(line))


def or_doubles(
    page: Page, titles: list[tuple[int, LineReading]], doubles: list[tuple[int, LineReading]]
) -> list[tuple[int, LineReading]]:
    """The titles; if none of them shares words with the story, those of two sentences that do."""
    story = page.story().lower()

    def speaks(title: tuple[int, LineReading]) -> bool:
        return headline.shared_title_words(title[1].value("headline") or "", story) > _MOST_SHARED

    return titles if any(map(speaks, titles)) else list(filter(speaks, doubles)) or titles


def above_entries(page: Page, titles: list[tuple[int, LineReading]]) -> list[tuple[int, LineReading]]:
    """The titles of a live page without those of its entries, which are below a time of day."""
    first = next((n - 1 for n, _ in titles if n and is_clock(page.line(n - 1))), None)
    if first is None or sum(is_clock(page.line(n)) for n in range(len(page.paragraphs))) < _FEWEST_ENTRIES:
        return titles
    above = [(n, title) for n, title in titles if n < first]
    if not any(len(page.line(n).split()) >= _FEWEST_WORDS for n, _ in above):
        return titles
    page.entries = {n for n, _ in titles if n > first and not byline.read_name(page.line(n))}
    return above


def choose_headline(page: Page, titles: list[tuple[int, LineReading]]) -> None:
    """Choose the title that shares words with the story below it, if the lines around it confirm it."""
    if len(titles) == 1 and page.opened is not None and not page.is_page:
        # A single title above a dateline is the headline, whatever its words are.
        page.headline, page.title = titles[0][0], titles[0][1].shifted(page.paragraphs[titles[0][0]].start)
        return
    story = page.story().lower()
    printed = [named.value("headline") or "" for _, named in titles]
    shared = [headline.shared_title_words(line, story) for line in printed]
    # `INTERVIEW: …` is a headline above its standfirst, if it shares any word with the story.
    shared = [n + _LABELLED if n and _LABEL.match(line) else n for line, n in zip(printed, shared, strict=True)]
    long = [line.count(" ") + 1 >= _FEWEST_WORDS for line in printed]
    best = max(range(len(titles)), key=lambda i: (shared[i], long[i], i))
    others = [i for i in range(len(titles)) if i != best]
    if (
        page.opened is not None
        and shared[best] > _MOST_SHARED
        and others
        and not any(long[i] or (shared[i] and i > best) for i in others)
    ):
        # Short lines above a headline, and those between it and the story that share no word, belong to the page.
        page.is_page = True
    elif page.is_page and len(titles) - 1 > _UNKNOWN_TO_ONE_SURE * (1 + sum(map(bool, page.roles))):
        return
    if not page.is_page:
        best = 0
        if not (_is_sure(page, *titles[0], shared) or _has_standfirst(page, titles, shared)):
            return
    elif not (shared[best] or long[best]):
        return
    if best and page.is_page and _is_standfirst(page, titles, best, shared):
        best -= 1
    n, title = titles[best]
    page.headline, page.title = n, title.shifted(page.paragraphs[n].start)
    page.kept |= {
        m
        for (m, _), words, is_long in zip(titles, shared, long, strict=True)
        if words > _MOST_SHARED and m > n - _NEAR_HEADLINE and (is_long or m > n)
    }


def _is_standfirst(page: Page, titles: list[tuple[int, LineReading]], i: int, shared: list[int]) -> bool:
    """Whether a title is a standfirst: directly below another title, which is shorter and shares words with the story.

    A line that names the subject above a headline is shorter still, and a list of titles has more of them. If the
    title is too long for a headline, one of the two signs suffices: a usual length, or shared words.
    """
    (n, above), (m, title) = titles[i - 1], titles[i]
    words, more = (named.value("headline").count(" ") + 1 for named in (above, title))  # type: ignore[union-attr]
    is_list = i > 1 and titles[i - 2][0] == n - 1 and len(page.line(n - 1).split()) >= _FEWEST_WORDS
    is_next = all(page.roles[k] or k in page.found for k in range(n + 1, m))
    is_titled, speaks = words >= _FEWEST_WORDS_ABOVE, shared[i - 1] > _MOST_SHARED
    is_sure = is_titled and speaks
    if title.stop - title.start > _LONGEST_HEADLINE:
        is_sure = is_titled or (speaks and words >= _FEWEST_WORDS_ABOVE_LONG)
    return is_sure and is_next and not is_list and words < more


def _is_sure(page: Page, n: int, title: LineReading, words: list[int]) -> bool:
    """Whether the first title above a text is its headline, in a text without a page around it."""
    leaving, shared = page.leaving(), words[0]
    if not sum(words[1:]) and shared > _MOST_SHARED and page.first - n in (1, 2):
        return True
    has_matter = page.opened is not None or any(m > n for m in leaving)
    if not (has_matter or shared > _MOST_SHARED or page.first < 0):
        return False
    return _is_headline(page, n, title, has_matter=has_matter) and (
        page.opened is not None or not _begins_with_headline(page, [*leaving, n])
    )


def _has_standfirst(page: Page, titles: list[tuple[int, LineReading]], shared: list[int]) -> bool:
    """Whether the first of two titles is followed by a longer line and then the story, and both share words with it."""
    if len(titles) != 2 or min(shared) <= _MOST_SHARED:
        return False
    (n, title), (m, below) = titles
    words, more = ((found.value("headline") or "").count(" ") + 1 for found in (title, below))
    return n + 2 == m + 1 == page.first and _FEWEST_WORDS_ABOVE <= words < more


def _is_headline(page: Page, n: int, title: LineReading, *, has_matter: bool) -> bool:
    """Whether the lines after a possible headline confirm it."""
    follow = len(page.paragraphs) - n - 1
    if has_matter or (title.form == "capitals" and follow):
        return True
    if follow < _BELOW_HEADLINE or title.stop - title.start > _LONGEST_HEADLINE:
        return False
    return page.text.endswith(STOPS, *page.paragraphs[n + 1])


def _begins_with_headline(page: Page, leaving: Sequence[int]) -> bool:
    """Whether the rest would have another headline: of two in a row, neither is certain."""
    gone = set(leaving)
    n = next((n for n in range(len(page.paragraphs)) if n not in gone), None)
    if n is None:
        return False
    named = headline.read(page.line(n))
    return named is not None and _is_headline(page, n, named, has_matter=False)
