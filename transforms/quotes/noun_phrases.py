"""English words by their function in a noun phrase, and tests of such phrases."""

from transforms.mentions.words import words as listed
from transforms.speech_verbs import VERB_KINDS

PRONOUNS = frozenset("he she they it we i you".split())
ADVERBS = frozenset(
    """also then later again still even once often just now further too has had have is was would will did does who
    simply recently earlier since""".split()
)
_DETERMINERS = frozenset("the a an one his her another their its our my some many several most both".split())
PREPOSITIONS = frozenset(
    """of in at to by with from for on about against over into under near during among between without like
    after before since amid despite through throughout within behind outside inside across toward towards""".split()
)
# A noun phrase does not begin with these.
_NO_BEGIN = PREPOSITIONS | frozenset(
    """and but or that which when while as after before is was are were because if than not out how what though
    although until where why there so""".split()
)
_MODALS = frozenset(
    """will would to can could may might should shall must not cannot let be being been is are was were don’t
    didn’t doesn’t won’t can’t don't didn't doesn't won't can't""".split()
)
# Capital words that name no one who speaks: they begin sentences, or are days and months.
_NO_NAMES = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December A An And Another As At Before After But By Each During Earlier Every Following
    For From Had He Her Here His How However I If In Instead Into It Its Last Later Like Many Meanwhile More Most Next
    No Not Now Of Often On Once One Or Other Over Several She Since So Some Still Such That The Their Then There These
    They This Those Though Through To Today Two Under Until We What When Where While Who Why With Yes Yet You Your
    According Asked Also Although Because Both Despite Speaking Yesterday""".split()
)
_STARTERS = _NO_NAMES - frozenset("He Her His I It She The They We A An One Another".split()) | frozenset(
    """Additionally Moreover Addressing Again Appearing Citing Holding Referring Responding Throughout Unlike Writing
    Among Two Three Four Five Six Seven Eight Nine Ten Alongside Amid Within Outside Inside Across""".split()
)
_VERBS = frozenset(
    """was were is are has had have did does do will would can could may might should must took made gave came got ran
    won saw found began left met sent spoke held kept led put set hit drew fell rose lost paid sold built fought
    brought bought caught taught stood sat went grew knew became chose flew hid rang sang shook shot slept swam
    threw wore""".split()
)
_EDGES = ",.;:!?()[]“”\"'‘’—–-"


def bare(word: str) -> str:
    """A word without its marks and its possessive ending."""
    word = word.strip(_EDGES)
    return word[:-2] if word.endswith(("’s", "'s")) else word


def is_capitalised(word: str) -> bool:
    """Whether a word is written like a name."""
    return word[:1].isupper() and word not in _NO_NAMES


def has_name(phrase: str) -> bool:
    """Whether a phrase has a word that is written like a name."""
    return any(is_capitalised(bare(word)) for word in phrase.split())


def has_role(phrase: str) -> bool:
    """Whether a phrase has a noun for someone who can speak."""
    speakers = listed().speakers
    return any(bare(word).lower() in speakers for word in phrase.split())


def begins_phrase(phrase: str) -> bool:
    """Whether a noun phrase can begin with the phrase's first word."""
    return phrase.split(None, 1)[0].lower() not in _NO_BEGIN if phrase.strip() else False


def is_determined(phrase: str) -> bool:
    """Whether a phrase begins with an article or a similar word."""
    return phrase.split(None, 1)[0].lower() in _DETERMINERS if phrase.strip() else False


def is_introduction(phrase: str) -> bool:
    """Whether a phrase begins like the introduction of a sentence: `In`, `Speaking`, `Last`."""
    return phrase.split(None, 1)[0].strip(_EDGES) in _STARTERS if phrase.strip() else False


def is_verb(word: str) -> bool:
    """Whether a word looks like a finite verb: one of the common ones, a verb of saying, or any word in -ed."""
    return (
        word in _VERBS
        or VERB_KINDS.get(word, "participle") in ("finite", "weak")
        or (word.endswith("ed") and word.islower())
    )


def is_plural(word: str) -> bool:
    """Whether a word, in lower case, may be the subject of a verb in the plural."""
    return word in ("they", "we", "i", "who", "people") or (
        word.endswith("s") and not word.endswith(("’s", "'s", "ss"))
    )


def is_modal(word: str) -> bool:
    """Whether a verb after this word is not an attribution."""
    return word.lower() in _MODALS


def trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """A span without the spaces and marks at its edges; a full stop at its end stays."""
    while start < stop and not text[start].isalnum():
        start += 1
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] == "."):
        stop -= 1
    return start, stop
