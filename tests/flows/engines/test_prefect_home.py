"""Prefect's home is ours: its settings, its database, its template."""

import os
import sqlite3
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.engines.prefect_home import DATABASE, SETTINGS, mark_ready, prepare_home, ready_database, template_path


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("PREFECT_"):
            monkeypatch.delenv(name)
    for name in ("PREFECT_HOME", *SETTINGS):
        monkeypatch.setenv(name, "")  # what the code sets is put back afterwards
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("PREFECT_SERVER_DATABASE_MIGRATE_ON_START", "PREFECT_SERVER_REGISTER_BLOCKS_ON_START"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def make_database(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (v INT)")
    database.execute("INSERT INTO t VALUES (?)", [value])
    database.commit()
    database.close()


def read_database(path: Path) -> int:
    database = sqlite3.connect(path)
    try:
        return int(database.execute("SELECT v FROM t").fetchone()[0])
    finally:
        database.close()


def test_the_home_is_in_the_state_directory_and_no_profile_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_PROFILE", "mine")
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    home = prepare_home(tmp_path / "state")
    assert home == tmp_path / "state" / "prefect"
    assert os.environ["PREFECT_HOME"] == str(home)
    assert "PREFECT_PROFILE" not in os.environ
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_a_new_home_takes_the_template(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "state")
    assert not ready_database(home)
    make_database(template_path(), 7)
    assert ready_database(home)
    assert read_database(home / DATABASE) == 7
    assert os.environ["PREFECT_SERVER_DATABASE_MIGRATE_ON_START"] == "false"


def test_a_database_counts_only_once_its_migrations_went_through(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "state")
    make_database(home / DATABASE, 1)  # as a killed first start leaves it
    assert not ready_database(home)
    assert "PREFECT_SERVER_DATABASE_MIGRATE_ON_START" not in os.environ
    mark_ready(tmp_path / "state")
    assert ready_database(home)


def test_another_version_of_prefect_migrates_again(tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "state")
    make_database(home / DATABASE, 1)
    mark_ready(tmp_path / "state")
    (home / "made_by").write_text(version("prefect") + ".post1")
    assert not ready_database(home)


def empty(database: Path) -> None:
    database.write_bytes(b"")


def garbage(database: Path) -> None:
    database.write_bytes(b"\x07garbage" * 1_000)


def cut_in_half(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def a_folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


@pytest.mark.parametrize("damage", [empty, garbage, cut_in_half, a_folder])
def test_a_damaged_database_gives_way_to_the_template(damage: Callable[[Path], None], tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "state")
    make_database(template_path(), 7)
    make_database(home / DATABASE, 1)
    mark_ready(tmp_path / "state")
    damage(home / DATABASE)
    assert ready_database(home)
    assert read_database(home / DATABASE) == 7


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_damaged_mark_means_that_migrations_run(content: bytes, tmp_path: Path) -> None:
    home = prepare_home(tmp_path / "state")
    make_database(home / DATABASE, 1)
    mark_ready(tmp_path / "state")
    (home / "made_by").write_bytes(content)
    assert not ready_database(home)


def test_a_damaged_template_is_not_copied(tmp_path: Path) -> None:
    make_database(template_path(), 7)
    garbage(template_path())
    home = prepare_home(tmp_path / "state")
    assert not ready_database(home)
    assert not (home / DATABASE).exists()


def test_a_file_in_the_place_of_the_home_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "prefect").write_text("no folder")
    assert prepare_home(tmp_path).is_dir()
    assert [path.read_text() for path in tmp_path.glob("damaged-*-prefect")] == ["no folder"]
