"""The ids that stories carry on."""

from collections import Counter

import pytest

from transforms.stories.identity import named


@pytest.mark.parametrize(
    ("stories", "former", "ids", "merges"),
    [
        (["bcd"], {}, ["b"], {}),  # a new one is called like its first
        (["abc", "d"], {"b": "b", "c": "b"}, ["b", "d"], {}),  # a growing one keeps its id
        (["abcd"], {"a": "a", "b": "a", "c": "c", "d": "c"}, ["a"], {"c": "a"}),  # of equals the smaller
        (["abcde"], {"a": "a", "b": "a", "c": "c", "d": "c", "e": "c"}, ["c"], {"a": "c"}),
        (["ab", "cd"], {"a": "b", "b": "b", "c": "b", "d": "b"}, ["b", "c"], {}),  # the part with its name keeps it
        (["bcd", "ae"], {"b": "a", "c": "a", "d": "a", "a": "a"}, ["b", "a"], {}),
        (["bc"], {"b": "x", "c": "x"}, ["x"], {}),  # the document that it was called like is gone
        (["b", "cd"], {"b": "x", "c": "x", "d": "x"}, ["b", "x"], {}),
        (["bc"], {"b": "b", "c": "c"}, ["b"], {}),  # two documents that were alone are no merge
        (["bcd"], {"b": "x", "c": "c", "d": "c"}, ["c"], {"x": "c"}),  # what is left of a story goes into another
        (["bcd"], {"b": "b", "c": "c", "d": "c"}, ["c"], {}),  # one that was alone does
    ],
)
def test_ids_are_carried(stories: list[str], former: dict[str, str], ids: list[str], merges: dict[str, str]) -> None:
    uses = Counter(former.values())
    joint = {story_id for story_id, count in uses.items() if count > 1 or story_id == "x"}
    assert named([list(story) for story in stories], former, joint) == (ids, merges)


def test_the_last_text_of_a_story_takes_it_into_another() -> None:
    assert named([["b", "c", "d"]], {"b": "b", "c": "c", "d": "c"}, {"b", "c"}) == (["c"], {"b": "c"})
