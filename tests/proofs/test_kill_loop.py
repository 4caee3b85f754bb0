"""A writer is killed at every point and at any moment; the same work done again ends well, and readers never notice."""

import multiprocessing
import random
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import duckdb
import pytest

from tests.proofs.doomed import Doomed, plan, work
from tests.warehouse.toy_desk import digest
from warehouse import Warehouse
from warehouse.upkeep import verify

TASKS = ("upsert", "remove", "reprocess", "compact", "gc")
POINTS = tuple(
    f"{step} {kind}"
    for kind in ("data", "manifest", "published")
    for step in ("write", "flush", "flush_folder", "claim" if kind == "manifest" else "replace", "unlink")
    if (step, kind) not in {("unlink", "published")}
)
# Each point is met twice, by two works; gc has points of its own.
AT_POINTS = [
    *((point, task) for point in POINTS for task in ("upsert", "compact")),
    *((point, "gc") for point in ("unlink manifest", "flush_folder manifest", "unlink data") for _ in range(2)),
]
MOMENTS = 60
FORK_SECONDS = 0.03
# In each snapshot: a document and an article for every file, and as many edits as the articles say.
INVARIANT = """
    SELECT
        (SELECT count(DISTINCT doc_id) FROM current_documents) = (SELECT count(*) FROM articles)
        AND (SELECT count(*) FROM articles) = (SELECT count(*) FROM articles SEMI JOIN documents USING (doc_id))
        AND (SELECT coalesce(sum(edit_count), 0) FROM articles) = (SELECT count(*) FROM edits WHERE applied),
        (SELECT count(*) FROM current_documents)
"""
FORKS = multiprocessing.get_context("forkserver")


def doomed(root: Path, task: str, seed: int, point: str | None, countdown: int) -> None:
    """Do the work until the named point kills it; without one, until somebody else does."""
    work(root, task, seed, Doomed(root, point, countdown, after=countdown == 0 and seed % 2 == 0) if point else None)


def poll(root: Path, done: object, results: object) -> None:
    """Read what is published, from another process, again and again."""
    polls = errors = mixed = 0
    said: list[str] = []
    while not done.is_set():  # type: ignore[attr-defined]
        try:
            with duckdb.connect(root / "warehouse.duckdb", read_only=True) as database:
                ((is_whole, _),) = database.execute(INVARIANT).fetchall()
            with Warehouse(root).connect() as database:
                ((is_whole_too, _),) = database.execute(INVARIANT).fetchall()
            polls, mixed = polls + 2, mixed + (not is_whole) + (not is_whole_too)
        except Exception as error:  # whatever a reader meets is what this counts
            errors += 1
            said.append(f"{type(error).__name__}: {error}"[:300])
        time.sleep(0.05)
    results.put((polls, mixed, errors, said[:3]))  # type: ignore[attr-defined]


def start(*given: object) -> ForkServerProcess:
    process = FORKS.Process(target=doomed, args=given)
    process.start()
    return process


def held(root: Path) -> dict[str, str]:
    with Warehouse(root).connect() as database:
        return dict(database.execute("SELECT uri, doc_id FROM current_documents").fetchall())


def killed(root: Path, task: str, seed: int, point: str | None, patience: float) -> bool:
    """Start the work and kill it, at the point or after a while; say whether it died before its end."""
    process = start(root, task, seed, point, 0)
    process.join(60 if point else patience)
    if process.is_alive():
        process.kill()
        process.join()
    assert process.exitcode in {0, -9}
    return process.exitcode != 0


@pytest.mark.prove
def test_killed_anywhere(tmp_path: Path) -> None:
    FORKS.set_forkserver_preload(["tests.proofs.doomed", "warehouse.upkeep"])
    chance, root = random.Random(11), tmp_path / "warehouse"
    kills = dict.fromkeys(("load", *TASKS), 0)
    for number, point in enumerate([None, None, "replace data", "claim manifest", "replace published"]):
        other = tmp_path / f"load {number}"
        kills["load"] += killed(other, "load", 1, point, chance.uniform(0.05, 0.5))
        work(other, "load", 1)
        assert held(other) == {uri: digest(text or "") for uri, text in plan("load", 1).items()}
    work(root, "load", 0)
    files = {uri: digest(text or "") for uri, text in plan("load", 0).items()}

    moments = [(None, TASKS[number % len(TASKS)]) for number in range(MOMENTS)]
    ends: list[tuple[str | None, str]] = [*AT_POINTS, *moments]
    took = dict.fromkeys(TASKS, 0.3)
    done, results = FORKS.Event(), FORKS.Queue()
    reader = FORKS.Process(target=poll, args=(root, done, results))
    reader.start()
    try:
        for seed, (point, task) in enumerate(ends):
            kills[task] += killed(root, task, seed, point, chance.uniform(0.0, took[task]))
            clock = time.monotonic()
            work(root, task, seed)
            took[task] = FORK_SECONDS + time.monotonic() - clock
            if task in {"upsert", "remove"}:
                files = {uri: doc_id for uri, doc_id in files.items() if uri not in plan(task, seed)}
                files |= {uri: digest(text) for uri, text in plan(task, seed).items() if text is not None}
            assert held(root) == files
    finally:
        done.set()
        polls, mixed, errors, said = results.get(timeout=60)
        reader.join(60)
    assert (mixed, errors) == (0, 0), said
    assert verify(Warehouse(root)) == []
    assert sum(kills.values()) > len(ends) / 2
    print(
        f"\n{len(ends) + 5} works were to be killed, {sum(kills.values())} were ({kills}); {polls} polls of a reader, "
        f"{mixed} mixed, {errors} errors; {len(files)} files, 0 lost"
    )
