"""The pages of documentation show what the commands print: `python -m tests.test_pages` writes the answers anew."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from flows.cli.formats import answer
from tests.test_readme import TYPED, timeless
from warehouse import Warehouse
from warehouse.sandbox import open_sandboxed

ROOT = Path(__file__).parent.parent
PAGES = (
    "warehouse/TUTORIAL.md",
    "warehouse/RECIPES.md",
    "flows/OPERATIONS.md",
    "flows/UPGRADE.md",
    "flows/DISK.md",
    "transforms/LIMITS.md",
)
WITH_ANSWERS = PAGES[:2]
EVERY_PAGE = [*ROOT.glob("*.md"), *ROOT.glob("[a-z]*/**/*.md")]
CONSOLE = re.compile(r"```console\n((?:(?!```).*\n)*)```\n")
# What is another one at each run.
ALWAYS_OTHER = (
    (r"(decided at │ )\S+", r"\g<1>2031-05-06T07:08:09+00:00"),
    (r"seen [\d-]+ [\d:]+ UTC, run(\s+)\w{32}", rf"seen 2031-05-06 07:08 UTC, run\g<1>{'0' * 32}"),
    (r"(?m)^rules \w{12}$", f"rules {'0' * 12}"),
)
SQL = re.compile(r"```sql\n((?:(?!```).*\n)*)```\n(?:\n```text\n(?:(?!```).*\n)*```\n)?")


@contextmanager
def newsroom() -> Iterator[Path]:
    """A folder with a copy of the samples, taken in."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        shutil.copytree(ROOT / "seeds", place / "seeds")
        printed("run --direct", place)
        yield place


def printed(command: str, place: Path) -> str:
    """What a command prints."""
    chosen = {"COPYDESK_WAREHOUSE": "data", "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "flows.cli", *shlex.split(command.replace("\\\n", " "))]
    done = subprocess.run(words, cwd=place, env=os.environ | chosen, capture_output=True, text=True, check=True)
    for changing, same in ALWAYS_OTHER:
        done.stdout = re.sub(changing, same, done.stdout)
    return done.stdout


def renewed(text: str, place: Path) -> str:
    """A page with every answer as it is now; commands are run in their order."""

    def console(block: re.Match[str]) -> str:
        commands = re.findall(f"(?m)^{TYPED}", block[1])
        shown = "".join(f"$ copydesk {command}\n{printed(command, place)}" for command in commands)
        return f"```console\n{shown}```\n"

    return SQL.sub(lambda block: _asked(block[1], place), CONSOLE.sub(console, text))


def _asked(query: str, place: Path) -> str:
    out = io.StringIO()
    with open_sandboxed(Warehouse(place / "data")) as database, patch.dict(os.environ, COLUMNS="80"):
        answer(database, query, "table", out)
    return f"```sql\n{query}```\n\n```text\n{out.getvalue()}```\n"


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_ANSWERS)
def test_a_page_shows_what_is_printed(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert CONSOLE.search(text) or SQL.search(text)
    with newsroom() as place:
        assert timeless(renewed(text, place)) == timeless(text), "stale: run `make docs`"


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_a_table_of_contents_leads_to_headings(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = [re.sub(r"[^\w\- ]", "", line.lower()) for line in re.findall(r"(?m)^#+ (.*)$", text)]
    there = {heading.replace(" ", "-") for heading in headings} | set(re.findall(r'<a id="([\w-]+)">', text))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= there


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_no_line_of_a_block_is_wider_than_a_terminal(page: Path) -> None:
    blocks = re.findall(r"(?ms)^```\w+\n(.*?)^```$", page.read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []


@pytest.mark.slow
def test_what_a_run_takes_on_disk_is_measured_as_the_page_says() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.disk", "-n", "40"]
    measured = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tables = set(re.findall(r"(?m)^(\w+) +[\d.]+ bytes a text", measured)) - {"all"}
    assert tables <= set(re.findall(r"`(\w+)`", (ROOT / "flows" / "DISK.md").read_text("utf-8")))
    found = re.findall(r"(?m)^([^:\n]+): _data ([\d,]+)", measured)
    data = {step: int(size.replace(",", "")) for step, size in found}
    assert data["a run"] == data["a run with nothing to do"]
    assert data["all but the newest snapshot collected"] < data["all merged"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_files_that_exist(page: str) -> None:
    folder = (ROOT / page).parent
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
        assert target.startswith("https://") or (folder / target).exists(), target


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_reports_that_are_named_exist(page: str) -> None:
    from flows.cli.app import app
    from warehouse.named_queries import named_queries

    text = (ROOT / page).read_text(encoding="utf-8")
    commands = {c.callback.__name__ for c in app.registered_commands if c.callback}
    assert set(re.findall(r"[`$] ?copydesk ([a-z]+)", text)) <= commands | {"serve"}
    assert set(re.findall(r"copydesk report ([a-z_]+)", text)) <= set(named_queries("reports"))


if __name__ == "__main__":
    for name in WITH_ANSWERS:
        with newsroom() as samples:
            (ROOT / name).write_text(renewed((ROOT / name).read_text(encoding="utf-8"), samples), encoding="utf-8")
