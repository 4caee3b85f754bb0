"""The ids of stories: carried from the stories before them, so that a story keeps its id while it grows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple


class Named(NamedTuple):
    """The ids of stories in their order, and by the id of each story that is no more the one it became part of."""

    ids: list[str]
    merges: dict[str, str]


def named(stories: Sequence[Sequence[str]], former: Mapping[str, str], joint: Collection[str]) -> Named:
    """Name stories, each given as doc_ids in order; `former` are the ids of the stories that documents were in before.

    `joint` are those of them that two documents or more had, though only one be left.

    A story of one document is called like it. Another takes the id of the former story that it shares most documents
    with, of equals the smaller; not one that names a document of another story. A new one is called like its first.
    """
    home = {doc_id: number for number, story in enumerate(stories) for doc_id in story}
    shared = Counter((former[doc_id], number) for doc_id, number in home.items() if doc_id in former)
    ids = {number: story[0] for number, story in enumerate(stories) if len(story) == 1}
    taken: set[str] = set()
    for (story_id, number), _ in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if number not in ids and story_id not in taken and home.get(story_id, number) == number:
            ids[number] = story_id
            taken.add(story_id)
    listed = [ids.get(number, story[0]) for number, story in enumerate(stories)]
    return Named(listed, _merges(shared, listed, joint))


def _merges(shared: Mapping[tuple[str, int], int], ids: Sequence[str], joint: Collection[str]) -> dict[str, str]:
    """Of each of the joint stories that is no more, the one that most of its documents are in."""
    most = sorted(shared.items(), key=lambda each: (each[1], -each[0][1]))
    gone = {*joint}.difference(ids)
    return {story_id: ids[number] for (story_id, number), _ in most if story_id in gone}
