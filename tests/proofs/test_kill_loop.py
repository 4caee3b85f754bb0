"""A writer is killed at every point and at any moment; the same work done again ends well, and readers never notice."""

import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

import duckdb
import pytest

from flows.ingest.link_documents import link_documents
from tests.flows.linked_desk import partition
from tests.proofs.doomed import Doomed, plan, work
from tests.warehouse.toy_desk import digest
from warehouse import Snapshot, Warehouse, new_commit_id
from warehouse.commit import next_after, relinked
from warehouse.linking import LINKS
from warehouse.lookup import current_files
from warehouse.verify import verify

TASKS = ("upsert", "remove", "reprocess", "compact", "gc")
STEPS = {
    "data": ("write", "flush", "replace", "flush_folder"),
    "manifest": ("write", "flush", "publish_if_absent", "flush_folder"),
    "staged": ("unlink",),
    "published": ("write", "flush", "replace", "flush_folder"),
}
POINTS = [f"{step} {kind}" for kind, steps in STEPS.items() for step in steps]
UNHARMED = "never"
# Each point is met twice, by two works; gc, for which an upsert makes work, has points of its own.
AT_POINTS = [
    *((point, task) for point in POINTS for task in ("upsert", "compact")),
    *(
        end
        for point in ("publish_if_absent manifest", "unlink manifest", "unlink data") * 2
        for end in ((UNHARMED, "upsert"), (point, "gc"))
    ),
]
AT_MOMENTS = [(None, TASKS[number % len(TASKS)]) for number in range(40)]
LOADS = (None, None, "replace data", "publish_if_absent manifest", "replace published")
FORK_SECONDS = 0.03
# In each snapshot: a document and an article for every file, as many edits as the articles say, links of these alone.
INVARIANT = """
    SELECT
        (SELECT count(DISTINCT doc_id) FROM current_documents) = (SELECT count(*) FROM articles)
        AND (SELECT count(*) FROM articles) = (SELECT count(*) FROM articles SEMI JOIN documents USING (doc_id))
        AND (SELECT count(*) FROM articles) = (SELECT count(*) FROM articles SEMI JOIN story_terms USING (doc_id))
        AND NOT EXISTS (FROM stored.article_stories ANTI JOIN articles USING (doc_id))
        AND NOT EXISTS (FROM stored.duplicates ANTI JOIN articles USING (doc_id))
        AND (SELECT coalesce(sum(edit_count), 0) FROM articles) = (SELECT count(*) FROM edits WHERE applied),
        (SELECT count(*) FROM current_documents)
"""
FORKS = multiprocessing.get_context("forkserver")


def doomed(root: Path, task: str, seed: int, point: str | None) -> None:
    """Do the work until the named point kills it; without one, until somebody else does."""
    if point is None:
        work(root, task, seed)
        return
    store = Doomed(root, point, after=seed % 2 == 0)
    with mock.patch("warehouse.warehouse.open_store", return_value=store):
        work(root, task, seed)


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
        time.sleep(0.2)
    results.put((polls, mixed, errors, said[:3]))  # type: ignore[attr-defined]


def held(root: Path) -> dict[str, str]:
    return dict(zip(*current_files(Warehouse(root).stored("arrivals"), "wire").to_pydict().values(), strict=True))


def killed(root: Path, task: str, seed: int, point: str | None, patience: float) -> bool:
    """Start the work and kill it, at the point or after a while; say whether it died before its end."""
    process = FORKS.Process(target=doomed, args=(root, task, seed, point))
    process.start()
    process.join(60 if point else patience)
    if process.is_alive():
        process.kill()
        process.join()
    assert process.exitcode in {0, -9}
    return process.exitcode != 0


@contextmanager
def polled(root: Path) -> Iterator[list[int]]:
    """Poll while the block runs; the list is filled at its end: polls, mixed, errors."""
    done, results, found = FORKS.Event(), FORKS.Queue(), []
    reader = FORKS.Process(target=poll, args=(root, done, results))
    reader.start()
    try:
        yield found
    finally:
        done.set()
        polls, mixed, errors, said = results.get(timeout=60)
        reader.join(60)
    found += [polls, mixed, errors]
    assert (mixed, errors) == (0, 0), said


def relink(warehouse: Warehouse) -> None:
    """Link all documents as if none were linked yet."""

    def successor(head: Snapshot) -> Snapshot:
        unlinked = replace(head, files={name: files for name, files in head.files.items() if name not in LINKS})
        return relinked(
            warehouse.store,
            next_after(unlinked, new_commit_id(), "repair"),
            lambda index: link_documents(index, "again"),
        )

    warehouse.add(successor)


@pytest.mark.prove
@pytest.mark.parametrize(("ends", "surely"), [(AT_POINTS, True), (AT_MOMENTS, False)], ids=["points", "moments"])
def test_killed_anywhere(ends: list[tuple[str | None, str]], surely: bool, tmp_path: Path) -> None:
    FORKS.set_forkserver_preload(["tests.proofs.doomed", "flows.ingest.ingest", "warehouse.verify"])
    chance, root = random.Random(11), tmp_path / "warehouse"
    kills = dict.fromkeys(("load", *TASKS), 0)
    for number, point in enumerate(LOADS):
        other = tmp_path / f"load {number}"
        kills["load"] += killed(other, "load", 1, point, chance.uniform(0.05, 0.5))
        work(other, "load", 1)
        assert held(other) == {uri: digest(text or "") for uri, text in plan("load", 1).items()}
    work(root, "load", 0)
    files = {uri: digest(text or "") for uri, text in plan("load", 0).items()}
    took = dict.fromkeys(TASKS, 0.3)
    with polled(root) as polls:
        for seed, (point, task) in enumerate(ends):
            if point != UNHARMED:
                died = killed(root, task, seed, point, chance.uniform(0.0, took[task]))
                assert died or not surely, (point, task)
                kills[task] += died
            clock = time.monotonic()
            work(root, task, seed)
            took[task] = FORK_SECONDS + time.monotonic() - clock
            if task in {"upsert", "remove"}:
                files = {uri: doc_id for uri, doc_id in files.items() if uri not in plan(task, seed)}
                files |= {uri: digest(text) for uri, text in plan(task, seed).items() if text is not None}
            assert held(root) == files
    assert verify(Warehouse(root)) == []
    linked = partition(Warehouse(root))
    assert linked[0]
    relink(Warehouse(root))
    assert partition(Warehouse(root)) == linked
    assert sum(kills.values()) > len(ends) / 2
    print(
        f"\n{len(ends)} works and {len(LOADS)} first loads, {sum(kills.values())} of them killed ({kills}); "
        f"polls of a reader, mixed, errors: {polls}; {len(files)} files, 0 lost"
    )
