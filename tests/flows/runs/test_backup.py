"""Backup and restore, by the steps of OPERATIONS.md as they are written there."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from warehouse import Warehouse
from warehouse.gc import collect_garbage

PAGE = Path(__file__).parents[3] / "flows" / "OPERATIONS.md"
STORY = "The council voted on Monday to widen the old harbour. Work begins in the spring.\n"

pytestmark = pytest.mark.slow


def steps(number: int) -> list[str]:
    """The lines of a block of commands: 0 copies, 1 restores. Runs go without Prefect."""
    section = PAGE.read_text("utf-8").partition("## Backup and restore\n")[2].partition("\n## ")[0]
    block = re.findall(r"```sh\n(.+?)```", section, re.DOTALL)[number]
    return block.replace("copydesk run", "copydesk run --direct").splitlines()


class Site:
    """A folder with seeds/ and, after a run, warehouse/data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "seeds").mkdir()

    def drop(self, name: str) -> None:
        (self.folder / "seeds" / f"{name}.txt").write_text(f"{name}. {STORY}")

    def do(self, *commands: str) -> str:
        """Run commands in a shell that ends at the first that fails; gives the standard output."""
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-ec", "\n".join(commands)],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def status(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.do("copydesk status --format json"))
        return found


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    made.drop("harbour")
    made.do("copydesk run --direct")
    return made


def test_what_was_copied_is_restored_and_runs_go_on(site: Site) -> None:
    site.do(*steps(0))
    site.drop("ferry")
    site.do("copydesk run --direct")
    for path in (site.folder / "warehouse" / "data" / "_data" / "articles").iterdir():
        path.unlink()
    site.do(*steps(1))
    assert (site.folder / "warehouse" / "data" / "warehouse.duckdb").exists()
    status = site.status()
    assert (status["health"], status["documents"], status["snapshot_count"]) == ("well", 2, 2)
    assert site.do("copydesk sql 'SELECT count(*) FROM runs' --format csv").split() == ["count_star()", "2"]


def test_a_run_during_the_copy_does_no_harm(site: Site) -> None:
    folder, snapshots, *others = steps(0)
    assert "_snapshots" in snapshots
    site.drop("ferry")
    site.do(folder, snapshots, "copydesk run --direct", *others)
    site.do("copydesk verify --warehouse backup", *steps(1))
    assert site.status()["documents"] == 2


def test_a_collection_during_the_copy_leaves_the_newest_snapshot_whole(site: Site) -> None:
    site.drop("ferry")
    site.do("copydesk run --direct", "copydesk compact", *steps(0)[:2])
    collect_garbage(Warehouse(site.folder / "warehouse" / "data"), timedelta(0), keep_last=1, keep_days=0)
    site.do(*steps(0)[2:])
    said = site.do("copydesk verify --warehouse backup || echo exit $?")
    assert "/articles/" in said
    assert said.endswith("exit 1\n")
    assert site.do("copydesk sql 'SELECT count(*) FROM articles' --warehouse backup --format csv").split()[1] == "2"
