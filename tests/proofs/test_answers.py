"""What every answer costs on made-up documents, and a correction that goes through all that can befall a warehouse."""

import shutil
from datetime import UTC, datetime
from math import inf
from pathlib import Path

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.runs.corrections import correct
from flows.runs.maintenance import collect, go_back, merge
from flows.runs.reprocess import Scope, reprocess
from flows.settings import settings_of
from tests.benchmarks.answers import answers
from tests.benchmarks.made_up import write_inbox
from tests.flows.conftest import Newsroom
from warehouse import Warehouse
from warehouse.decisions import Decision
from warehouse.verify import verify

pytestmark = pytest.mark.prove

COUNT = 3_000
MOST_SECONDS = 2


def test_no_answer_takes_long(tmp_path: Path) -> None:
    """Of CPU time, since others may be at work; `python -m tests.benchmarks.answers` tells it of any warehouse."""
    room = Newsroom(tmp_path)
    write_inbox(room.seeds, COUNT)
    assert room.run() == 0
    for warehouse in (Warehouse(tmp_path / "none"), room.warehouse):
        found = list(answers(warehouse, tmp_path / "state"))
        shutil.rmtree(tmp_path / "state")
        print(*(f"{took.cpu_seconds:6.2f} s {took.rows:7,} {took.what}" for took in found), sep="\n")
        assert [took for took in found if took.cpu_seconds > MOST_SECONDS and "index" not in took.what] == []


def test_a_correction_outlives_everything(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.seeds.mkdir()
    room.drop(harbour="LISBON, May 6 (ANA) - The council voted on Monday , late , to widen the old harbour.\n")
    room.run()
    settings = settings_of(seeds=str(room.seeds), warehouse=str(room.root), ignore=("TYP001",))
    show = Console(Terminal(quiet=True), Terminal(quiet=True))

    def stands() -> bool:
        assert verify(room.warehouse) == []
        query = """
            SELECT agency, value, reader FROM articles JOIN facts USING (doc_id)
            WHERE field = 'agency' AND reader = 'human'
        """
        return room.rows(query) == [("BNB", "BNB", "human")]

    correct(settings, "harbour.txt", Decision("", "agency", "BNB", "as filed", "Ada", datetime.now(UTC)))
    assert stands()
    before = room.values("SELECT rules_version FROM articles")
    assert reprocess(settings, Scope(), show, direct=True) == 0
    assert stands()
    assert room.values("SELECT rules_version FROM articles") != before
    go_back(settings, 1)  # to before the correction
    assert stands()
    assert room.values("SELECT rules_version FROM articles") == before
    merge(settings, inf)
    collect(settings)
    assert stands()
    shutil.rmtree(room.root)
    assert room.run() == 0
    assert stands()
