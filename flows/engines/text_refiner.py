"""Refines given texts in a process that can be killed, as in runs; the rows are returned, not stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.engines.worker_pool import WorkerPool
from flows.ingest.shard import Shard
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.settings import Selection, Settings
    from transforms.review import Review

RefineTexts = Callable[[Mapping[str, str], "Selection"], Mapping[str, Sequence["pa.RecordBatch"]]]
"""A function from texts by doc_id to batches by table; a text that exceeds its limits has no rows."""


@contextmanager
def text_refiner(
    settings: "Settings", commit_id: int = 0, reviews: "Mapping[str, Review]" = MappingProxyType({})
) -> Iterator[RefineTexts]:
    """Open a TextRefiner with the limits `text_seconds` and `worker_bytes`; the caller must not have an open database.

    `reviews` are the decisions of people on the texts, by doc_id.
    """
    crew = WorkerPool(settings)
    crew.prepare()

    def refine(texts: Mapping[str, str], selection: "Selection") -> Mapping[str, Sequence["pa.RecordBatch"]]:
        sources = tuple(Source("", doc_id, len(text), is_stored=True) for doc_id, text in texts.items())
        where = (settings.warehouse, None, sources, ArchiveLimits.of(settings))
        ours = {doc_id: reviews[doc_id] for doc_id in texts if doc_id in reviews}
        chosen = {**selection._asdict(), "reviews": ours}
        shard = Shard(0, 0, commit_id, *where, **chosen, text_seconds=settings.text_seconds, texts=texts)
        return crew.refine(shard).rows if texts else {}

    try:
        yield refine
    finally:
        crew.close()
