"""Words of English are known with their endings, prefixes and spellings; what a translator left is not."""

import pytest

from transforms import lexicon
from transforms.lexicon import is_word, notable_words, unknown_words
from transforms.paragraphs import Span, split_paragraphs

KNOWN = """harbour harbours harbor colour colourful center analyze organised organization organisations
    rebranded understaffed railcars rollout microclimates unloading travelled traveling skilfully
    neighbourhoods lobbying happier bodyguards antiwar rearmament""".split()
UNKNOWN = "operasjonsleder sprengningsulykke tetkits sobadan inthe reportedthat goverment zivilisten gracias".split()


def _unknown(text: str) -> list[Span]:
    return unknown_words(text, split_paragraphs(text), notable_words(text).unknown)


@pytest.mark.parametrize("word", KNOWN)
def test_a_word_of_english_is_known(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", UNKNOWN)
def test_another_word_is_not(word: str) -> None:
    assert not is_word(word)


def test_names_and_unknown_words_come_once_each_in_order() -> None:
    text = "Vera McKinnon met Vera’s havnesjef in Oslo; “havnesjef,” said Ana."
    assert notable_words(text) == (["Vera", "Kinnon", "Oslo"], ["havnesjef"])


def test_it_is_found_wherever_it_stands() -> None:
    text = "The goverment left. “Goverment,” he said, and the goverment, in its goverment-run port, stayed."
    assert [s.start for s in _unknown(text)] == [4, text.index("goverment, in")]


def test_it_is_no_part_of_a_name_or_a_compound() -> None:
    assert [s.start for s in _unknown("The goverment of @goverment, a co-goverment and _goverment")] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "see goverment.example or @goverment and /goverment",
        "They can't, don’t and won't leave.",
        "Der Hafen bleibt gesperrt, und niemand weiß, warum die Fähren nicht fahren.",
        "Mr. Goverment came; the GOVERMENT did not.",
        "",
    ],
)
def test_what_is_no_small_english_word_is_not_found(text: str) -> None:
    assert _unknown(text) == []


def test_a_foreign_paragraph_is_no_row_of_misprints() -> None:
    foreign = "Hafen bleibt wegen schwerem sturm gesperrt, sagte niemand gestern abend"
    assert _unknown(f"The port is shut, says the havnesjef.\n\n{foreign}")[0].start == 27
    assert len(_unknown(f"The port is shut, says the havnesjef.\n\n{foreign}")) == 1


def test_the_longest_half_of_a_compound_is_the_longest_listed_word() -> None:
    longest = max(lexicon._words(), key=len)
    assert len(longest) == lexicon._LONGEST_HALF
    assert is_word(f"{longest}harbour")
