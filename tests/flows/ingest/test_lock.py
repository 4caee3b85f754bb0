"""One holder at a time, and no wish for a scan is lost."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.ingest.lock import RunLock, ScanRequest

ONE, OTHER = ScanRequest("/srv/a\n'", "a"), ScanRequest("/srv/b", "b")


def test_one_holds_the_lock_and_the_next_gets_it_afterwards(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path), RunLock(tmp_path)
    with first.held() as is_first, second.held() as is_second:
        assert (is_first, is_second) == (True, False)
    with second.held() as is_second:
        assert is_second


def test_marks_are_taken_once(tmp_path: Path) -> None:
    lock = RunLock(tmp_path)
    assert not lock.is_asked()
    for wanted in (ONE, OTHER, ONE):
        RunLock(tmp_path).ask(wanted)
    assert lock.is_asked()
    assert {lock.take(), lock.take()} == {ONE, OTHER}
    assert lock.take() is None
    assert not lock.is_asked()


def test_a_kill_releases_the_lock(tmp_path: Path) -> None:
    holder = (
        "import sys, pathlib, time; from flows.ingest.lock import RunLock\n"
        "with RunLock(pathlib.Path(sys.argv[1])).held() as ours: print(ours, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        with RunLock(tmp_path).held() as is_ours:
            assert not is_ours
        process.kill()
        process.wait()
    with RunLock(tmp_path).held() as is_ours:
        assert is_ours


def test_the_holder_is_named_without_trying_the_lock(tmp_path: Path) -> None:
    lock = RunLock(tmp_path)
    assert (lock.holder(), lock.taken_at()) == (None, None)
    begin = datetime.now(UTC) - timedelta(seconds=1)
    with lock.held():
        holder = lock.holder()
        assert holder is not None
        assert holder.pid == os.getpid()
        assert begin <= holder.since <= datetime.now(UTC) + timedelta(seconds=1)
    assert lock.holder() is None
    assert lock.taken_at() == holder.since
