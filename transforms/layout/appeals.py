"""Detects what a page asks of its reader, in wordings that no list of phrases can hold.

`Join 40,000 others on our WhatsApp channel`, `Unlock unlimited reading from $2 a month`, `Seen a mistake? Tell us`.
The words are in `transforms/data/appeal_words.csv`.
"""

import csv
import re
from collections.abc import Iterator
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, Implementation

from transforms.alternation import alternation
from transforms.layout.prose import ends_sentence, ends_statement
from transforms.layout.screen import Literal

APPEAL = "appeal"
"""The kind of the literals of appeals."""
OF_PAGE = "appeal of a page"
"""The kind of the literals of appeals that only a text with other lines of a page has."""
LONGEST = 320
_LONGEST_OFFER = 120
# What an appeal is about; each line of one has a word of these.
_TOPICS = ("channel", "inbox", "mistake", "offer", "comment")
_ANYWHERE = ("channel", "inbox", "mistake")


def _load() -> dict[str, tuple[str, ...]]:
    lines = files("transforms").joinpath("data", "appeal_words.csv").read_text(encoding="utf-8").splitlines()
    return {row["kind"]: tuple(row["words"].split("|")) for row in csv.DictReader(lines)}


_WORDS = _load()
_OF_TOPICS = [(word, topic) for topic in _TOPICS for word in _WORDS[topic]]
_FIND = AhoCorasick([word for word, _ in _OF_TOPICS], implementation=Implementation.DFA).find_matches_as_indexes


def _any_of(kind: str) -> str:
    return f"(?:{alternation(map(re.escape, sorted(_WORDS[kind], key=lambda word: (-len(word), word))))})"


# A request begins a clause; in some languages its verb comes last.
_REQUEST = re.compile(rf"(?:\A[\W_]{{0,4}}|[!?:;,–—-]\s){_any_of('follow')}")
# What is delivered to an inbox comes after a request of its own.
_RECEIVE = re.compile(rf"(?:\A[\W_]{{0,4}}|[!?:;,–—-]\s){_any_of('receive')}")
_VERB_LAST = re.compile(_any_of("follow_last"))
# The page itself; Arabic and Hebrew have it at the end of a word.
_US = re.compile(rf"(?<!\w){_any_of('us')}(?!\w)|(?:נו|نا)(?!\w)|我们|我們|本报|本站|私たち|당사|우리")
_RULE, _TELL, _TELL_US, _FREE = (re.compile(_any_of(kind)) for kind in ("rule", "tell", "tell_us", "free"))
_UNPUBLISHED = re.compile(_any_of("unpublished"))
_MUST = re.compile(rf"(?<!\w){_any_of('must')}")
_READER = re.compile(
    r"(?<!\w)(?:you|your|ihr|ihre[mnr]?|dein\w{0,2}|vous|votre|tus?|sus?|tuo|tua|você|seu|sua|twoj\w{1,4}|ваш\w{0,3}"
    r"|vaš\w{0,3}|siz\w{0,4}|anda)(?!\w)"
)
_TERMS = re.compile(
    r"[$€£¥₹₽]\s?\d|\d\s?(?:€|£|zł|kr|руб|грн|₽)|(?<!\w)(?:a month|per month|per week|a week|anytime|monatlich|monat"
    r"|par mois|al mes|al mese|por mês)(?!\w)"
)
# Speech, and who said something.
_SPEECH = re.compile(
    r"[\"“„«「『][^\"”“»」』]{20}|(?<!\w)(?:said|says|asks|asked|told|wrote|according to|sagte|teilte|a dit|dijo"
    r"|ha detto|disse|zei|powiedzia\w{1,2}|сказал\w{0,2}|сообщил\w{0,2}|заявил\w{0,2}|повідоми\w{1,2}|rekao|rekla|dedi"
    r"|kata)(?!\w)"
)


def literals() -> Iterator[Literal]:
    """What each appeal contains one of."""
    for word, topic in _OF_TOPICS:
        yield Literal(word, APPEAL if topic in _ANYWHERE else OF_PAGE)
    yield from (Literal(word, APPEAL) for word in _WORDS["free"])


def role_of_appeal(line: str, *, is_of_page: bool) -> str | None:
    """The role of a line above or below the story that asks something of its reader; None for any other line.

    `is_of_page` is whether the line before it is of the page: only then are offers and rules for comments recognised.

    >>> role_of_appeal("Join 40,000 others on our WhatsApp channel.", is_of_page=False)
    'promotion'
    >>> role_of_appeal("Police asked people to follow its page on Facebook.", is_of_page=False)
    """
    if len(line) > LONGEST:
        return None
    lowered = line.lower()
    topics = {_OF_TOPICS[number][1] for number, *_ in _FIND(lowered)}
    if not topics or _SPEECH.search(lowered):
        return None
    if (
        ("channel" in topics and _follows(lowered, is_of_page=is_of_page))
        or ("inbox" in topics and not ends_statement(line) and (_RECEIVE.search(lowered) or _REQUEST.search(lowered)))
        or ("offer" in topics and _offers(lowered, is_of_page=is_of_page))
    ):
        return "promotion"
    has_rule = "comment" in topics and _rules(lowered, is_of_page=is_of_page)
    return "form" if has_rule or ("mistake" in topics and _asks_mistakes(lowered)) else None


def _offers(lowered: str, *, is_of_page: bool) -> bool:
    """Whether a short line is about a subscription; a sentence only if it counts free articles for its reader."""
    to_reader = _READER.search(lowered) is not None
    if len(lowered) > _LONGEST_OFFER or not (to_reader or _TERMS.search(lowered)):
        return False
    is_free = _FREE.search(lowered) is not None
    return is_free and to_reader if ends_sentence(lowered) else is_free or is_of_page


def _rules(lowered: str, *, is_of_page: bool) -> bool:
    """Whether a line says what becomes of comments; a sentence only if it says what must or will be."""
    if not is_of_page:
        return _UNPUBLISHED.search(lowered) is not None
    return _RULE.search(lowered) is not None and (_MUST.search(lowered) is not None or not ends_sentence(lowered))


def _asks_mistakes(lowered: str) -> bool:
    """Whether a line about mistakes asks to be told of them: `Seen a mistake? Tell us`."""
    is_question = "?" in lowered and not lowered.endswith(".")
    return _TELL_US.search(lowered) is not None or (is_question and _TELL.search(lowered) is not None)


def _follows(lowered: str, *, is_of_page: bool) -> bool:
    """Whether a line with the name of a channel asks its reader to follow the page there."""
    if not (_REQUEST.search(lowered) or _VERB_LAST.search(lowered)):
        return False
    return _US.search(lowered) is not None or (is_of_page and not ends_sentence(lowered))
