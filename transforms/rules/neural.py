"""NMT: what translation models and chat models leave in a text."""

import re

from transforms.rule import Context, Match, extract, fix, flag

# All words of a notice of machine translation; a sentence of the story has other words too.
_NOTICE = frozenset(
    "disclaimer note notice this the following above is are was were has have been an a in into to from by with using "
    "of and or may might not original originally article text story news content page version item published written "
    "generated translated translation translator translate automatically automatic automated machine computer ai it "
    "english google deepl bing microsoft yandex chatgpt contain errors inaccuracies mistakes via through service "
    "afrikaans arabic bulgarian catalan chinese croatian czech danish dutch estonian finnish french german greek "
    "hebrew hindi hungarian icelandic indonesian italian japanese korean latvian lithuanian norwegian persian polish "
    "portuguese romanian russian serbian slovak slovenian spanish swedish thai turkish ukrainian vietnamese".split()
)
_BY_MACHINE = re.compile(r"machine|automat|google|deepl|bing|microsoft|yandex|chatgpt|\bai\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def _says_only_that(match: Match, context: Context) -> bool:
    """Whether a paragraph only says that a machine translated it."""
    return _BY_MACHINE.search(match[0]) is not None and _NOTICE.issuperset(_WORD.findall(match[0].lower()))


def _opens_the_text(match: Match, context: Context) -> bool:
    """Whether there is only white space before a match."""
    return not context.text[: match.start()].strip() if match.start() < _FARTHEST_OPENING else False


_FARTHEST_OPENING = 200

RULES = (
    fix(
        "NMT003",
        "token of a translation model",
        why="""Tokenisers mark a hyphen between letters as @-@ and the start of a word as ▁. These marks were not
        removed after translation.""",
        triggers=("@-@", "@,@", "@.@", "▁"),
        pattern=r" ?@([-,.])@ ?|▁(?=\w)",
        replace=lambda m, context: m[1] or ("" if context.text[m.start() - 1 : m.start()] in ("", " ", "\n") else " "),
        examples=(
            ("a two @-@ day strike", "a two-day strike"),
            ("rose 3 @.@ 5 percent", "rose 3.5 percent"),
            ("the▁old▁port", "the old port"),
        ),
        counter_examples=("mail me @-home", "▁▁▁▂▃▄", "an @ sign"),
    ),
    flag(
        "NMT009",
        "gap that a translation model left",
        why="The model has no translation for a word and leaves a token in its place. Only the source has the word.",
        triggers=("<unk>", "⁇", "[MASK]", "<s>", "</s>", "@@ ", "[UNK]", "<pad>"),
        trigger_offset=0,
        pattern=r"<unk>|⁇|\[(?:MASK|UNK)\]|</?s>|<pad>|(?<=[a-z])@@ (?=[a-z])",
        examples=(("the minister of <unk> said", None), ("the har@@ bour", "the harbour")),
        counter_examples=("a mark of [SIC]", "struck <strike>out</strike>", "at @ @ signs"),
        any_language=True,
    ),
    fix(
        "NMT004",
        "chat model’s introduction",
        why="A chat model that is asked to translate first addresses its user.",
        triggers=("ere is the ", "ere's the ", "ere’s the ", "ranslation: ", "ranslated text: ", "ranslation:\n"),
        pattern=r"(?:(?:Sure|Certainly|Of course)[,!.]+ )?(?:Here(?: is|['’]s) the (?:English )?"
        r"(?:translation|translated (?:text|article|version))(?: (?:of|into|in|from)\b[^:\n]{0,60})?|"
        r"(?:English )?[Tt]ranslation|Translated text): ?(?!\d)",
        replace="",
        gate=_opens_the_text,
        window=96,
        examples=(
            ("Here is the translation: The port is open.", "The port is open."),
            ("Sure! Here’s the English translation of the article: The port is open.", "The port is open."),
        ),
        counter_examples=(
            "The port is open. Translation: Ana Ruiz",
            "Here is the news: the port is open.",
            "Translation is hard.",
        ),
    ),
    extract(
        "NMT005",
        "machine translation notice",
        why="The portal says that the text is a machine translation. The notice is not part of the text.",
        triggers=(
            "ranslated by",
            "RANSLATED BY",
            "RANSLATION FROM",
            "ranslation from",
            "ranslated from",
            "ranslated auto",
            "ranslation by",
            "chine translat",
            "tic translat",
            "tically translat",
        ),
        pattern=r"(?s).{8,240}",
        replace="",
        gate=_says_only_that,
        whole_paragraph=True,
        any_language=True,
        examples=(
            ("*** DISCLAIMER: THIS IS AN AUTOMATED TRANSLATION FROM FINNISH ***", ""),
            ("This article was automatically translated from German.", ""),
        ),
        counter_examples=(
            "This book was translated by Ana Ruiz.",
            "The machine translated the letter for the minister in a second.",
        ),
    ),
    flag(
        "NMT008",
        "mark repeated many times",
        why="A model in a loop repeats itself. So do readers whose comments a portal included.",
        triggers=("!!!!", "????"),
        pattern=r"(?<![!?])[!?]{4,40}",
        examples=(("The port is open!!!!", "The port is open!"),),
        counter_examples=("The port is open!!", "open?!"),
    ),
)
