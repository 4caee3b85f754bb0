"""The links of a commit's documents: which are copies and one story; found by the index, judged by transforms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from schemas import TABLES
from transforms.stories.columns import texts_of
from transforms.stories.copies import Copy, copies
from transforms.stories.evidence import places, shared_words
from transforms.stories.identity import named
from transforms.stories.likeness import Integers, Texts
from transforms.stories.linkage import LEAST_SHARED, Links, connected, links, stories
from transforms.stories.revisions import versions
from transforms.stories.terms import compared
from warehouse.linking import Index, Linked


class Neighbours(NamedTuple):
    """Documents that have links, in the order of their doc_ids, and the links."""

    rows: pa.Table
    texts: Texts
    links: Links

    @classmethod
    def of(cls, index: Index, pairs: Sequence[Integers]) -> "Neighbours":
        """Judge pairs of ordinals of the index."""
        one, other = np.concatenate([np.zeros((2, 0), np.int64), *pairs], axis=1)
        rows = index.terms(pa.array(np.unique([one, other])))
        numbers = rows["n"].to_numpy()
        order = np.argsort(numbers)
        left, right = (order[np.searchsorted(numbers, side, sorter=order)] for side in (one, other))
        texts = texts_of(rows)
        return cls(rows, texts, links(texts, left, right))

    @property
    def doc_ids(self) -> list[str]:
        """Their doc_ids."""
        found: list[str] = self.rows["doc_id"].to_pylist()
        return found

    @property
    def pairs(self) -> Integers:
        """Their links as pairs of ordinals of the index."""
        numbers = self.rows["n"].to_numpy()
        return np.array([numbers[self.links.left], numbers[self.links.right]])


def link_documents(index: Index, run_id: str) -> Linked:
    """Link what a commit brings, and again what was linked with something that it brings, changes or takes away."""
    found = [_alike(index, pairs) for pairs in index.pairs(LEAST_SHARED)]
    index.settle(pa.array(np.unique(np.concatenate([np.zeros(0, np.int64), *(pairs.ravel() for pairs in found)]))))
    found.append(_alike(index, index.inner_pairs(LEAST_SHARED)))
    near = Neighbours.of(index, found)
    placed, merges = _placed(near, index.former())
    merged = {"story_id": [*merges], "into_story_id": [*merges.values()], "run_id": [run_id] * len(merges)}
    return Linked(
        {
            "article_stories": pa.concat_tables([index.kept("article_stories"), placed]),
            "duplicates": pa.concat_tables([index.kept("duplicates"), _copied(near, index.articles)]),
        },
        {"story_merges": merged},
    )


def _alike(index: Index, pairs: pa.Table) -> Integers:
    return Neighbours.of(index, [np.array([pairs["one"].to_numpy(), pairs["other"].to_numpy()])]).pairs


def _placed(near: Neighbours, former: Mapping[str, str | None]) -> tuple[pa.Table, dict[str, str]]:
    """The rows of `article_stories` about documents with links, and the stories that became part of others."""
    doc_ids, words, is_fresh = near.doc_ids, near.rows["words"].to_pylist(), near.rows["is_fresh"].to_pylist()
    sentences = [frozenset(each or ()) for each in near.rows["_sentences"].to_pylist()]
    found = stories(near.texts, near.links)
    together = [[doc_ids[n] for n in story] for story in found]
    alone = sorted({*doc_ids, *former} - {*chain.from_iterable(together)})
    before = {doc_id: doc_id for doc_id, fresh in zip(doc_ids, is_fresh, strict=True) if not fresh}
    before |= {doc_id: story_id for doc_id, story_id in former.items() if story_id}
    names = named([*together, *([doc_id] for doc_id in alone)], before)
    rows: dict[str, dict[str, Any]] = {
        doc_ids[n]: {"doc_id": doc_ids[n], "story_id": doc_ids[n], "_component": doc_ids[group[0]]}
        for group in connected(len(doc_ids), near.links)
        for n in group
    }
    for story_id, story in zip(names.ids, found, strict=False):
        for place in places(near.texts, story):
            linked_by = shared_words(near.texts, place.text, place.nearest, words[place.text])
            linked = {"story_id": story_id, "linked_by": linked_by, "similarity": place.similarity}
            rows[doc_ids[place.text]].update(linked)
        for version in versions(story, sentences):
            chain_of = {"_chain": doc_ids[version.chain], "_wording": version.wording}
            rows[doc_ids[version.text]].update(chain_of)
    return pa.Table.from_pylist(list(rows.values()), TABLES["article_stories"].schema), names.merges


def _copied(near: Neighbours, articles: Callable[[Iterable[str]], Mapping[str, tuple[str, str | None]]]) -> pa.Table:
    """The rows of `duplicates` about documents with links."""
    doc_ids = near.doc_ids
    likely = [(doc_ids[a], doc_ids[b]) for a, b in near.links.likely_copies]
    texts = {doc_id: compared(*parts) for doc_id, parts in articles({*chain.from_iterable(likely)}).items()}
    at = dict(zip(doc_ids, near.texts.earliest.tolist(), strict=True))
    found: list[Copy] = copies(likely, texts, at)
    return pa.Table.from_pylist([copy._asdict() for copy in found], TABLES["duplicates"].schema)
