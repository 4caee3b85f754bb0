"""The template of `warehouse.duckdb` in the user's cache: used if it is whole, made again if not, never needed."""

from pathlib import Path

import duckdb
import pytest

from schemas import TABLES
from warehouse import database_file
from warehouse.catalog import open_memory
from warehouse.snapshot import EMPTY

RELATIONS = ["CREATE VIEW articles AS FROM stored.articles;", "COMMENT ON VIEW articles IS 'A row is an article.';"]


def made(
    cache: Path, monkeypatch: pytest.MonkeyPatch, relations: list[str] = RELATIONS
) -> list[tuple[str, str | None]]:
    """The views of a file that is made with this cache, and their comments."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setattr(database_file, "relations", lambda *, is_corrected: relations)
    monkeypatch.setattr(database_file, "STORED", (TABLES["articles"],))
    with open_memory("") as database:
        data = database_file.database_file(database, EMPTY, "", "")
    path = cache.with_name("made.duckdb")
    path.write_bytes(data)
    query = "SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL"
    with duckdb.connect(str(path), read_only=True) as opened:
        assert opened.execute("SELECT count(*) FROM articles").fetchall() == [(0,)]
        return opened.execute(query).fetchall()


def test_the_template_is_kept_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    first = made(cache, monkeypatch)
    assert ("main.articles", "A row is an article.") in first
    assert ("stored.articles", None) in first
    (kept,) = (cache / "copydesk").glob("relations-*.duckdb")
    before = kept.stat().st_ino
    assert made(cache, monkeypatch) == first
    assert kept.stat().st_ino == before


def test_a_damaged_template_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    first = made(cache, monkeypatch)
    (kept,) = (cache / "copydesk").glob("relations-*.duckdb")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:5000] + b"#" + whole[5001:])
    assert made(cache, monkeypatch) == first
    assert kept.read_bytes() != whole[:5000] + b"#" + whole[5001:]


def test_no_cache_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    first = made(cache, monkeypatch)
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert made(tmp_path / "file", monkeypatch) == first


def test_other_relations_have_another_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    made(cache, monkeypatch)
    assert ("main.more", None) in made(cache, monkeypatch, [*RELATIONS, "CREATE VIEW more AS FROM articles;"])
    assert len(list((cache / "copydesk").glob("relations-*.duckdb"))) == 2
