"""REP: repeated words, phrases and paragraphs."""

from collections.abc import Callable, Sequence

from transforms.repetition import cut_copies, duplicates, loops, may_repeat, said_twice
from transforms.rule import Context, Span, fix, flag, suggest

# Words that English never doubles; “that that”, “had had”, “is is”, “no no” can be correct.
_NEVER_TWICE = "to|from|by|as|into|their|his|its|our|than|or|be"
# Writers double these too, and more often than translators do.
_WRITERS_TWICE = "the|a|an|of|and|with"
_PAIRS = (
    "of the|in the|to the|on the|at the|for the|from the|by the|with the|and the|that the|is the|as the|into the|of a|"
    "in a|it is|there is|has been|have been|will be|to be|one of|he was|it was|he has|it has|they are|we are|was the"
)

# Foreign words that no language doubles; “nous nous”, „die die“, “la la” are left out.
_NEVER_TWICE_ELSEWHERE = (
    "en|del|el|los|las|una|por|con|para|des|du|les|une|dans|pour|avec|sur|aux|di|della|nel|per|che|gli|und|mit|für|auf|"
    "nicht|eine|einen|einem|de|da|do|dos|das|em|um|uma|com|het|een|op|van|voor|och|att|på|av"
)


def _may_repeat(context: Context) -> bool:
    return may_repeat(context.text, context.paragraphs)


def _among_alike(find: Callable[[str, Sequence[Span]], list[Span]]) -> Callable[[Context], list[Span]]:
    """Search for similar paragraphs only if two begin alike, as in few texts."""
    return lambda context: find(context.text, context.paragraphs) if context.shared(_may_repeat) else []


RULES = (
    fix(
        "REP001",
        "repeated word",
        why="The system translated a preposition or pronoun once for the noun and once for the word before it.",
        triggers=tuple(f" {word} {word} " for word in _NEVER_TWICE.split("|")),
        trigger_offset=1,
        pattern=rf"(?<=[\w,;:)”\"’] )({_NEVER_TWICE}) \1 (?=[\w“\"‘$€£])(?!(?:no|little|great|good) (?:avail|effect))",
        replace=r"\1 ",
        examples=(("the way to to the town", "the way to the town"), ("seen as as late", "seen as late")),
        counter_examples=(
            "he had had enough",
            "the fact that that port",
            "as good as, as bad as",
            "whom they spoke to to no avail",
        ),
    ),
    suggest(
        "REP010",
        "repeated word, as in native text",
        why="The system translated the article or preposition once for the noun and once for the word before it.",
        triggers=tuple(f" {word} {word} " for word in _WRITERS_TWICE.split("|")),
        trigger_offset=1,
        pattern=rf"(?<=[\w,;:)”\"’] )({_WRITERS_TWICE}) \1 (?=[\w“\"‘$€£])",
        replace=r"\1 ",
        examples=(("the keys of of the town", "the keys of the town"), ("it is the the port", "it is the port")),
        counter_examples=("Vitamin A a day", "graded “a a b”", "an AA a AA"),
        known_problems="""Native text has it 3 times in a million characters, more often than machine translation. It
        does not indicate translation.""",
    ),
    suggest(
        "REP002",
        "two repeated words",
        why="The system began a phrase again after an inserted name or number.",
        triggers=tuple(f"{pair} {pair} " for pair in _PAIRS.split("|")),
        pattern=rf"\b({_PAIRS}) \1 (?=\w)",
        replace=r"\1 ",
        examples=(("a ship at the at the quay", "a ship at the quay"),),
        counter_examples=("it is what it is, it is said", "of the port, of the town", "it is: it is late"),
        known_problems="Rhetoric and chants do it on purpose.",
    ),
    flag(
        "REP003",
        "phrase repeated many times",
        why="A neural model in a loop repeats the same phrase.",
        find_spans=lambda context: loops(context.text, context.paragraphs),
        examples=(("The port is closed and the port is closed and the port is closed and the port is closed.", None),),
        counter_examples=(
            "Stone upon stone upon stone they carried it up the hill.",
            "It was late, very late, and very cold.",
        ),
        known_problems="Songs and chants do it on purpose.",
    ),
    flag(
        "REP004",
        "repeated paragraph",
        why="A portal printed the same paragraph twice, or its caption as a paragraph of the text.",
        find_spans=_among_alike(duplicates),
        any_language=True,
        examples=(
            (
                "The harbour office has been closed since Monday morning.\n\nNobody knows why.\n\n"
                "The harbour office has been closed since Monday morning.",
                None,
            ),
        ),
        counter_examples=("The port is closed.\n\nThe port is closed.",),
    ),
    flag(
        "REP006",
        "phrase repeated at once",
        why="""A portal printed the text of a link and its title, or the system translated a clause twice. The second
        one is marked.""",
        find_spans=lambda context: said_twice(context.text, context.paragraphs),
        any_language=True,
        examples=(
            ("In short, I can say that I can say that it is late.", "In short, I can say that it is late."),
            ("Second ferry lost off Bergen! Second ferry lost off Bergen!", "Second ferry lost off Bergen!"),
        ),
        counter_examples=(
            "They came day after day after day.",
            "The port, the old port, is closed.",
            "12 15 18 12 15 18 12 15 19",
        ),
        known_problems="Songs, chants and rhetoric do it on purpose.",
    ),
    flag(
        "REP007",
        "paragraph that begins like the next one",
        why="A portal printed a shortened teaser of the story before the story itself.",
        find_spans=_among_alike(cut_copies),
        any_language=True,
        examples=(
            (
                "The harbour office has been closed since Monday morning, and nobody\n\n"
                "The harbour office has been closed since Monday morning, and nobody knows why.",
                None,
            ),
        ),
        counter_examples=("The port is closed, they say.\n\nThe port is closed, we say.",),
        known_problems="Lists with lines that begin alike, such as those of decrees.",
    ),
    suggest(
        "REP008",
        "repeated function word of another language",
        why="A link or an edited half-sentence left the preposition or article twice.",
        triggers=tuple(f" {word} {word} " for word in _NEVER_TWICE_ELSEWHERE.split("|")),
        trigger_offset=1,
        pattern=rf"(?<= )({_NEVER_TWICE_ELSEWHERE}) \1 (?=\w)",
        replace=r"\1 ",
        any_language=True,
        examples=(("Llegaron en en barco desde Lima.", "Llegaron en barco desde Lima."),),
        counter_examples=("Que nous nous levions", "Die Frau, die die Stadt regiert", "Questo è il il-1"),
    ),
    suggest(
        "REP009",
        "word on both sides of a slash",
        why="The source has two words for one English word, and the system translated both.",
        triggers=(" / ",),
        pattern=r"\b([A-Za-z]{3,24}) / \1\b",
        replace=r"\1",
        examples=(("All people / people living here", "All people living here"),),
        counter_examples=("men / women", "a 24 / 24 watch"),
    ),
)
