"""What a run of one new file costs the run's own process: each thing is read, built and opened once."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

import duckdb
import pytest

from flows.ingest import diff
from flows.ingest.commit_batches import shards_of
from tests.flows.conftest import STORY, Newsroom
from warehouse.catalog import script
from warehouse.snapshot import load

pytestmark = pytest.mark.published
WATCHED = {load.__code__: "manifests read", script.__code__: "scripts built", shards_of.__code__: "steps cut"}


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    """Filled and published where it is, not copied."""
    newsroom.drop(harbour=STORY)
    newsroom.run()
    return newsroom


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count the calls of what is watched, and the databases opened, in this process."""
    counts: Counter[str] = Counter()
    real = duckdb.connect

    def connect(*given: object, **named: object) -> object:
        counts["databases opened"] += 1
        return real(*given, **named)  # type: ignore[arg-type]

    def notice(frame: FrameType, event: str, _: object) -> None:
        code: CodeType = frame.f_code
        if event == "call" and code in WATCHED:
            counts[WATCHED[code]] += 1

    with monkeypatch.context() as patched:
        patched.setattr(duckdb, "connect", connect)
        sys.setprofile(notice)
        try:
            yield counts
        finally:
            sys.setprofile(None)


def test_a_run_of_one_file_does_nothing_twice(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.drop(ferry="The ferry to the islands left on time. It was full.\n")
    with counting(monkeypatch) as counts:
        assert filled.run() == 0
    # The head for the scan and for the commit, and the copy of it that was published.
    assert counts == {"manifests read": 3, "scripts built": 1, "databases opened": 2, "steps cut": 1}


def test_a_run_with_nothing_to_do_opens_no_database(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "SETTLING_NS", -(10**12))  # a file that was just written is trusted
    filled.run(rehash=True)
    filled.run()
    with counting(monkeypatch) as counts:
        assert filled.run() == 0
    # The script is compared with the published one.
    assert counts == {"manifests read": 2, "scripts built": 1}
