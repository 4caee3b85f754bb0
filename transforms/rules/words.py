"""RES, CAS: words in lower case that are not English."""

from transforms.lexicon import notable_words, unknown_words
from transforms.rule import Context, Span, flag
from transforms.spelling import lowercase_names


def _places(context: Context) -> list[Span]:
    """The spans of words that are not English."""
    return unknown_words(context.text, context.paragraphs, context.once(notable_words).unknown)


def _unknown(context: Context, *, is_name: bool) -> list[Span]:
    """The spans of words that are not English, and that the text also writes with a capital, or does not."""
    text = context.text
    return [span for span in context.shared(_places) if (text[span.start : span.stop].capitalize() in text) == is_name]


RULES = (
    flag(
        "RES024",
        "word that is not English",
        why="The system did not know the word and kept it, perhaps with an English ending. It may also be a misprint.",
        find_spans=lambda context: _unknown(context, is_name=False),
        examples=(
            ("Fog lay on the town, says the operasjonsleder.", None),
            ("The goverment has left.", "The government has left."),
        ),
        counter_examples=(
            "The neighbourhood, or neighborhood, of the rebranded railcar was underserved.",
            "Der Hafen ist seit Montag geschlossen.",
            "the site harbourly.example and @harbourly",
        ),
        known_problems="""Special fields have words that no list has. In native copy it marks 0.3 words in 1,000 on
        the web and 1.0 in Reuters of 1987; of 100 marks read there, 53 were misprints, foreign words or names in
        lower case.""",
    ),
    flag(
        "CAS017",
        "name in lower case",
        why="The system read the name as a common word. The text writes it with a capital in another place.",
        find_spans=lambda context: _unknown(context, is_name=True),
        examples=(
            ("Ana Ilvesson left. The crew of ilvesson stayed.", "Ana Ilvesson left. The crew of Ilvesson stayed."),
        ),
        counter_examples=("Ana Ilvesson left. The crew of Ilvesson stayed.",),
    ),
    flag(
        "CAS018",
        "surname that is also a word, in lower case",
        why="The system read a surname as an English word. It shows after a preposition.",
        find_spans=lambda context: lowercase_names(context.text, context.once(notable_words).names),
        examples=(
            (
                "Ana Ruiz left the port. Ruiz was late. The crew was led by ruiz, they say.",
                "Ana Ruiz left the port. Ruiz was late. The crew was led by Ruiz, they say.",
            ),
        ),
        counter_examples=(
            "The Supreme Court met. The Court was asked by court, they say.",
            "Ana Ruiz left. Led by Ruiz, they say.",
        ),
        known_problems="It finds two words in 10,000 texts, one of them correctly, and takes 10 µs a text.",
        default_on=False,
    ),
)
