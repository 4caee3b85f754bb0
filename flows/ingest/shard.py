"""Refines one shard of a run: from names of files to a receipt; the rows are written directly to the warehouse."""

import pickle
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.sources.archive_formats import ArchiveLimits
from flows.sources.inboxes import open_inbox
from flows.sources.reader import Fetcher
from flows.sources.source import Reject, RejectedError, Source, doc_id_of
from flows.system.cpu_limit import DeadlineError, deadline
from schemas import TABLES
from transforms.decode import Decoded, Undecodable, decode
from transforms.gc_paused import gc_paused
from transforms.review import Review
from transforms.safety import Safety
from warehouse import DataFile, Warehouse
from warehouse.stale import stored_texts

if TYPE_CHECKING:
    from transforms.refine import Pipeline

# Arrow's own allocator gives freed pages back and takes new ones for every batch. On a virtual machine, where a page
# costs some microseconds, that is 20 to 30 µs a document.
pa.set_memory_pool(pa.system_memory_pool())

BATCH = 1_000
# A tenth of the slowest measured work.
BYTES_PER_SECOND = 50_000
FAILED = "failed"
TIMED_OUT = "timed_out"
WORST = 5
# So many characters of an error are kept.
MOST_DETAIL = 1_000


class RefineError(RuntimeError):
    """No text of a shard could be refined."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard has names only, so that any worker can get it. `number` counts the shards of a run, `step` is its commit.

    Its sources are files of `root`; without a root, texts in the warehouse. If `texts` are given, by doc_id, they are
    refined instead, nothing is stored, and the receipt has the rows. `reviews` are the decisions of people on its
    documents, by doc_id.
    """

    number: int
    step: int
    commit_id: int
    warehouse: str
    root: str | None
    sources: tuple[Source, ...]
    limits: ArchiveLimits
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    quotes: bool = True
    terms: bool = True
    safety: tuple[Safety, ...] = ()
    text_seconds: float = 60.0
    texts: Mapping[str, str] | None = None
    reviews: Mapping[str, Review] = field(default_factory=dict)


def pack_shard(shard: Shard) -> bytes:
    """Pack a shard into bytes for a task: Prefect, Dask and Ray traverse other arguments."""
    return pickle.dumps(shard)


def unpack_shard(shard: bytes) -> Shard:
    """Unpack the bytes of `pack_shard`; only for bytes of this run."""
    found = pickle.loads(shard)
    assert isinstance(found, Shard)
    return found


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result of a shard.

    `files` are invisible before a commit names them; `fixes` counts the fixes made, by rule code; `stage_seconds` are
    CPU seconds; `edits` counts all edits, `worst` names the most edited files. `rows` are batches by table, if they are
    not stored.
    """

    shard: int
    step: int
    document_count: int
    files: tuple[DataFile, ...]
    rejects: tuple[Reject, ...]
    stage_seconds: dict[str, float]
    fixes: dict[str, int]
    edits: int = 0
    worst: tuple[tuple[int, str], ...] = ()
    rows: dict[str, list[pa.RecordBatch]] = field(default_factory=dict)

    @property
    def done_count(self) -> int:
        """The number of documents that are refined or rejected."""
        return self.document_count + len(self.rejects)


Beat = Callable[[], object]
"""The callback of a worker after each part of its shard."""


class LoadedText(NamedTuple):
    """One content to refine; it is `decoded` from `raw` bytes, unless `documents` has its text."""

    source: Source
    text: str
    raw: bytes = b""
    decoded: Decoded | None = None


@dataclass(slots=True)
class _ShardRun:
    """The state of the work on one shard: batches by table, rejects, and a clock of CPU seconds."""

    shard: Shard
    pipeline: "Pipeline"
    beat: Beat
    batches: dict[str, list[pa.RecordBatch]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[Reject] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    clock: float = field(default_factory=thread_time)

    def stage(self, name: str) -> None:
        now = thread_time()
        self.seconds[name] += now - self.clock
        self.clock = now


@gc_paused()
def refine_shard(shard: Shard, beat: Beat = lambda: None) -> Receipt:
    """Read, decode and refine a shard's files and put the rows into the warehouse, uncommitted.

    It only needs its argument and the two roots. Run twice, it leaves the files twice, and a commit uses those of one
    receipt. A file or text that cannot be loaded becomes a reject, also one that exceeds its time.
    """
    from transforms.refine import Pipeline  # noqa: PLC0415 - 0.2 s, and a run whose workers refine does not need it

    pipeline = Pipeline.of(
        shard.select,
        shard.ignore,
        shard.boilerplate,
        quotes=shard.quotes,
        terms=shard.terms,
        safety=shard.safety,
    )
    work = _ShardRun(shard, pipeline, beat)
    work.stage("start")
    for first in range(0, len(shard.sources), BATCH):
        _refine(work, _take(work, shard.sources[first : first + BATCH]))
    files = () if shard.texts else _put(work)
    work.stage("write")
    edits = work.batches["edits"]
    done = len(shard.sources) - len(work.rejects)
    changes = _changes(edits)
    uris = {source.doc_id: source.uri for source in shard.sources}
    return Receipt(
        shard.number,
        shard.step,
        done,
        files,
        tuple(work.rejects),
        dict(work.seconds),
        _fixes(edits),
        changes.total(),
        tuple((count, uris[doc_id]) for doc_id, count in changes.most_common(WORST)),
        dict(work.batches) if shard.texts else {},
    )


def _take(work: _ShardRun, sources: Sequence[Source]) -> list[LoadedText]:
    if work.shard.root is None:
        texts = work.shard.texts or stored_texts(Warehouse(work.shard.warehouse), [source.doc_id for source in sources])
        work.stage("read")
        return [LoadedText(source, texts[source.doc_id]) for source in sources if source.doc_id in texts]
    return _decode(work, sources, work.shard.root)


def _decode(work: _ShardRun, sources: Sequence[Source], root: str) -> list[LoadedText]:
    fetcher = Fetcher(root, open_inbox(root), work.shard.limits)
    read = [(source, raw) for source in sources if (raw := _read(work, source, fetcher)) is not None]
    work.stage("read")
    taken = []
    for source, raw in read:
        reject = partial(Reject, source.uri, source.doc_id)
        try:
            with deadline(work.shard.text_seconds + len(raw) / BYTES_PER_SECOND):
                decoded = decode(raw)
            taken.append(LoadedText(source, decoded.text, raw, decoded))
        except Undecodable as error:
            work.rejects.append(reject(error.reason, error.detail))
        except DeadlineError as error:
            work.rejects.append(reject(TIMED_OUT, str(error)))
        except MemoryError:  # see _refine
            raise
        except Exception as error:
            work.rejects.append(reject(FAILED, _detail(error)))
    work.stage("decode")
    return taken


def _read(work: _ShardRun, source: Source, fetcher: Fetcher) -> bytes | None:
    """Read a file; its content must be the one that the scan saw."""
    try:
        raw = fetcher.fetch(source)
        if doc_id_of(raw) != source.doc_id:
            raise RejectedError("changed_while_read", "the file changed since it was listed")
    except RejectedError as refused:
        work.rejects.append(Reject(source.uri, source.doc_id, refused.reason, refused.detail))
        return None
    return raw


def _refine(work: _ShardRun, taken: Sequence[LoadedText]) -> None:
    """Refine a batch; if a text makes it fail, halve the batch until the text is alone, and reject that text.

    If a text takes too long, all texts of the batch are refined one by one: each slow text costs its time once more.
    """
    from transforms.refine import refine  # noqa: PLC0415 - see refine_shard

    if not taken:
        return
    doc_ids, texts = [t.source.doc_id for t in taken], [t.text for t in taken]
    seconds = work.shard.text_seconds + sum(map(len, texts)) / BYTES_PER_SECOND
    try:
        with deadline(seconds):
            refined = refine(doc_ids, texts, work.shard.commit_id, work.pipeline, work.shard.reviews)
    except DeadlineError as error:
        _try_parts(work, taken, 1, TIMED_OUT, str(error))
        return
    except MemoryError:  # the worker's end; see `flows.engines.worker_pool`
        raise
    except Exception as error:  # whatever a text causes, the rest of the shard must be stored
        _try_parts(work, taken, -(-len(taken) // 2), FAILED, _detail(error))
        return
    finally:
        work.beat()
    for stage, seconds in refined.stage_seconds.items():
        work.seconds[stage] += seconds
    work.clock = thread_time()
    for name, batch in refined.batches.items():
        work.batches[name].append(batch)
    work.batches["documents"].append(documents_batch(taken, work.shard.commit_id))
    work.stage("tables")


def _detail(error: Exception) -> str:
    """The message of an error, if it can be read: a text may be in it, or may have caused it."""
    try:
        said = str(error)[:MOST_DETAIL].encode("utf-8", "backslashreplace").decode()
    except Exception as another:
        said = f"its message cannot be read ({type(another).__name__})"
    return f"{type(error).__name__}: {said}"


def _try_parts(work: _ShardRun, taken: Sequence[LoadedText], size: int, reason: str, detail: str) -> None:
    """Refine texts that failed together in parts of a size; a text that failed alone is rejected."""
    if len(taken) == 1:
        source = taken[0].source
        work.rejects.append(Reject(source.uri, source.doc_id, reason, detail))
        return
    for first in range(0, len(taken), size):
        _refine(work, taken[first : first + size])


def documents_batch(taken: Sequence[LoadedText], commit_id: int) -> pa.RecordBatch:
    """The rows of `documents` for decoded texts that are not stored yet."""
    new = [(t, t.decoded) for t in taken if t.decoded and not t.source.is_stored]
    return TABLES["documents"].batch(
        {
            "doc_id": [t.source.doc_id for t, _ in new],
            "text": [decoded.text for _, decoded in new],
            "encoding": [decoded.encoding for _, decoded in new],
            "byte_count": [len(t.raw) for t, _ in new],
            "char_count": [len(decoded.text) for _, decoded in new],
            "decoded_how": [decoded.how for _, decoded in new],
            "bytes": [decoded.bytes for _, decoded in new],
            "_commit": [commit_id] * len(new),
        }
    )


def _fixes(edits: Sequence[pa.RecordBatch]) -> dict[str, int]:
    """Count applied fixes by the code of their rule."""
    found: Counter[str] = Counter()
    for batch in edits:
        made = pc.and_(batch["applied"], pc.equal(batch["action"], "fix"))
        found.update(pc.list_flatten(batch["codes"].filter(made)).to_pylist())
    return dict(found)


def _changes(edits: Sequence[pa.RecordBatch]) -> Counter[str]:
    """Count applied edits by document."""
    found: Counter[str] = Counter()
    for batch in edits:
        found.update(batch["doc_id"].filter(batch["applied"]).to_pylist())
    return found


def _put(work: _ShardRun) -> tuple[DataFile, ...]:
    """Store the batches with rows, under names that are unique for each attempt at the same shard."""
    shard = work.shard
    warehouse = Warehouse(shard.warehouse)
    part = f"{shard.number:05d}-{secrets.token_hex(4)}"
    filled = {name: [b for b in batches if b.num_rows] for name, batches in work.batches.items()}
    return tuple(
        warehouse.put(TABLES[name], batches, shard.commit_id, part) for name, batches in filled.items() if batches
    )
