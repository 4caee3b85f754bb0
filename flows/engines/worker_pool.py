"""Worker processes that refine shards: if one crashes or hangs, the text that caused it is rejected."""

import os
import resource
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from flows.engines.fork_server import ForkServer
from flows.engines.keeping_values import keeping_values
from flows.ingest.shard import BYTES_PER_SECOND, TIMED_OUT, WORST, Beat, Receipt, RefineError, Shard, refine_shard
from flows.sources.source import Reject, Source
from flows.system.compiled_patterns import COMPILED_PATTERNS

if TYPE_CHECKING:  # otherwise the processes would import it unnecessarily
    from flows.settings import Settings

# If more texts than this crash and none is refined, a good text shows whether the machine or the software is at fault.
MOST_REJECTS = 20
# An invented text with something to repair and to extract, so that all data is loaded at this first use.
STORY = "SUVA, May 23 (AFP) - The harbour , he said, is open.\n\n23/05/2024 19:14:07 – Suva (AFP) – © 2024 AFP\n"
Work = Callable[[Shard], Receipt]
WatchedWork = Callable[[Shard, Beat], Receipt]
# A worker itself stops a text that takes too much CPU time, unless native code blocks it: then the run ends the worker.
# Without a sign of life the run waits so many times as long, and some seconds more: the machine may be busy.
PATIENCE = 4
SLACK_SECONDS = 5.0


_Kind = tuple[tuple[str, ...], tuple[str, ...], WatchedWork, int]
"""The common properties of workers of one fork server: select, ignore, their work and their memory limit."""
_KEPT: dict[_Kind, list[ForkServer]] | None = None


@contextmanager
def fork_servers_kept() -> Iterator[None]:
    """In the block, a fork server survives its worker pool, and serves the next pool of its kind."""
    global _KEPT  # noqa: PLW0603 - in a process that makes many runs
    _KEPT = {}
    try:
        yield
    finally:
        for nursery in (nursery for some in _KEPT.values() for nursery in some):
            nursery.close()
        _KEPT = None


def _nursery(kind: _Kind, *, is_large: bool = False) -> ForkServer:
    """A kept fork server, or a new one."""
    if _KEPT and _KEPT.get(kind):
        return _KEPT[kind].pop()
    select, ignore, work, most_bytes = kind
    prepare = partial(_prepare, select, ignore, is_large=is_large)
    return ForkServer(prepare, partial(_serve, work=work, most_bytes=most_bytes))


class WorkerFailure(NamedTuple):
    """A worker that did not answer: `reason` as in `rejects`, and details."""

    reason: str
    detail: str


class WorkerPool:
    """A pool of at most so many processes, started when needed. Its methods may be called from any thread."""

    def __init__(self, settings: "Settings", work: WatchedWork = refine_shard) -> None:
        self._settings = settings
        self._kind = settings.select, settings.ignore + settings.off, work, settings.worker_bytes
        self._nursery: ForkServer | None = None
        self._lock = threading.Lock()
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        self._alive: set[_Worker] = set()
        self._rejected, self._is_sound, self._is_closed = 0, False, False
        for _ in range(settings.workers):
            self._idle.put(None)

    def refine(self, shard: Shard) -> Receipt:
        """Refine a shard in one of the processes, and wait for it.

        If a process crashes, the shard is tried again, and then in halves, down to the single text that crashes its
        process or does not end: it becomes a reject. Raises the errors of the work, and RefineError if many texts fail
        and a text that is known to be good fails too.
        """
        first = self._ask(shard)
        if isinstance(first, Receipt):
            return first
        # A process that was killed from outside is no evidence against the texts.
        again = self._ask(shard) if first.reason == "crashed" else first
        return again if isinstance(again, Receipt) else self._isolate(shard, again)

    def prepare(self, *, is_large: bool = False) -> None:
        """Start the fork server, which takes a second: best before this process has threads.

        For a large job all patterns are compiled there, once; otherwise each process compiles those that it uses.
        """
        with self._lock:
            self._nursery = self._nursery or _nursery(self._kind, is_large=is_large)

    def close(self) -> None:
        """Kill all processes; their current work is lost."""
        with self._lock:
            self._is_closed = True
        for worker in tuple(self._alive):
            worker.end()
        if self._nursery and _KEPT is not None:
            _KEPT.setdefault(self._kind, []).append(self._nursery)
        elif self._nursery:
            self._nursery.close()

    def _isolate(self, shard: Shard, death: WorkerFailure) -> Receipt:
        if len(shard.sources) == 1:
            return self._reject(shard, death)
        middle = len(shard.sources) // 2
        receipts = []
        for sources in (shard.sources[:middle], shard.sources[middle:]):
            half = replace(shard, sources=sources)
            answer = self._ask(half)
            receipts.append(answer if isinstance(answer, Receipt) else self._isolate(half, answer))
        return _together(*receipts)

    def _reject(self, shard: Shard, death: WorkerFailure) -> Receipt:
        self._rejected += 1
        if self._rejected > MOST_REJECTS:
            self._refuse_unless_sound(shard, death)
        (source,) = shard.sources
        reject = Reject(source.uri, source.doc_id, death.reason, death.detail)
        return Receipt(shard.number, shard.step, 0, (), (reject,), {}, {})

    def _refuse_unless_sound(self, shard: Shard, death: WorkerFailure) -> None:
        """Try a good text once, if none was refined yet: if it fails too, the texts are not the cause."""
        if not self._is_sound:
            good = replace(shard, root=None, sources=(Source("", "", len(STORY), is_stored=True),), texts={"": STORY})
            self._ask(good)
        if not self._is_sound:
            raise RefineError(f"{self._rejected} documents crashed their process, the last one: {death.detail}")

    def _ask(self, shard: Shard) -> Receipt | WorkerFailure:
        """Give the shard to an idle process; raises the errors of the work."""
        worker = self._idle.get()
        try:
            if worker is None:
                worker = self._start()
            byte_count = sum(source.byte_count for source in shard.sources)
            seconds = SLACK_SECONDS + PATIENCE * (self._settings.text_seconds + byte_count / BYTES_PER_SECOND)
            answer = worker.ask(shard, seconds)
            if isinstance(answer, WorkerFailure):
                self._alive.discard(worker)
                worker = None
        finally:
            self._idle.put(worker)
        if self._is_closed:
            raise RefineError("the run was ended")
        if isinstance(answer, Exception):
            raise answer
        self._is_sound |= isinstance(answer, Receipt) and answer.document_count > 0
        return answer

    def _start(self) -> "_Worker":
        with self._lock:
            if self._is_closed:
                raise RefineError("the run was ended")
            worker = self._fork()
            self._alive.add(worker)
        return worker

    def _fork(self) -> "_Worker":
        """Fork a worker; if the fork server was killed, from a new one."""
        with suppress(EOFError, OSError):
            if self._nursery:
                return _Worker(self._nursery)
        self._nursery = _nursery(self._kind)
        try:
            return _Worker(self._nursery)
        except (EOFError, OSError) as error:
            raise RefineError(f"no worker process could be started: {error}") from error


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, nursery: ForkServer) -> None:
        self._nursery = nursery
        self._pid, self._pipe = nursery.fork()

    def ask(self, shard: Shard, seconds: float) -> Receipt | Exception | WorkerFailure:
        try:
            self._pipe.send(shard)
            while self._pipe.poll(seconds):
                answer: Receipt | Exception | WorkerFailure | None = self._pipe.recv()
                if answer is not None:
                    return answer
        except (EOFError, OSError):
            return WorkerFailure("crashed", f"its process ended with exit code {self.end()}")
        self.end()
        return WorkerFailure(TIMED_OUT, f"not done after {seconds:,.1f} seconds")

    def end(self) -> int | None:
        """Kill the process; returns its exit code, None if it was already returned."""
        return self._nursery.end(self._pid)


def _prepare(select: tuple[str, ...], ignore: tuple[str, ...], *, is_large: bool) -> None:
    """Load what every worker needs, which takes nearly all of the 1.3 seconds until it is ready."""
    with COMPILED_PATTERNS.in_use(), keeping_values():
        from transforms.lazy_pattern import compile_all  # noqa: PLC0415
        from transforms.refine import Pipeline, refine  # noqa: PLC0415 - the run itself needs none of it

        refine([""], [STORY], 0, Pipeline.of(select, ignore))
        if is_large:
            compile_all()


def _serve(pipe: Connection, work: WatchedWork, most_bytes: int) -> None:
    """Work as a worker: receive shards, send receipts or errors, and None as a sign of life."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes if hard < 0 else min(most_bytes, hard), hard))
    with suppress(EOFError, ConnectionError):  # the run has ended
        while True:
            pipe.send(_answer(work, pipe.recv(), partial(pipe.send, None)))


def _answer(work: WatchedWork, shard: Shard, beat: Beat) -> Receipt | Exception:
    try:
        return work(shard, beat)
    except MemoryError:
        # After a failed allocation this process is not reliable: the run isolates the text in a new process.
        os._exit(1)
    except RefineError as error:
        return error
    except Exception as error:  # the run reports it; its own type may not be picklable
        return RuntimeError(f"{type(error).__name__}: {error}")


def _end_with_the_run() -> None:
    """End this worker when the run is killed, even while it works."""
    run = parent_process()
    if run is not None:
        run.join()
        os._exit(1)


def _together(one: Receipt, two: Receipt) -> Receipt:
    return Receipt(
        one.shard,
        one.step,
        one.document_count + two.document_count,
        (*one.files, *two.files),
        (*one.rejects, *two.rejects),
        dict(Counter(one.stage_seconds) + Counter(two.stage_seconds)),
        dict(Counter(one.fixes) + Counter(two.fixes)),
        one.edits + two.edits,
        tuple(sorted((*one.worst, *two.worst), reverse=True)[:WORST]),
        {name: [*one.rows.get(name, ()), *two.rows.get(name, ())] for name in one.rows | two.rows},
    )
