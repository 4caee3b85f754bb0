"""REP: words, phrases and paragraphs said twice."""

from transforms.repetition import duplicates, loops
from transforms.rule import fix, flag, suggest

# Words that English never doubles; “that that”, “had had”, “is is”, “no no” it does.
_NEVER_TWICE = "the|a|an|of|and|to|with|from|by|as|into|their|his|its|our|than|or|be"
_PAIRS = (
    "of the|in the|to the|on the|at the|for the|from the|by the|with the|and the|that the|is the|as the|into the|of a|"
    "in a|it is|there is|has been|have been|will be|to be|one of|he was|it was|he has|it has|they are|we are|was the"
)

RULES = (
    fix(
        "REP001",
        "word said twice",
        why="The translator rendered an article or a preposition once for the noun and once for what stands before it.",
        triggers=tuple(f" {word} {word} " for word in _NEVER_TWICE.split("|")),
        at=1,
        pattern=rf"(?<=[\w,;:)”\"’] )({_NEVER_TWICE}) \1 (?=[\w“\"‘$€£])",
        replace=r"\1 ",
        examples=(("the keys of of the town", "the keys of the town"), ("it is the the port", "it is the port")),
        leaves=(
            "he had had enough",
            "the fact that that port",
            "Vitamin A a day",
            "graded “a a b”",
            "an AA a AA",
        ),
        known_problems="""Native text has it too, 3 times in a million characters, each a true error: it says nothing
        about translation.""",
    ),
    suggest(
        "REP002",
        "two words said twice",
        why="The translator began a phrase anew after an inserted name or number.",
        triggers=tuple(f"{pair} {pair} " for pair in _PAIRS.split("|")),
        pattern=rf"\b({_PAIRS}) \1 (?=\w)",
        replace=r"\1 ",
        examples=(("a ship at the at the quay", "a ship at the quay"),),
        leaves=("it is what it is, it is said", "of the port, of the town", "it is: it is late"),
        known_problems="Rhetoric and chants do it on purpose.",
    ),
    flag(
        "REP003",
        "phrase repeated without end",
        why="A neural model that loses its way says the same phrase again and again.",
        look=lambda evidence: loops(evidence.text, evidence.paragraphs),
        examples=(("The port is closed and the port is closed and the port is closed and the port is closed.", None),),
        leaves=("Stone upon stone upon stone they carried it up the hill.", "It was late, very late, and very cold."),
        known_problems="Songs and chants do it on purpose.",
    ),
    flag(
        "REP004",
        "paragraph that stands twice",
        why="A portal set the same piece twice, or its caption as a paragraph of the text.",
        look=lambda evidence: duplicates(evidence.text, evidence.paragraphs),
        examples=(
            (
                "The harbour office has been closed since Monday morning.\n\nNobody knows why.\n\n"
                "The harbour office has been closed since Monday morning.",
                None,
            ),
        ),
        leaves=("The port is closed.\n\nThe port is closed.",),
    ),
)
