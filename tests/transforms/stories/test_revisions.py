"""The versions of one text among the texts of a story."""

from itertools import permutations

import pytest

from transforms.stories.revisions import are_versions, versions
from transforms.stories.terms import terms_of

LEAD = "The ferry Alma sank off Tarn.\n\nFishermen saved 41 people. The harbour master closed the harbour."


def sentences(*texts: str) -> list[frozenset[int]]:
    found = terms_of(texts).sentences
    hashes = iter(found.hashes.tolist())
    return [frozenset(next(hashes) for _ in range(count)) for count in found.counts]


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (LEAD, True),
        (LEAD.upper(), True),
        ("“The ferry Alma” sank off Tarn – fishermen saved 41 people…", False),
        ("The ferry Alma, off Tarn, sank.\nThe harbour master closed the harbour. Divers search the wreck.", True),
        ("The harbour master closed the harbour. Divers search the wreck. Nobody knows the cause.", False),
        ("Fishermen saved 42 people. Divers search the wreck.", False),
        ("", False),
    ],
)
def test_a_version_has_most_sentences_of_the_other(other: str, *, is_one: bool) -> None:
    assert are_versions(*sentences(LEAD, other)) == is_one


def test_a_chain_is_of_the_set_of_texts_and_tells_wordings_apart() -> None:
    first, second, third, same, alone = (
        frozenset(each) for each in ({1, 2, 3}, {1, 2, 4}, {2, 4, 5}, {3, 2, 1}, {7, 8})
    )
    texts = [first, second, third, same, alone]
    assert not are_versions(first, third)
    found = {tuple(sorted(versions(order, texts))) for order in permutations(range(5))}
    ((one, two, three, four),) = found
    assert [version.chain for version in (one, two, three, four)] == [0] * 4
    assert one.wording == four.wording
    assert len({one.wording, two.wording, three.wording}) == 3
