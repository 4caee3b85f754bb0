"""Links the documents of a commit: finds candidates by the index, and lets transforms decide on copies and stories."""

from collections.abc import Collection
from itertools import chain, compress
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas import TABLES
from transforms.stories.candidates import Postings
from transforms.stories.columns import texts_from_rows, unpack_terms
from transforms.stories.copies import Copy, copies
from transforms.stories.identity import named
from transforms.stories.linkage import LEAST_SHARED, Links, connected, links, stories
from transforms.stories.membership import places, shared_words
from transforms.stories.revisions import versions
from transforms.stories.similarity import Texts
from transforms.stories.terms import Integers, compared
from warehouse.linking import Index, Linked


class Neighbours(NamedTuple):
    """Documents with links, in the order of their doc_ids, and the links."""

    rows: pa.Table
    texts: Texts
    links: Links

    @classmethod
    def of(cls, rows: pa.Table, pairs: Integers) -> "Neighbours":
        """Decide on pairs of ordinals; `rows` are the terms of their documents, and possibly of others."""
        rows = rows.filter(np.isin(rows["n"].to_numpy(), pairs))
        numbers = rows["n"].to_numpy()
        order = np.argsort(numbers)
        left, right = (order[np.searchsorted(numbers, side, sorter=order)] for side in pairs)
        texts = texts_from_rows(rows)
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
    """Link the documents of a commit, and again those that were linked with a new, changed or removed one."""
    is_fresh = np.array(index.live["is_fresh"])
    postings = Postings.of(unpack_terms(index.live["_heavy"]), is_fresh, unpack_terms(index.gone["_heavy"]))
    asking = is_fresh | postings.freed()
    found = postings.pairs(asking, LEAST_SHARED)
    barred = np.flatnonzero(postings.barred())
    around = index.around(pa.array(np.union1d(found, barred)))
    found = Neighbours.of(around, found).pairs
    again = index.settle(pa.array(np.flatnonzero(asking)), pa.array(np.union1d(found, barred)))
    quiet = np.zeros(len(asking), np.bool_)
    quiet[again["n"].to_numpy()] = True
    quiet &= ~asking
    near = Neighbours.of(around, np.concatenate([found, postings.pairs(quiet, LEAST_SHARED, among=quiet)], axis=1))
    placed, merges = _placed(near, again)
    copied = _copied(near, index, {*compress(again["doc_id"].to_pylist(), quiet[again["n"].to_numpy()])})
    whole = {"article_stories": placed, "duplicates": copied}
    merged = {"story_id": [*merges], "into_story_id": [*merges.values()], "run_id": [run_id] * len(merges)}
    return Linked(
        {name: pa.concat_tables([index.kept(name), made]) for name, made in whole.items()}, {"story_merges": merged}
    )


def _placed(near: Neighbours, again: pa.Table) -> tuple[pa.Table, dict[str, str]]:
    """The rows of `article_stories` for documents with links, and the stories that became part of others."""
    former = dict(zip(again["doc_id"].to_pylist(), again["story_id"].to_pylist(), strict=True))
    joint = {*again.filter(again["is_joint"])["story_id"].to_pylist()}
    doc_ids, words, is_fresh = (near.rows[name].to_pylist() for name in ("doc_id", "_words", "is_fresh"))
    sentences = [frozenset(each or ()) for each in near.rows["_sentences"].to_pylist()]
    found = stories(near.texts, near.links)
    together = [[doc_ids[n] for n in story] for story in found]
    alone = sorted({*doc_ids, *former} - {*chain.from_iterable(together)})
    before = {doc_id: doc_id for doc_id, fresh in zip(doc_ids, is_fresh, strict=True) if not fresh}
    before |= {doc_id: story_id for doc_id, story_id in former.items() if story_id}
    names = named([*together, *([doc_id] for doc_id in alone)], before, joint)
    rows: dict[str, dict[str, Any]] = {
        doc_ids[n]: {"doc_id": doc_ids[n], "story_id": doc_ids[n], "_component": doc_ids[group[0]]}
        for group in connected(len(doc_ids), near.links)
        for n in group
    }
    near_by = [*chain.from_iterable(places(near.texts, story) for story in found)]
    for place, linked_by in zip(near_by, shared_words(near.texts, near_by, words), strict=True):
        rows[doc_ids[place.text]].update(linked_by=linked_by, similarity=place.similarity)
    for story_id, story in zip(names.ids, found, strict=False):
        for text in story:
            rows[doc_ids[text]]["story_id"] = story_id
        for version in versions(story, sentences):
            chain_of = {"_chain": doc_ids[version.chain], "_wording": version.wording}
            rows[doc_ids[version.text]].update(chain_of)
    return pa.Table.from_pylist(list(rows.values()), TABLES["article_stories"].schema), names.merges


def _copied(near: Neighbours, index: Index, quiet: Collection[str]) -> pa.Table:
    """The rows of `duplicates` for documents with links.

    Texts are read again if one of several possible copies is not `quiet`, or has lost a copy.
    """
    doc_ids, known = near.doc_ids, index.copies()
    likely = near.links.likely
    lost = set(known.filter(pc.invert(pc.is_in(known["doc_id"], pa.array(quiet, pa.string()))))["group_id"].to_pylist())
    group_of = dict(zip(known["doc_id"].to_pylist(), known["group_id"].to_pylist(), strict=True))
    groups = [[doc_ids[n] for n in group] for group in connected(len(doc_ids), likely)]
    read = {
        doc_id
        for group in groups
        if any(doc_id not in quiet or group_of.get(doc_id) in lost for doc_id in group)
        for doc_id in group
    }
    texts = {doc_id: compared(*parts) for doc_id, parts in index.articles(read).items()}
    pairs = [(doc_ids[a], doc_ids[b]) for a, b in zip(likely.left.tolist(), likely.right.tolist(), strict=True)]
    at = dict(zip(doc_ids, near.texts.earliest.tolist(), strict=True))
    found: list[Copy] = copies([pair for pair in pairs if pair[0] in read], texts, at)
    again = {doc_id for group in groups for doc_id in group} - read
    kept = known.filter(pc.is_in(known["doc_id"], pa.array(again, pa.string())))
    made = pa.Table.from_pylist([copy._asdict() for copy in found], TABLES["duplicates"].schema)
    return pa.concat_tables([kept.cast(made.schema), made])
