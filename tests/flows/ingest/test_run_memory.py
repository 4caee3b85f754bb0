"""A limit on the memory of a run holds for its process and its workers together."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.ingest.run_memory import RunMemoryError, limited_memory
from flows.settings import Settings
from tests.benchmarks.made_up import stories
from tests.benchmarks.scale import family

GIB = 1 << 30


def anonymous_bytes(pid: int) -> int:
    """What a process holds in memory and no file backs; what several share is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss_Anon:"))


@pytest.mark.parametrize(
    ("run_bytes", "workers", "worker_bytes", "expected"),
    [
        (0, 4, 4 * GIB, (4, 4 * GIB)),
        (16 * GIB, 4, 4 * GIB, (4, 2 * GIB)),
        (16 * GIB, 4, GIB, (4, GIB)),
        (3 * GIB, 4, 4 * GIB, (2, 3 * GIB // 4)),
        (GIB, 4, 4 * GIB, (1, GIB // 2)),
    ],
)
def test_workers_share_half_of_it(run_bytes: int, workers: int, worker_bytes: int, expected: tuple[int, int]) -> None:
    settings = Settings(run_bytes=run_bytes, workers=workers, worker_bytes=worker_bytes)
    with limited_memory(settings) as limited:
        assert (limited.workers, limited.worker_bytes) == expected


def test_the_run_has_the_other_half_until_it_ends() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with limited_memory(Settings(run_bytes=64 * GIB)):
        assert resource.getrlimit(resource.RLIMIT_DATA)[0] == 32 * GIB
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_run_that_needs_more_says_which_setting() -> None:
    said = "34,359,738,368 bytes, half of the setting run_bytes"
    with pytest.raises(RunMemoryError, match=said), limited_memory(Settings(run_bytes=64 * GIB)):
        bytearray(33 * GIB)


@pytest.mark.slow
def test_a_run_and_its_workers_stay_within_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n, text in enumerate(stories(1_200)):
        (tmp_path / "in" / f"{n}.txt").write_text(text)
    roots = ["--seeds", tmp_path / "in", "--warehouse", tmp_path / "root", "--workers", "4"]
    command = [sys.executable, "-m", "flows.cli", "run", "--direct", *roots]
    run = subprocess.Popen(command, env=os.environ | {"COPYDESK_RUN_BYTES": str(GIB)}, stdout=subprocess.DEVNULL)
    most = 0
    while run.poll() is None:
        most = max(most, sum(map(anonymous_bytes, family(run.pid))))
        time.sleep(0.05)
    assert run.returncode == 0
    assert 0 < most <= GIB
