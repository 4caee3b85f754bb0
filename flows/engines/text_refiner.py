"""Refines texts that are at hand in a process that can be killed, as runs do; the rows come back, none is stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.engines.worker_pool import WorkerPool
from flows.ingest.shard import Shard
from flows.sources.archive_formats import ArchiveLimits
from flows.sources.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.settings import Selection, Settings

RefineTexts = Callable[[Mapping[str, str], "Selection"], Mapping[str, Sequence["pa.RecordBatch"]]]
"""Texts by doc_id go in, batches by table come out; a text that cannot be refined in its limits has no rows."""


@contextmanager
def text_refiner(settings: "Settings", commit_id: int = 0) -> Iterator[RefineTexts]:
    """Give what refines texts under `text_seconds` and `worker_bytes`; the caller must have no database open."""
    crew = WorkerPool(settings)
    crew.prepare()

    def refine(texts: Mapping[str, str], selection: "Selection") -> Mapping[str, Sequence["pa.RecordBatch"]]:
        sources = tuple(Source("", doc_id, len(text), is_stored=True) for doc_id, text in texts.items())
        where = (settings.warehouse, None, sources, ArchiveLimits.of(settings))
        chosen = selection._asdict()
        shard = Shard(0, 0, commit_id, *where, **chosen, text_seconds=settings.text_seconds, texts=texts)
        return crew.refine(shard).rows if texts else {}

    try:
        yield refine
    finally:
        crew.close()
