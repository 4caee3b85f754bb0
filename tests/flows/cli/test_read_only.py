"""Every question is answered by a warehouse that nothing can be written into: a mount for readers, say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import Newsroom

pytestmark = pytest.mark.slow
SEARCH = "SELECT uri FROM search('harbour')"
QUESTIONS = [
    ["sql", SEARCH, "--format", "csv"],
    ["sql", SEARCH, "--format", "csv", "--at", "1"],
    ["report", "agencies"],
    ["report", "--html", "page.html"],
    ["explain", "harbour.txt"],
    ["sample", "headline"],
    ["plan"],
    ["export", "files"],
    ["snapshots"],
    ["verify"],
    ["check"],
    ["run", "--dry-run", "--seeds", "wire"],
]


def read_only(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in a mount namespace in which `folder` is read-only."""
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    words = ["unshare", "--mount", "sh", "-c", script, str(folder), *command]
    return subprocess.run(words, cwd=folder.parent, capture_output=True, text=True, check=False, timeout=300)


def test_every_question_is_answered_without_writing(filled: Newsroom) -> None:
    if read_only(filled.root, "true").returncode:
        pytest.skip("no mounts may be made here")
    assert read_only(filled.root, "touch", str(filled.root / "x")).returncode == 1
    for words in QUESTIONS:
        done = read_only(filled.root, sys.executable, "-P", "-m", "flows.cli", *words, "--warehouse", str(filled.root))
        assert (done.returncode, done.stderr) == (0, ""), words
        if "sql" in words:
            assert done.stdout == "uri\nharbour.txt\n"
