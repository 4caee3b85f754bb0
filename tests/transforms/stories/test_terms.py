"""The terms of a text, and the table that says how rare words are."""

import numpy as np
import pytest

from transforms.stories.terms import INDEXED, SCORED, UNIT, terms_of
from transforms.stories.tokens import ENDS, TokenTable, consonants, stem, stem_hash, token_table

BRIDGE = (
    "The mayor of Tarn, Ada Holm, opened a bridge over the Weir on Monday. It cost 2,500 crowns.\n\n"
    "Work began in 2019, Holm said. Ministers praised the builders."
)


def words(body: str) -> list[str]:
    return terms_of([body]).words


def test_names_and_numbers_weigh_more_than_words() -> None:
    found = words(BRIDGE)
    assert found[:3] == ["Holm", "Tarn", "Weir"]
    assert found.index("2,500") < found.index("bridge") < found.index("cost")


@pytest.mark.parametrize("word", ["2019", "the", "of", "It"])
def test_years_short_words_and_the_commonest_are_no_terms(word: str) -> None:
    assert word not in words(BRIDGE)


@pytest.mark.parametrize(
    ("body", "number"), [("Boats left on March 18.", "18"), ("Boats left on 18 April, early.", "18")]
)
def test_days_and_months_are_no_terms(body: str, number: str) -> None:
    assert {"March", "April", number}.isdisjoint(words(body))
    assert number in words(f"Boats left: {number} ferries.")
    assert terms_of(["Boats left in March", "18 ferries came"]).words == [
        *words("Boats left"),
        "18",
        *words("ferries came"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It cost 2,500 crowns.", "It cost 2500 crowns."),
        ("The harbour closed.", "The harbours closed."),
        ("They met Holm’s friends.", "They met Holm, friends."),
        ("The keeper, Zhukhovec, spoke.", "The keeper, Žuchowec, spoke."),
        ("The keeper, Philimor, spoke.", "The keeper, Filímor, spoke."),
    ],
)
def test_other_spellings_are_the_same_term(one: str, other: str) -> None:
    assert set(terms_of([one]).stems) == set(terms_of([other]).stems)


def test_a_capital_makes_a_name_only_inside_a_sentence() -> None:
    def weight(body: str) -> int:
        found = terms_of([body])
        return int(found.weights[found.words.index("Copper")])

    rest = "\n\nMiners dug for silver near the village."
    assert weight("He bought Copper." + rest) > weight("Copper rose." + rest)
    assert weight("They met Mr. Copper." + rest) > weight("They met. Copper." + rest)


def test_the_weights_of_a_text_have_the_same_length() -> None:
    found = terms_of([BRIDGE, "Copper rose."])
    for first, stop in ((0, found.counts[0]), (found.counts[0], found.counts.sum())):
        length = np.sqrt((found.weights[first:stop].astype(float) ** 2).sum())
        assert length == pytest.approx(UNIT, abs=SCORED)


def test_a_text_has_the_same_terms_alone_and_among_others() -> None:
    together = terms_of(["", BRIDGE, "No", BRIDGE])
    alone = terms_of([BRIDGE])
    assert together.counts.tolist() == [0, *alone.counts, 0, *alone.counts]
    assert together.stems.tolist() == alone.stems.tolist() * 2
    assert together.weights.tolist() == alone.weights.tolist() * 2


@pytest.mark.parametrize("before", ["", "No", "No stop at its end", "He said:", "Ends."])
def test_the_first_word_of_a_text_is_no_name_whatever_text_comes_before(before: str) -> None:
    alone, together = (terms_of([*texts, "Copper rose in Tarn"]) for texts in ((), (before,)))
    assert together.stems[-alone.counts[0] :].tolist() == alone.stems.tolist()
    assert together.weights[-alone.counts[0] :].tolist() == alone.weights.tolist()
    assert together.words[-len(alone.words) :] == alone.words


def test_a_number_and_a_word_of_one_hash_are_two_in_either_order() -> None:
    word, number = "nadgofdam", "2043557"
    assert stem_hash(f"~{consonants(word)}") == stem_hash(f"#{number}")
    rarities = []
    for tokens in ((word, number), (number, word)):
        known = TokenTable()
        for token in tokens:
            assert known[token] >= 0
        rarities.append({token: int(known.rarities[known.stems[known[token]]]) for token in tokens})
    assert rarities[0] == rarities[1]


@pytest.mark.parametrize("token", ["“Quakes", "Quakes,", "(Quakes)", "Quakes.”", "…Quakes"])
def test_a_word_with_marks_has_the_stem_of_the_word_in_either_order(token: str) -> None:
    for tokens in ((token, "Quakes"), ("Quakes", token)):
        known = TokenTable()
        one, other = (known[each] for each in tokens)
        assert (known.stems[one], known.words[one]) == (known.stems[other], known.words[other])
        assert bool(known.flags[known[token]] & ENDS) == ("." in token)
        assert not known.flags[known["Quakes"]] & ENDS


@pytest.mark.parametrize(
    ("token", "word"), [("Roe’s", "Roe"), ("dogs’", "dogs"), ("ROE'S", "ROE'S"), ("—", ""), ("U.S.", "")]
)
def test_a_token_prints_its_word_without_a_possessive(token: str, word: str) -> None:
    known = TokenTable()
    assert known.words[known[token]] == word


def test_a_long_text_keeps_its_heaviest_terms() -> None:
    found = terms_of([" ".join(f"mote{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(500))])
    assert (found.counts.tolist(), len(found.words)) == ([SCORED], INDEXED)


def test_texts_without_terms_have_none() -> None:
    assert [len(part) for part in terms_of(["", "1999 ¶ ..."])] == [2, 0, 0, 0, 2]
    assert terms_of([])[:4] == tuple(map(pytest.approx, ([], [], [], [])))


def test_more_texts_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="40000 texts"):
        terms_of([""] * 40_000)


@pytest.mark.parametrize(
    ("word", "expected"), [("ministers", "minister"), ("opened", "open"), ("this", "this"), ("sailing", "sail")]
)
def test_stems_lose_a_light_ending(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(("one", "other"), [("Oyala", "Ayalo"), ("harbour", "herbier"), ("Zhukhovec", "Zhukhover")])
def test_few_consonants_known_words_and_other_sounds_stay_apart(one: str, other: str) -> None:
    assert set(terms_of([f"He saw {one}."]).stems).isdisjoint(terms_of([f"He saw {other}."]).stems)


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    known = token_table()
    tokens = [known[word] for word in ("said", "quake", "zorblat")]
    said, quake, unheard = known.rarities[known.stems[tokens]]
    assert said < quake < unheard


def test_the_table_of_frequencies_is_what_its_script_builds() -> None:
    import pyarrow.parquet as pq

    from tests.builders.frequencies import TARGET, build

    assert pq.read_table(TARGET).equals(build())
