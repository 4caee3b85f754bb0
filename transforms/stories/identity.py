"""Stable ids of stories: a story keeps its id while it grows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple


class Named(NamedTuple):
    """The ids of stories in their order, and for the id of each merged story the story that it became part of."""

    ids: list[str]
    merges: dict[str, str]


def named(stories: Sequence[Sequence[str]], former: Mapping[str, str], joint: Collection[str]) -> Named:
    """Assign ids to stories, each given as doc_ids in order; `former` are the former story ids of the documents.

    `joint` are the former stories of two documents or more, even if only one is left.

    A story of one document has the id of the document. A larger story takes the id of the former story with which it
    shares most documents, of equal ones the smaller id, but not the id of a document in another story. A new story has
    the id of its first document.
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
    """For each joint story that no longer exists, the story with most of its documents."""
    most = sorted(shared.items(), key=lambda each: (each[1], -each[0][1]))
    gone = {*joint}.difference(ids)
    return {story_id: ids[number] for (story_id, number), _ in most if story_id in gone}
