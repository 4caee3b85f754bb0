"""Notices of translation: the tool, and the source language."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, Implementation

from transforms.alternation import alternation
from transforms.facts.calendar import fold_case
from transforms.facts.grammar import PERSONS
from transforms.facts.line_reading import LineReading
from transforms.facts.published import read as read_stamp
from transforms.lazy_pattern import lazy_pattern

READER = "disclaimer"
LONGEST = 400

_TOOLS = {
    "google translate": "Google Translate",
    "google": "Google Translate",
    "deepl": "DeepL",
    "chatgpt": "ChatGPT",
    "bing": "Microsoft Translator",
    "microsoft translator": "Microsoft Translator",
    "yandex": "Yandex Translate",
    "яндекс": "Yandex Translate",
    "papago": "Papago",
    "파파고": "Papago",
    "gemini": "Gemini",
    "claude": "Claude",
    "systran": "Systran",
    "reverso": "Reverso",
    "amazon translate": "Amazon Translate",
}
# Chinese, Japanese and Korean join words, and other letters may follow a stem.
_JOINED = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_END = rf"(?:(?!\w)|(?={_JOINED.pattern}))"


def _rows(name: str) -> list[dict[str, str]]:
    file = files("transforms").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(file.splitlines()))


def _plain(text: str) -> str:
    """A text in the form of the word lists: lower case, one kind of apostrophe, one kind of space."""
    return " ".join(fold_case(text).replace("’", "'").split())


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a star matches any ending."""
    joined, others = [], []
    for word in sorted(map(_plain, words), key=lambda w: (-len(w), w)):
        stem = re.escape(word.removesuffix("*"))
        if _JOINED.match(word):
            joined.append(stem)
        else:
            others.append(rf"{stem}\w*" if word.endswith("*") else stem)
    # The word end is tested once: a large set of characters takes a millisecond to compile.
    parts = [alternation(joined)] * bool(joined) + [f"(?:{alternation(others)}){_END}"] * bool(others)
    return rf"(?:(?={_JOINED.pattern})|(?<!\w)|(?<={_JOINED.pattern}))(?:{'|'.join(parts)})"


_words: dict[str, list[str]] = defaultdict(list)
for _row in _rows("translation_notices.csv"):
    _words[_row["kind"]].append(_row["phrase"])
_LANGUAGES = {_plain(row["name"]): row["language"] for row in _rows("language_names.csv")}
_STEMS = {name[:-1]: code for name, code in _LANGUAGES.items() if name.endswith("*")}
_NAME = _any_of(_LANGUAGES)

_LABEL = r"(?:(?:[\w']{2,20}(?: [\w']{2,20}){0,3} ?[:：] ?)?)"
_OPENS = lazy_pattern(rf"[\W\d_]*{_LABEL}(?:{_any_of(_words['opener'])})")
_BARE = lazy_pattern(rf"[\W\d_]*{_LABEL}(?:{_NAME} )?(?:{_any_of(_words['bare'])})")
_TRANSLATED = lazy_pattern(rf"{_any_of(w + '*' for w in _words['translated'])}|maskin\w{{0,3}}(?:över|over)s\w*")
_MEANS = lazy_pattern(_any_of(_words["means"]))
_TOOL = lazy_pattern(_any_of(_TOOLS))
_NAMES = lazy_pattern(_NAME)
_FILLERS = lazy_pattern(_any_of((*_words["filler"], *_words["from"], *_words["after"])))
_SENTENCE = re.compile(r"[^.!?。;—–]*")
_WORD = re.compile(rf"{_JOINED.pattern}|[^\W\d_]+")
_HIRAGANA = re.compile(r"[\u3040-\u309f]+")
_MOST_OTHER_WORDS = 1
# What may be between `from` and the name of the language.
_BETWEEN = (
    r"(?: (?:the|its|an?|original(?:ly)?|article|text|version|written|published|in|le|la|el|lo|il|dem|der|het|języka"
    r"|языка|мови|idioma|langue|lengua|lingua|língua|limba|bahasa))*"
)
_FROM = lazy_pattern(
    rf"(?:^| |(?<={_JOINED.pattern}))(?:{'|'.join(map(re.escape, _words['from']))}){_BETWEEN}"
    r"(?: |(?<=')|(?<=[从由自译]))(?:l')?\Z"
)
_AFTER = lazy_pattern(rf" ?'?(?:{_any_of(_words['after'])})")
_TURKISH_FROM = ("den", "dan", "ten", "tan")
_REACH = 70
# A page in several languages names the languages of the translations, and that of the original.
_VERSIONS = lazy_pattern(
    rf"[\W\d_]*(?:the )?(?:{_NAME}(?:,? and |, )?){{1,8}}"
    r" (?:versions?|translations?|editions?) (?:is|are|was|were|has been|have been)(?!\w)"
)
_MAIN = lazy_pattern(
    rf"(?P<name>{_NAME}) (?:version )?(?:as|is) (?:our|the|its) (?:main|original|primary|source)(?!\w)"
)
_PERSONS = lazy_pattern(rf"\s(?:by|par|por|von|da|door)\s{PERSONS}")
_BY_PERSON = lazy_pattern(
    r"(?i:[(*\s]*(?:translated|translation|traduit|traduction|traducido|traducción|übersetzt|übersetzung|tradotto|traduzione"
    r"|traduzido|tradução|перевод|переклад|çeviren|çeviri|tłumaczenie|vertaald|vertaling)"
    rf"(?:\s(?:by|par|por|von|de|di|da|door)|\s?:)\s)(?:{PERSONS})[)*\s.]*"
)

# Every notice has one of these; one search for all takes a tenth of the time of one after the other.
SIGNS = (*_words["translated"], "maskin", "version", "edition")
_FIND_SIGNS = AhoCorasick(SIGNS, implementation=Implementation.DFA).find_matches_as_strings
_SENTENCE_END = re.compile(r"[.!?…。”\"»)]\s+(?=\S)")


def _has_sign(line: str) -> bool:
    return bool(_FIND_SIGNS(line.lower()))


def _source(plain: str) -> str | None:
    """The one language that a notice says the text was translated from."""
    found = {
        _code(m[0])
        for m in _NAMES.finditer(plain)
        if _FROM.search(plain[max(0, m.start() - _REACH) : m.start()])
        or _AFTER.match(plain, m.end())
        or m[0].endswith(_TURKISH_FROM)
    }
    if not found and (main := _MAIN.search(plain)):
        found = {_code(main["name"])}
    return found.pop() if len(found) == 1 else None


def _code(name: str) -> str:
    return _LANGUAGES.get(name) or next(code for stem, code in _STEMS.items() if name.startswith(stem))


def _says_so(line: str, plain: str, source: str | None) -> bool:
    """Whether a line says of the text itself that it was translated."""
    if _VERSIONS.match(plain):
        return _MEANS.search(plain) is not None
    if _TRANSLATED.search(plain) is None:
        return False
    if _BY_PERSON.fullmatch(line):
        return True
    by = source or _MEANS.search(plain) or _TOOL.search(plain)
    return by is not None and (_OPENS.match(plain) is not None or _is_nothing_else(line, plain))


def _is_nothing_else(line: str, plain: str) -> bool:
    """Whether the first sentence of a line only has words of a notice; `Machine translation is a risk` has others."""
    if _BARE.match(plain) is None:
        return False
    rest = _SENTENCE.match(_plain(_PERSONS.sub(" ", line)))[0]  # type: ignore[index]  # it matches anywhere
    for known in (_TRANSLATED, _MEANS, _TOOL, _NAMES, _FILLERS, _HIRAGANA):
        rest = known.sub(" ", rest)
    return len(_WORD.findall(rest)) <= _MOST_OTHER_WORDS


def read(line: str) -> LineReading | None:
    """Read a line that says that the text is a translation, with the language and the tool that it names."""
    if len(line) > LONGEST or not _has_sign(line):
        return None
    plain = _plain(line)
    if not (_OPENS.match(plain) or _BARE.match(plain) or _VERSIONS.match(plain)):
        return None
    source = _source(plain)
    if not _says_so(line, plain, source):
        return None
    values = [("is_translated", "true")]
    if tool := _TOOL.search(plain):
        values.append(("translation_tool", _TOOLS[tool[0]]))
    if source:
        values.append(("source_language_declared", source))
    printed = line.strip()
    start = line.index(printed)
    form = "translated_from" if source else "translated"
    return LineReading(start, start + len(printed), READER, form, tuple(values), "PAG004", "notice")


def read_after(line: str) -> list[LineReading]:
    """Read the notice, and an optional stamp, that a page prints after the last sentence of a paragraph.

    Both are removed with the spaces before them. The list is empty if no notice ends the paragraph.
    """
    near = max(0, len(line) - LONGEST)
    if not _has_sign(line[near:]):
        return []
    ends = [(near + m.start() + 1, near + m.end()) for m in _SENTENCE_END.finditer(line[near:])]
    for n, (cut, start) in enumerate(ends):
        for stop, stamped in [*ends[n + 1 :], (len(line), len(line))]:
            notice = read(line[start:stop])
            stamp = read_stamp(line[stamped:]) if notice and stamped < len(line) else None
            if notice and (stamp or stamped == len(line)):
                found = [notice.shifted(start)._replace(cut=cut)]
                return found + ([stamp.shifted(stamped)._replace(cut=stop)] if stamp else [])
    return []
