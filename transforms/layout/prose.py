"""Which lines are prose, in any script: long enough, and with a full stop at the end."""

import re

STOPS = tuple(".!?…。！？؟।॥۔։")
_CLOSERS = " \t\n\"'”’“»«›)]}」』）*"
_CUT = ("...", "…")
_FULL_STOPS = (".", "。", "।", "۔", "։")
# `… their goods. EFE` is prose: wires print a credit after the last full stop. `VIDEO` follows titles.
_CREDITED = re.compile(
    r"[^\W\d_]{3}[.!?”\"»’]{1,2}\s{1,2}[-–—/]{0,2}\s?(?!(?i:video|photo|foto|audio|live|update))"
    r"(?:[(\[][^\W\d_][\w/ .-]{1,20}[)\]]\.?|[^\W\d_a-z][^\W\d_a-z/-]{1,8})\s*\Z"
)
_STOP_INSIDE = re.compile(r"[.!?”\"»’]\s")
# `… she said. - New Ziana`
_SIGNED = re.compile(r"[^\W\d_]{3}[.!?][”\"»’]?\s[-–—]\s?[^\W\d_]{2,12}(?:\s[^\W\d_]{2,12})?\s*\Z")
# `… she said. (Reporting by Jane Roe; Editing by John Doe)`
_TEAM = re.compile(
    r"[^\W\d_]{3}[.!?][”\"»’]?\s\((?i:reporting|reported|additional|writing|written|editing|edited|compiled|reportage"
    r"|rédaction|édité|bericht|redaktion|reporte|información|escrito|editado|reportagem|edição)\s[^()]{4,200}\)\Z"
)
_OPENS_STORY = re.compile(r"[\"“„«‘']|[^.()\n]{2,60}\((?:[^\W\d_a-zß-öø-ÿ][^()\n]{1,39}|[a-z]{3})\)\s?[-–—]")
_CREDIT_WITHIN = 32
_SHORTEST = 60
_FEWEST_WORDS = 10
# Lines around a story are not longer, with or without a stop.
LONGEST_LINE = 160
# The same length in scripts without spaces between words, which need fewer characters.
_SHORTEST_DENSE = 20
_LETTERS_A_WORD = 14
_FEWEST_WORDS_OF_A_SENTENCE = 3
_FEWEST_WORDS_CREDITED = 5
# With the full stop of Chinese and Japanese, which no title has.
_SHORTEST_SENTENCE = 6


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a stop, before any closing marks."""
    return line.endswith(STOPS) or line.rstrip(_CLOSERS).endswith(STOPS)


def ends_statement(line: str) -> bool:
    """Whether a line ends with a full stop, before any closing marks; titles also end with other stops."""
    return line.rstrip(_CLOSERS).endswith(_FULL_STOPS) and not line.endswith(_CUT)


def _is_credited(line: str) -> bool:
    """Whether the name of an agency or of persons of its staff follows the last sentence of a line."""
    if line.endswith(")") and _TEAM.search(line):
        return True
    start = max(len(line) - _CREDIT_WITHIN, 0)
    if _STOP_INSIDE.search(line, start) is None:  # as in most titles
        return False
    return _CREDITED.search(line, start) is not None or _SIGNED.search(line, start) is not None


def is_dense(line: str) -> bool:
    """Whether a line is written without spaces between its words."""
    return len(line) > _LETTERS_A_WORD * (line.count(" ") + 1) and not line.isascii()


def is_prose(line: str) -> bool:
    """Whether a line is certainly a paragraph of a story, by its length and its stop."""
    if len(line) >= _SHORTEST:
        if len(line) > LONGEST_LINE:
            return True
        if line.endswith(_CUT):  # a teaser
            return False
        if line.count(" ") + line.count("\n") + 1 >= _FEWEST_WORDS:
            return ends_sentence(line) or _is_credited(line)
    return len(line) >= _SHORTEST_DENSE and is_dense(line) and ends_sentence(line)


def opens_story(text: str, start: int = 0) -> bool:
    """Whether a paragraph begins with speech, or with a dateline that has an agency: it is no caption.

    >>> opens_story("TOKYO (Kyodo) - A ferry sank. Photo: archive"), opens_story("Roe (left) - a rower. Photo: archive")
    (True, False)
    """
    return _OPENS_STORY.match(text, start) is not None


def is_announcement(line: str) -> bool:
    """Whether a line is long enough for prose and ends with a colon: `… results of the second day on Sunday:`."""
    return len(line) >= _SHORTEST and line.endswith(":") and line.count(" ") + 1 >= _FEWEST_WORDS


def is_sentence(line: str) -> bool:
    """Whether a line of any length is a sentence: some words and a stop, or a colon before the next line."""
    if not ends_sentence(line) and not line.endswith((":", "：")):
        return line.count(" ") + 1 >= _FEWEST_WORDS_CREDITED and _is_credited(line)
    is_short_dense = len(line) >= _SHORTEST_SENTENCE and line.rstrip(_CLOSERS).endswith("。")
    return line.count(" ") + 1 >= _FEWEST_WORDS_OF_A_SENTENCE or is_short_dense or is_dense(line)
