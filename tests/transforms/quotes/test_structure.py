"""How quotations lie in the text: nested, unclosed, over several paragraphs; and no text is an error."""

import random
import re

import pytest

from tests.transforms.quotes.test_speakers import read
from transforms import quotes
from transforms.mentions.mention import Mention
from transforms.paragraphs import split_paragraphs


def person(text: str, name: str, at: int = 0) -> Mention:
    start = text.index(name.rsplit(None, 1)[-1] if at else name, at)
    stop = start + len(name.rsplit(None, 1)[-1] if at else name)
    return Mention(start, stop, "person", name, None, None, None, None, None, None, "name")


STATUSES = (
    ("“We go home now,” Tamm said.", ["complete"]),
    ("Tamm said it was “a long and bitter winter for us”.", ["partial"]),
    ("The “green belt” is closed.", ["scare"]),
    ("“We go home now. It is late.", ["unclosed"]),
    ("“We go home now.\n\n“It is late,” Tamm said.", ["multi_paragraph"]),
    ("Tamm called it „a long day”, «a fine day» and ”a day at sea” .", ["partial", "partial", "partial"]),
)


@pytest.mark.parametrize(("text", "statuses"), STATUSES)
def test_a_quotation_has_its_status(text: str, statuses: list[str]) -> None:
    assert [quote.status for quote in read(text)] == statuses


def test_a_speech_of_several_paragraphs_is_one_quotation() -> None:
    text = "“We go home now.\n\n“It is late,” Tamm said.\n\n“We shall come back in spring.”"
    first, second = read(text)
    assert text[first.start : first.stop] == "“We go home now.\n\n“It is late,”"
    assert [first.paragraph, second.paragraph] == [0, 2]
    assert [first.speaker, second.speaker] == ["Tamm", "Tamm"]


def test_a_nested_quotation_names_the_one_around_it_and_has_its_speaker() -> None:
    outer, inner = read("“They called it ‘a fine day’ and left,” Oduya said.")
    assert (outer.outer_quote, inner.outer_quote) == (None, 0)
    assert inner.speaker == outer.speaker == "Oduya"


DOUBLED = (
    '"“If I ran a ferry, I’d want answers. That’s the kind of thing I’d ask.”\nTarn Harbour Board member."',
    '" “If I ran a ferry, I’d want answers. That’s the kind of thing I’d ask.”\nTarn Harbour Board member."',
    '"“‘If I ran a ferry, I’d want answers. That’s the kind of thing I’d ask.”\nTarn Harbour Board member."',
)


@pytest.mark.parametrize("text", DOUBLED)
def test_an_open_mark_before_an_opening_one_is_a_double_of_it(text: str) -> None:
    quote = read(text)[0]
    assert (text[quote.start : quote.stop], quote.outer_quote) == (text[text.index("“") : text.index("\n")], None)
    assert quote.speaker is None


TWICE = (
    "““We go home now,”” Tamm said.",
    '"“We go home now,”" Tamm said.',
    '""We go home now,"" Tamm said.',
    "“We go home now,”” Tamm said.",
)


@pytest.mark.parametrize("text", TWICE)
def test_marks_that_are_there_twice_make_one_quotation(text: str) -> None:
    assert [(quote.speaker, quote.status) for quote in read(text)] == [("Tamm", "complete")]


def test_two_marks_that_open_two_quotations_are_not_the_same_twice() -> None:
    assert [quote.outer_quote for quote in read("““We go,” he told me,” Tamm said.")] == [None, 0]
    assert read('A 12"" screen and a 3"" pipe came, critics said.') == []


def test_an_unclosed_quotation_does_not_end_inside_another() -> None:
    text = "“They wrote: ‘We must leave the pier now, said the mayor, and so must you’ and went home"
    outer, inner = read(text)
    assert (outer.stop, inner.outer_quote) == (len(text), 0)
    assert text[inner.start : inner.stop].endswith("must you’")


def test_a_quotation_behind_the_end_of_an_unclosed_one_is_not_inside_it() -> None:
    text = "“We shall rebuild the pier, said the mayor. The board called it ‘a very fine plan for us all’ in May."
    first, second = read(text)
    assert text[first.start : first.stop] == "“We shall rebuild the pier"
    assert (second.outer_quote, second.speaker) == (None, "The board")


def test_an_unclosed_quotation_ends_before_its_attribution() -> None:
    text = "“We shall rebuild the pier, said the mayor. Work begins in May."
    (quote,) = read(text)
    assert (text[quote.start : quote.stop], quote.speaker) == ("“We shall rebuild the pier", "the mayor")


def test_an_unclosed_quotation_ends_before_a_sentence_about_its_speaker() -> None:
    text = "Abel Tamm came late. “We shall rebuild,” he said. “It will take a year. Tamm has run the port for long."
    paragraphs = split_paragraphs(text)
    named = [person(text, "Abel Tamm"), person(text, "Abel Tamm", 60)]
    found = quotes.read(text, paragraphs, ["body"], named, language="en", source_language=None)
    assert text[found[1].start : found[1].stop] == "“It will take a year."
    assert [quote.speaker_name for quote in found] == ["Abel Tamm", "Abel Tamm"]


def test_only_headline_and_body_are_read() -> None:
    text = "“Quiet night” in Tarn\n\nPhoto: “Old Pier” by Moss\n\n“We slept well,” Tamm said."
    paragraphs = split_paragraphs(text)
    found = quotes.read(text, paragraphs, ["headline", "caption", "body"], [], language="en", source_language=None)
    assert [quote.paragraph for quote in found] == [0, 2]
    assert found[0].speaker is None


NAMES = (
    ("Ida Moss came. “We are glad,” Moss said.", "Moss said", "Ida Moss"),
    ("The mayor, Ida Moss, spoke. “We are glad,” she said.", "she said", "Ida Moss"),
    ("Ida Moss thanked the crew of Abel Tamm. “We are glad,” she said.", "she said", "Ida Moss"),
    ("“We are glad,” the port office said.", None, "port office"),
)


@pytest.mark.parametrize(("text", "_cue", "name"), NAMES)
def test_a_speaker_has_a_full_name(text: str, _cue: str | None, name: str) -> None:
    named = [person(text, full) for full in ("Ida Moss", "Abel Tamm") if full in text]
    if "Moss said" in text:
        named.append(person(text, "Ida Moss", text.index("Moss said") - 1))
    found = quotes.read(text, split_paragraphs(text), ["body"], named, language="en", source_language=None)
    assert found[0].speaker_name == name


LANGUAGES = (
    ("US Secretary of State Ida Moss spoke. “We are glad,” Ida Moss said.", "en", "fr", "en", True),
    ("The French president Ida Moss spoke. “We are glad,” Ida Moss said.", "en", "fr", "fr", False),
    ("A Chinese ministry spokeswoman, Ida Moss, spoke. “We are glad,” Ida Moss said.", "en", "fr", "zh", None),
    ("Ida Moss, a former American diplomat, spoke. “We are glad,” Ida Moss said.", "en", "fr", "en", True),
    ("The Swiss president Ida Moss spoke. “We are glad,” Ida Moss said.", "en", "fr", None, None),
    ("The German Harbour Fund’s Ida Moss spoke. “We are glad,” Ida Moss said.", "en", "fr", None, None),
    ("US Secretary of State Ida Moss spoke. “We are glad,” Ida Moss said.", "en", None, "en", None),
    ("US Secretary of State Ida Moss spoke. “We are glad,” Ida Moss said.", "en", "en", "en", None),
)


@pytest.mark.parametrize(("text", "language", "source", "spoken", "back"), LANGUAGES)
def test_the_language_of_a_speaker_tells_a_translation_back(
    text: str, language: str, source: str | None, spoken: str | None, back: bool | None
) -> None:
    named = [person(text, "Ida Moss")]
    named.append(named[0]._replace(start=text.rindex("Ida Moss"), stop=text.rindex("Ida Moss") + 8))
    (quote,) = quotes.read(text, split_paragraphs(text), ["body"], named, language=language, source_language=source)
    assert (quote.quoted_language, quote.maybe_back_translated) == (spoken, back)


MARKS = tuple("“”«»„\"‘’'")
WORDS = (
    "We go home now",
    "It is late, we say",
    ", said Abel Tamm",
    ", he said",
    ". ",
    ". Tamm left",
    " ",
    "\n",
    "\n– ",
    "\n“",
)


def test_quotations_lie_in_order_within_their_paragraphs_and_each_other() -> None:
    draw = random.Random(20261128)
    for _ in range(2_500):
        text = "".join(draw.choice(draw.choice((MARKS, WORDS, WORDS))) for _ in range(draw.randint(4, 20)))
        lies_as_it_must(text)


def lies_as_it_must(text: str) -> None:
    paragraphs = split_paragraphs(text)
    named = [
        Mention(found.start(), found.end(), "person", "Abel Tamm", None, None, None, None, None, None, "name")
        for found in re.finditer("Tamm", text)
    ]
    quoted = quotes.read(text, paragraphs, ["body"] * len(paragraphs), named, language="en", source_language=None)
    assert [quote.start for quote in quoted] == sorted({quote.start for quote in quoted}), text
    for quote in quoted:
        start, stop = paragraphs[quote.paragraph]
        assert start <= quote.start < stop, text
        assert quote.start < quote.stop <= len(text), text
        if quote.outer_quote is not None:
            outer = quoted[quote.outer_quote]
            assert outer.start < quote.start < quote.stop <= outer.stop, text


HOSTILE = (
    *("“”«»„\"‘’'‚–—-"),
    "“a” ",
    "“a b c d e f,” he said. ",
    "Mr. ",
    "– A b c, ",
    " – A b c. –",
    "said ",
    ", who ",
    "and said, ",
    "A. B. (c) ",
    "of the Tamm ",
    ": “",
    "Oduya said that ",
)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_text_is_too_hostile(piece: str, language: str) -> None:
    text = piece * (6_000 // len(piece))
    for quote in read(f"{text}“We go home,” {text}", language):
        assert 0 <= quote.start < quote.stop


@pytest.mark.parametrize("language", ["en", "fr", "de", None])
def test_a_long_paragraph_is_read_to_its_end(language: str | None) -> None:
    sentence = "“We go home now,” Abel Tamm said on Monday, and the crew “was glad”, he added. "
    assert len(read(sentence * 500, language)) == 1_000
