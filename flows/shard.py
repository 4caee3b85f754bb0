"""One shard of a run: names go in, a receipt comes out, the rows in between go straight to the warehouse."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import thread_time
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.inbox import path_of
from flows.reading import RefusedError, Reject, Source, doc_id_of, read_file
from schemas import TABLES
from transforms.decode import Decoded, Undecodable, decode
from transforms.refine import Desk, refine
from warehouse import DataFile, Warehouse

BATCH = 1_000
FAILED = "failed"


class RefineError(RuntimeError):
    """Not one text of a shard could be refined."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Names only, so that it travels to any worker: `number` counts the shards of a run, `step` is its commit."""

    number: int
    step: int
    commit_id: int
    warehouse: str
    root: str
    sources: tuple[Source, ...]
    max_file_bytes: int
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a shard.

    `files` are seen by no reader before a commit names them; `fixes` counts the fixes made, by rule code;
    `stage_seconds` are CPU seconds.
    """

    shard: int
    step: int
    document_count: int
    files: tuple[DataFile, ...]
    rejects: tuple[Reject, ...]
    stage_seconds: dict[str, float]
    fixes: dict[str, int]


class Taken(NamedTuple):
    """One content that was read and decoded."""

    source: Source
    raw: bytes
    decoded: Decoded


@dataclass(slots=True)
class _Bench:
    """The work on one shard: batches by table, rejects, and a clock of CPU seconds."""

    shard: Shard
    desk: Desk
    batches: dict[str, list[pa.RecordBatch]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[Reject] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    clock: float = field(default_factory=thread_time)

    def stage(self, name: str) -> None:
        now = thread_time()
        self.seconds[name] += now - self.clock
        self.clock = now


def refine_shard(shard: Shard) -> Receipt:
    """Read, decode and refine a shard's files and put the rows into the warehouse, uncommitted.

    Needs nothing but its argument and the two roots; run twice, it leaves twice the files, of which a commit takes
    one receipt's. A file or a text that cannot be taken becomes a reject.
    """
    bench = _Bench(shard, Desk.of(shard.select, shard.ignore))
    bench.stage("start")
    for first in range(0, len(shard.sources), BATCH):
        _refine(bench, _take(bench, shard.sources[first : first + BATCH]))
    _refuse_to_fail_on_all(bench)
    files = _put(bench)
    bench.stage("write")
    fixes = _fixes(bench.batches["edits"])
    done = len(shard.sources) - len(bench.rejects)
    return Receipt(shard.number, shard.step, done, files, tuple(bench.rejects), dict(bench.seconds), fixes)


def _take(bench: _Bench, sources: Sequence[Source]) -> list[Taken]:
    read = [(source, raw) for source in sources if (raw := _read(bench, source)) is not None]
    bench.stage("read")
    taken = []
    for source, raw in read:
        try:
            taken.append(Taken(source, raw, decode(raw)))
        except Undecodable as error:
            bench.rejects.append(Reject(source.uri, source.doc_id, error.reason, error.detail))
    bench.stage("decode")
    return taken


def _read(bench: _Bench, source: Source) -> bytes | None:
    """Read a file; what it holds must be what the scan saw."""
    try:
        raw = read_file(path_of(bench.shard.root, source.uri), bench.shard.max_file_bytes)
        if doc_id_of(raw) != source.doc_id:
            raise RefusedError("changed_while_read", "the file changed since it was listed")
    except RefusedError as refused:
        bench.rejects.append(Reject(source.uri, source.doc_id, refused.reason, refused.detail))
        return None
    return raw


def _refine(bench: _Bench, taken: Sequence[Taken]) -> None:
    """Refine a batch; where a text breaks it, halve it until the text stands alone, and reject that one."""
    if not taken:
        return
    doc_ids, texts = [t.source.doc_id for t in taken], [t.decoded.text for t in taken]
    try:
        refined = refine(doc_ids, texts, bench.shard.commit_id, bench.desk)
    except Exception as error:  # whatever a text does to the code, the rest of the shard must land
        if len(taken) == 1:
            source = taken[0].source
            bench.rejects.append(Reject(source.uri, source.doc_id, FAILED, f"{type(error).__name__}: {error}"))
            return
        middle = len(taken) // 2
        _refine(bench, taken[:middle])
        _refine(bench, taken[middle:])
        return
    for stage, seconds in refined.stage_seconds.items():
        bench.seconds[stage] += seconds
    bench.clock = thread_time()
    for name, batch in refined.batches.items():
        bench.batches[name].append(batch)
    bench.batches["documents"].append(_documents([t for t in taken if not t.source.is_stored], bench.shard.commit_id))
    bench.stage("tables")


def _refuse_to_fail_on_all(bench: _Bench) -> None:
    """Raise where no text at all could be refined: then the fault is not the texts'."""
    failed = [reject for reject in bench.rejects if reject.reason == FAILED]
    if len(failed) > 1 and not bench.batches:
        raise RefineError(f"all of {len(failed):,} documents failed, the last with {failed[-1].detail}")


def _documents(taken: Sequence[Taken], commit_id: int) -> pa.RecordBatch:
    return TABLES["documents"].batch(
        {
            "doc_id": [t.source.doc_id for t in taken],
            "text": [t.decoded.text for t in taken],
            "encoding": [t.decoded.encoding for t in taken],
            "byte_count": [len(t.raw) for t in taken],
            "char_count": [len(t.decoded.text) for t in taken],
            "decoded_how": [t.decoded.how for t in taken],
            "bytes": [t.decoded.bytes for t in taken],
            "_commit": [commit_id] * len(taken),
        }
    )


def _fixes(edits: Sequence[pa.RecordBatch]) -> dict[str, int]:
    """Count applied fixes by the code of their rule."""
    found: Counter[str] = Counter()
    for batch in edits:
        made = pc.and_(batch["applied"], pc.equal(batch["action"], "fix"))
        found.update(pc.list_flatten(batch["codes"].filter(made)).to_pylist())
    return dict(found)


def _put(bench: _Bench) -> tuple[DataFile, ...]:
    """Store what has rows, under names that no second attempt at the same shard shares."""
    shard = bench.shard
    warehouse = Warehouse(shard.warehouse)
    part = f"{shard.number:05d}-{secrets.token_hex(4)}"
    filled = {name: [b for b in batches if b.num_rows] for name, batches in bench.batches.items()}
    return tuple(
        warehouse.put(TABLES[name], batches, shard.commit_id, part) for name, batches in filled.items() if batches
    )
