"""Finds the lines of a page that no extractor recognised: by their shape, place and neighbours."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transforms.fact import Extract
from transforms.facts import byline
from transforms.facts.headline import shared_title_words
from transforms.facts.line_readers import is_surely_story
from transforms.facts.page import Page
from transforms.layout import (
    CODES,
    Inline,
    is_arrowed,
    is_barred_stamp,
    is_clock,
    minutes_of_entry,
    numbers_of_row,
    role_by_place,
    role_by_shape,
    role_within_story,
    total_of_gallery,
)
from transforms.layout.prose import LONGEST_LINE, is_sentence
from transforms.layout.wording import label_of

# A page with few known lines has few unknown ones; more of them are a list within the story.
_UNKNOWN_TO_ONE_SURE = 2
# Extractors whose lines only pages have.
_OF_PAGES = frozenset(("published", "media", "copyright"))
_FEWEST_ENTRIES = 2
# Between the last lines of a story are at most so many lines of a page, of these roles.
_MOST_BETWEEN = 3
_BETWEEN = frozenset(("advertisement", "share", "related", "caption", "promotion"))
# A title is compared with so many code points of the story on either side.
_COMPARED = 10_000
# The answers of a poll.
_LONGEST_ANSWER = 5
_ANSWERS = [
    {yes, no}
    for yes, no in (
        *(("yes", "no"), ("sí", "no"), ("sì", "no"), ("oui", "non"), ("ja", "nein"), ("ja", "nee"), ("ja", "nej")),
        *(("sim", "não"), ("да", "нет"), ("так", "ні"), ("evet", "hayır"), ("tak", "nie"), ("da", "ne")),
    )
]
_ANSWER = re.compile(
    r"(?i)(?:i )?(?:don['’]t know|not sure|undecided|no opinion|maybe|it depends|vote|submit"
    r"|(?:see|view|show) (?:the )?results)"
)
# What a site says of itself above a headline (`Independent. Fearless. Yours.`), the weather, the rates of currencies.
_IN_HEADER = re.compile(
    r"(?:[^\W\d_][\w'’-]*(?:\s[\w'’-]+)?[.!]\s){2,3}[^\W\d_][\w'’-]*(?:\s[\w'’-]+){0,2}[.!]?"
    r"|(?:[^\W\d_]+\s?){0,3}:?\s?[+−-]?\d{1,2}\s?°\s?[CF]?(?:\s[^\W\d_]+){0,2}"
    r"|(?:[^\W\d_]+\s?){0,2}:?\s?(?:[A-Z]{3}\W{1,3}\d[\d.,]*\W*){2,}"
)
_FEWEST_PICTURES = 2
_FEWEST_ROWS = 2
_FEWEST_SHORT_ROWS = 3
# The line before a list, or before the name of who wrote a letter.
_ANNOUNCES = re.compile(
    r"(?i)[:：]\Z|\A(?:yours|sincerely|(?:best|kind) (?:regards|wishes)|respectfully|atentamente|cordialement"
    r"|mit freundlichen grüßen|hochachtungsvoll|distinti saluti|cordiali saluti|atenciosamente|с уважением|з повагою"
    r"|saygılarımla|z poważaniem|med vänlig hälsning|met vriendelijke groet|hormat kami)\b[^.]{0,40}\Z"
)
# The line above the points with which a page sums up its story.
_POINTS = re.compile(
    r"(?i)(?:key (?:points|facts|developments|takeaways)|(?:in )?summary|at a glance|highlights"
    r"|what (?:we|you need to) know(?: so far)?|das wichtigste(?: in kürze)?|l['’]essentiel|lo esencial|en resumen"
    r"|claves|in sintesi|i punti chiave|o essencial|em resumo|главное|головне|najważniejsze)\s?:?"
)
_BULLET = re.compile(r"[-–—•*▪■●·]\s?[^\W_]")


def _outside(page: Page) -> list[int]:
    """The lines above and below the story that neither an extractor nor the vocabulary recognises."""
    if page.first < 0:
        return []
    above = page.first if page.opened is None else min(page.first, page.opened)
    for n in range(page.headline + 1, above):
        if page.is_unknown(n) and is_sentence(page.line(n)) and not is_barred_stamp(page.line(n)):
            above = n
            break
    below, ended = page.last + 1, False
    for n in range(below, len(page.paragraphs)):
        ended = ended or page.is_end(n)
        if not ended and page.is_unknown(n) and (is_sentence(page.line(n)) or _is_last(page, n, below)):
            below = n + 1
    below = _below_list(page, below)
    points = _points(page, above)
    lines = (*(n for n in range(above) if n not in points), *range(below, len(page.paragraphs)))
    # After a form come comments that visitors wrote.
    form = next((n for n in range(below, len(page.paragraphs)) if page.roles[n] == "form"), len(page.paragraphs))
    return [n for n in lines if page.is_unknown(n) and (n > form or not page.is_of_story(n, is_below=n > page.last))]


def _points(page: Page, above: int) -> set[int]:
    """The points between headline and story, below `Key points` or the like, and that line."""
    found: set[int] = set()
    for n in range(page.headline + 1, above):
        is_point = n - 1 in found and _BULLET.match(page.line(n))
        if page.is_unknown(n) and (is_point or _POINTS.fullmatch(page.line(n))):
            found.add(n)
    return {n for n in found if not found.isdisjoint((n - 1, n + 1))}


def _is_last(page: Page, n: int, below: int) -> bool:
    """Whether a line directly below the story is a sentence of one or two words, as `It rained.` at its end.

    It may begin with a time or a day, if the line before it does. Below buttons and advertisements it has two words.
    """
    line = page.line(n)
    if n > below + _MOST_BETWEEN or (n > below and " " not in line):
        return False
    return all(page.roles[m] in _BETWEEN for m in range(below, n)) and (
        line.endswith((".", "!", "?", "।", "。"))
        and (line[0].isupper() or (line[0].isdigit() and page.line(n - 1)[0].isdigit()))
        and line[-3:-1].isalpha()
        and not line[1:2].isupper()
    )


def _below_list(page: Page, below: int) -> int:
    """The first line below a list or table with which the story ends, directly below its last sentence.

    A list is announced (`They are:`), is the end of a letter, or is a programme with its times. A table has three rows
    of a name and a number, two of a name and two numbers or after a colon.
    """
    stop = next((n for n in range(below, len(page.paragraphs)) if not page.is_unknown(n)), len(page.paragraphs))
    if below < stop and _ANNOUNCES.search(page.line(below)):
        return stop
    times = _times(page, below)
    if len(times) >= _FEWEST_ENTRIES and all(a < b for a, b in pairwise(times)):
        return below + len(times)
    is_announced = page.text.endswith(":", *page.paragraphs[below - 1])
    counts = {n: count for n in range(below, stop) if (count := numbers_of_row(page.line(n)))}
    rows = [n for n, count in counts.items() if count > 1 or is_announced or len(counts) >= _FEWEST_SHORT_ROWS]
    return rows[-1] + 1 if len(rows) >= _FEWEST_ROWS else below


def _times(page: Page, n: int) -> list[int]:
    """The times of day, in minutes, with which unknown lines from `n` on begin, up to the first one without."""
    times: list[int] = []
    while n < len(page.paragraphs) and page.is_unknown(n) and (minutes := minutes_of_entry(page.line(n))) is not None:
        times.append(minutes)
        n += 1
    return times


def _latest_news(page: Page) -> Iterator[int]:
    """The titles of the latest news below a story, the last one first: `12:41 Roofs torn`, `12:20 Bridge closed`."""
    n = page.last + 1
    while n < len(page.paragraphs):
        times = _times(page, n)
        if len(times) >= _FEWEST_ENTRIES and all(a >= b for a, b in pairwise(times)) and times[0] > times[-1]:
            yield from (m for m in range(n, n + len(times)) if not is_sentence(page.line(m)))
        n += max(len(times), 1)


def _within(page: Page) -> Iterator[int]:
    """The unknown lines between paragraphs of the story, except those after a colon; what is longer is prose."""
    for n in range(page.first + 1, page.last):
        start, stop = page.paragraphs[n]
        if stop - start > LONGEST_LINE or not page.is_unknown(n):
            continue
        if not page.text.endswith((":", "："), *page.paragraphs[n - 1]):
            yield n


def _printed_again(page: Page, within: Sequence[int]) -> list[int]:
    """The short lines within the story that the page prints more than once, such as captions."""
    lines = [page.line(n) for n in within]
    short = [n for n, line in zip(within, lines, strict=True) if not is_sentence(line) and not is_surely_story(line)]
    if not short:
        return []
    printed = Counter(page.line(n) for n in range(page.first, len(page.paragraphs)))
    return [n for n in short if printed[page.line(n)] > 1 and page.line(n)[-1].isalnum()]


def _times_of_entries(page: Page, within: Sequence[int]) -> list[int]:
    """The times of day above the entries of a live page. Prose follows each; in a programme none does."""
    clocks = [n for n in within if is_clock(page.line(n))]
    above = (n for n in range(page.headline + 1, page.first) if is_clock(page.line(n)))
    if not clocks or len(clocks) + sum(1 for _ in above) < _FEWEST_ENTRIES:
        return []
    entries = pairwise([*clocks, len(page.paragraphs)])
    return clocks if all(any(map(page.is_story, range(n + 1, end))) for n, end in entries) else []


def _pictures(page: Page, within: Sequence[int]) -> list[int]:
    """The numbers of the pictures of a gallery, `1/3`, and the captions below them."""
    totals = {n: total for n in within if (total := total_of_gallery(page.line(n)))}
    printed = Counter(totals.values())
    numbers = [n for n, total in totals.items() if printed[total] >= _FEWEST_PICTURES]
    below = [n + 1 for n in numbers if n + 1 in within and n + 1 not in totals and not is_sentence(page.line(n + 1))]
    return numbers + below


def _of_other_pages(page: Page, within: Sequence[int]) -> list[int]:
    """The titles after a label of several words, `On the same theme: …`, that share no word with the story."""
    found = [n for n in within if " " in (label_of(page.line(n)) or "")]
    found = [n for n in found if page.is_story(n - 1) and page.is_story(n + 1)]
    return [n for n in found if not shared_title_words(page.line(n), _around(page, n))]


def _around(page: Page, n: int) -> str:
    """The text before and after a line, in lower case, as far as it is compared: a page may have many such lines."""
    start, stop = page.paragraphs[n]
    return f"{page.text[max(start - _COMPARED, 0) : start]}{page.text[stop : stop + _COMPARED]}".lower()


def _polls(page: Page) -> list[int]:
    """The lines of polls, by two answers below each other, `Yes` and `No`: with the question above and what follows."""
    found: list[int] = []
    for n in range(max(page.headline, 0) + 1, len(page.paragraphs) - 1):
        if (
            len(page.line(n)) > _LONGEST_ANSWER
            or {page.line(n).casefold(), page.line(n + 1).casefold()} not in _ANSWERS
        ):
            continue
        found += [n, n + 1]
        if page.line(n - 1).endswith("?"):
            found.append(n - 1)
        for m in range(n + 2, len(page.paragraphs)):
            if not _ANSWER.fullmatch(page.line(m)):
                break
            found.append(m)
    return [n for n in found if page.is_unknown(n)]


def _pointers(page: Page, within: Sequence[int]) -> list[int]:
    """The titles of other pages between paragraphs of the story, each after an arrow; several in a row are a list."""
    arrowed = {n for n in within if is_arrowed(page.line(n))}
    return [n for n in arrowed if arrowed.isdisjoint((n - 1, n + 1))]


def _own_address(page: Page) -> list[int]:
    """The last line of a text without other signs of a page: its address, directly below a sentence of the story."""
    n = len(page.paragraphs) - 1
    if n < 1 or n - 1 != page.last or not page.is_unknown(n) or not is_sentence(page.line(n - 1)):
        return []
    line = page.line(n)
    is_address = "/" in line.partition("://")[2] and role_by_shape(line) == "share" and not line.endswith("/")
    return [n] if is_address and not page.line(n - 1).endswith((":", "：")) else []


def find_debris(page: Page, inline: Sequence[Inline]) -> list[Extract]:
    """The paragraphs that leave the body: by their role, or by their position outside the story on a page."""
    if not (page.is_page or inline or any(page.roles)):
        return [Extract(*page.paragraphs[n], CODES["share"], "share") for n in _own_address(page)]
    sure = {n: role for n, role in enumerate(page.roles) if role in CODES and n not in page.found}
    if page.is_page:
        unknown = _outside(page)
        sure |= {n: role for n in unknown if (role := role_by_shape(page.line(n)))}
        sure |= dict.fromkeys(_latest_news(page), "related")
        above = range(max(page.headline, 0))
        sure |= {n: "navigation" for n in above if page.is_unknown(n) and _IN_HEADER.fullmatch(page.line(n))}
        within = list(_within(page))
        below = [n for n in range(page.last + 1, len(page.paragraphs)) if page.is_unknown(n)]
        sure |= {n: role for n in (*within, *below) if (role := role_within_story(page.line(n)))}
        sure |= dict.fromkeys(_printed_again(page, within), "caption")
        sure |= dict.fromkeys(_pictures(page, within), "caption")
        sure |= dict.fromkeys((*_pointers(page, within), *_of_other_pages(page, within)), "related")
        sure |= dict.fromkeys(_polls(page), "form")
        times = _times_of_entries(page, within)
        sure |= dict.fromkeys(times, "stamp")
        below_times = [n + 1 for n in times if n + 1 in within]
        sure |= {n: "byline" for n in below_times if byline.read_name(page.line(n))}
        placed = _placed(page, [n for n in unknown if n not in sure], len(sure))
        sure |= {n: role_by_place(page.line(n), below=n > page.last) for n in placed}
    found = [Extract(*page.paragraphs[n], CODES[role], role) for n, role in sure.items()]
    found += [Extract(start, stop, CODES[role], role) for start, stop, role in inline]
    return found


def _placed(page: Page, unknown: Sequence[int], sure: int) -> Sequence[int]:
    """The unknown lines that are of the page by their place: above the headline, below its own lines, or few."""
    end = page.end_of_text()
    certain = [n for n in unknown if n < page.headline or n > end]
    evidence = sure + len(certain) + sum(f.reader in _OF_PAGES for f in page.found.values())
    is_list = len(unknown) - len(certain) > _UNKNOWN_TO_ONE_SURE * max(evidence, 1)
    return certain if is_list else unknown
