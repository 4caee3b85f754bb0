"""Exports hold the live rows, all of them and no others, in files that others read."""

import csv
import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from ninjs_subset import InvalidItemError, validate
from toy_desk import Desk, columns, digest

from schemas import TABLES
from warehouse import Change, Warehouse
from warehouse.allow_list import RefusedQueryError
from warehouse.catalog import literal
from warehouse.export import FORMATS, ExportScope, NotEmptyError, export
from warehouse.export.ninjs import item
from warehouse.named_queries import named_queries

pytestmark = pytest.mark.slow

EXTRAS = {"delta": "deltalake"}
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "plain",
    'say "x", it\'s',
    "two\nlines",
    "é 🗞",
    "",
    "\x1b[2J",
]


def needs(form: str) -> None:
    if form in EXTRAS:
        pytest.importorskip(EXTRAS[form], reason=f"the extra {form} is not installed")


@pytest.fixture
def filled(desk: Desk) -> Warehouse:
    """Two documents of which one was removed, and one whose headline a spreadsheet would run for each odd text."""
    desk.take({"gone": "teh old one"})
    texts = {str(n): f"teh text {n}" for n in range(len(HOSTILE))}
    change = desk.change({"gone": None, **texts})
    rows = [
        {
            "doc_id": digest(text),
            "rules_version": "r",
            "body": text,
            "headline": HOSTILE[int(n)],
            "located_all": ["=A1", "B"],
            "info_sources": [{"name": "ANA", "role": "author", "uri": None}],
            "language": "en",
            "_lead_stop": 0,
        }
        for n, text in texts.items()
    ]
    batch = TABLES["articles"].batch(columns("articles", rows, _commit=change.commit_id))
    files = [file for file in change.files if file.table not in ("articles", "edits")]
    files.append(desk.warehouse.put(TABLES["articles"], [batch], change.commit_id, "more"))
    desk.warehouse.commit(Change(change.commit_id, "hostile", "ingest", files, change.rows, base=change.base))
    return desk.warehouse


def live(warehouse: Warehouse, query: str) -> list[tuple[Any, ...]]:
    with warehouse.connect() as database:
        return database.execute(query).fetchall()


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_warehouse_is_exported(form: str, root: Path, tmp_path: Path) -> None:
    needs(form)
    assert export(Warehouse(root), tmp_path / "out", form) == []
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert {resource["rowCount"] for resource in package["resources"]} == {0}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", ["parquet", "csv", "delta"])
def test_every_relation_has_its_live_rows(form: str, filled: Warehouse, tmp_path: Path) -> None:
    needs(form)
    export(filled, tmp_path / "out", form)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    counts = {resource["name"]: resource["rowCount"] for resource in package["resources"]}
    expected = {name: live(filled, f"SELECT count(*) FROM {name}")[0][0] for name in TABLES}
    assert counts == expected | {"documents": len(HOSTILE)}
    assert counts["arrivals"] == len(HOSTILE) + 2


def test_parquet_is_what_the_view_shows(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "parquet")
    with filled.connect() as database:
        expected = database.sql("SELECT * FROM articles ORDER BY doc_id").to_arrow_table()
    found = pq.read_table(tmp_path / "out" / "articles.parquet").sort_by("doc_id")
    assert found.to_pylist() == expected.to_pylist()


def test_delta_reads_back_equal(filled: Warehouse, tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake", reason="the extra delta is not installed")
    export(filled, tmp_path / "out", "delta")
    with filled.connect() as database:
        expected = database.sql("SELECT * FROM articles ORDER BY doc_id").to_arrow_table().to_pylist()
        reader = deltalake.DeltaTable(str(tmp_path / "out" / "articles")).to_pyarrow_table
        found = reader().sort_by("doc_id").to_pylist()
    assert found == expected


def test_csv_is_for_a_spreadsheet(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "csv")
    assert (tmp_path / "out" / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,")
    rows = {row["body"]: row for row in read_csv(tmp_path / "out" / "articles.csv")}
    for n, text in enumerate(HOSTILE):
        cell = rows[f"teh text {n}"]["headline"]
        assert cell in (text, f"'{text}")
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    (row, *_) = rows.values()
    assert (row["located_all"], row["info_sources"]) == ("'=A1; B", "ANA, author")


def test_instants_in_csv_are_iso_8601(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "csv")
    assert {row["seen_at"] for row in read_csv(tmp_path / "out" / "arrivals.csv")} == {"2031-05-06T12:00:00Z"}


def test_xlsx_has_texts_and_no_formulas(filled: Warehouse, tmp_path: Path) -> None:
    assert export(filled, tmp_path / "out", "xlsx") == []
    with zipfile.ZipFile(tmp_path / "out" / "copydesk.xlsx") as book:
        names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
        sheet = book.read(f"xl/worksheets/sheet{names.index('articles') + 1}.xml").decode()
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name.lower()]
    assert names == list(TABLES)
    assert all(part in sheet for part in ('state="frozen"', "<autoFilter ", "<cols>"))
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert "\x1b" not in sheet


def test_the_csv_package_is_valid(filled: Warehouse, tmp_path: Path) -> None:
    import frictionless

    export(filled, tmp_path / "out", "csv")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert {task.name for task in report.tasks} == set(TABLES)


def test_sqlite_has_tables_with_keys_and_finds_words(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "sqlite")
    with closing(sqlite3.connect(tmp_path / "out" / "copydesk.sqlite")) as file:
        assert {name for (name,) in file.execute("SELECT name FROM pragma_table_list")} >= set(TABLES)
        cells = file.execute("SELECT headline, located_all FROM articles").fetchall()
        (plan,) = file.execute("EXPLAIN QUERY PLAN SELECT 1 FROM articles WHERE doc_id = 'x'").fetchall()
        ((made,),) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'")
        ((count,),) = file.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'text NOT plain'")
    assert sorted(cells) == sorted((headline, '["=A1","B"]') for headline in HOSTILE)
    assert "USING" in plan[-1]
    assert count == len(HOSTILE) - 1
    assert 'USING fts5(headline, body, content="articles"' in made  # so Datasette knows it


def test_jsonl_has_articles_as_objects_without_numbers_that_are_none(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "jsonl")
    lines = (tmp_path / "out" / "articles.jsonl").read_text("utf-8").splitlines()
    found = [json.loads(line, parse_constant=pytest.fail) for line in lines]
    assert sorted(article["headline"] for article in found) == sorted(HOSTILE)
    assert found[0]["info_sources"] == [{"name": "ANA", "role": "author", "uri": None}]
    assert not (tmp_path / "out" / "edits.jsonl").exists()


def test_geojson_has_places_as_points(desk: Desk, tmp_path: Path) -> None:
    desk.take({"a": "one"})
    change = desk.change({"b": "two"})
    suva = {"kind": "place", "name": "Suva", "uri": "https://sws.geonames.org/2198148/", "country": "FJ"}
    rows = [suva | {"latitude": -18.14, "longitude": 178.44, "mention": n} for n in range(2)]
    batch = TABLES["mentions"].batch(columns("mentions", rows, doc_id=digest("two"), _commit=change.commit_id))
    files = [*change.files, desk.warehouse.put(TABLES["mentions"], [batch], change.commit_id, "more")]
    desk.warehouse.commit(Change(change.commit_id, "more", "ingest", files, change.rows, base=change.base))
    export(desk.warehouse, tmp_path / "out", "geojson")
    (feature,) = json.loads((tmp_path / "out" / "places.geojson").read_text("utf-8"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [178.44, -18.14]}
    assert {"name": "Suva", "filed_count": 0, "article_count": 1, "mention_count": 2}.items() <= feature[
        "properties"
    ].items()


def test_some_relations_of_some_articles_are_exported(filled: Warehouse, tmp_path: Path) -> None:
    where = f"headline = {literal(HOSTILE[0])}"
    export(filled, tmp_path / "out", "csv", choice=ExportScope(("documents", "edits", "arrivals"), where))
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert {r["name"]: r["rowCount"] for r in package["resources"]} == {"documents": 1, "edits": 0, "arrivals": 1}
    with pytest.raises(RefusedQueryError, match="read_csv"):
        export(
            filled,
            tmp_path / "no",
            "csv",
            choice=ExportScope(where="doc_id IN (SELECT a FROM read_csv('/etc/passwd'))"),
        )
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "sqlite", "jsonl", "parquet"])
def test_a_report_is_exported(form: str, filled: Warehouse, tmp_path: Path) -> None:
    choice = ExportScope(report=named_queries("reports")["portals"], parameters={"depth": "2"})
    export(filled, tmp_path / "out", form, choice=choice)
    (resource,) = json.loads((tmp_path / "out" / "datapackage.json").read_text())["resources"]
    assert resource["rowCount"] == 1


def test_ninjs_has_one_valid_item_a_document(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "ninjs")
    items = [
        json.loads(line) for line in (tmp_path / "out" / "articles.ninjs.jsonl").read_text("utf-8").split("\n")[:-1]
    ]
    for found in items:
        validate(found)
    assert sorted(found["bodies"][0]["value"] for found in items) == sorted(
        f"teh text {n}" for n in range(len(HOSTILE))
    )
    assert {found["infoSources"][0]["name"] for found in items} == {"ANA"}
    assert all("contentCreated" not in found for found in items)


ARTICLE: dict[str, Any] = dict.fromkeys([c.name for c in TABLES["articles"].shown]) | {
    "doc_id": "00" * 32,
    "body": "x",
    "word_count": 1,
    "char_count": 1,
    "language": "en",
    "uris": ["wire/a.txt"],
    "mentioned": None,
}


def test_ninjs_names_people_places_and_organisations() -> None:
    none = {"uri": None, "latitude": None, "longitude": None}
    suva = {"name": "Suva", "uri": "https://sws.geonames.org/2198148/", "latitude": -18.14, "longitude": 178.44}
    named = [
        {"kind": "person", "name": "Ana Ruud", **none},
        {"kind": "place", **suva},
        {"kind": "agency", "name": "ANA", **none},
        {"kind": "organisation", "name": "Port Board", **none},
        {"kind": "place", "name": "Nowhere", **none},
    ]
    found = item(ARTICLE | {"mentioned": named})
    validate(found)
    assert found["people"] == [{"name": "Ana Ruud", "rel": "mentioned"}]
    assert [part["name"] for part in found["organisations"]] == ["ANA", "Port Board"]
    assert [(part["name"], part["rel"]) for part in found["places"]] == [
        ("Suva", "mentioned"),
        ("Nowhere", "mentioned"),
    ]
    filed = ARTICLE | {"mentioned": named, "located_name": "Suva", "located_uri": suva["uri"]}
    filed |= {"latitude": suva["latitude"], "longitude": suva["longitude"]}
    assert [(part["name"], part["rel"]) for part in item(filed)["places"]] == [
        ("Suva", "located"),
        ("Nowhere", "mentioned"),
    ]


def test_ninjs_dates_are_instants_with_a_zone() -> None:
    with duckdb.connect() as database:
        ((at,),) = database.execute("SET TimeZone = 'UTC'; SELECT TIMESTAMPTZ '2031-05-06 10:00:00+02'").fetchall()
    stamped = ARTICLE | {"earliest_at": at, "timestamp_role": "dispatch"}
    assert "contentCreated" not in item(stamped | {"bounds_basis": "assumed_zone"})
    assert "contentCreated" not in item(stamped | {"bounds_basis": "whole_day"})
    exact = stamped | {"bounds_basis": "printed_zone"}
    assert item(exact)["contentCreated"] == "2031-05-06T08:00:00+00:00"
    assert "contentCreated" not in item(exact | {"timestamp_role": "portal_updated"})
    assert "contentCreated" not in item(exact | {"earliest_at": None})


@pytest.mark.parametrize(
    "wrong",
    [
        {"uri": "no uri"},
        {"type": "poem"},
        {"contentCreated": "2031-05-06"},
        {"contentCreated": "2031-05-06T10:00:00"},
        {"bodies": [{"contentType": "text/plain"}]},
        {"bodies": {"value": "x"}},
        {"headlines": [{"value": "x", "size": 3}]},
        {"places": [{"name": "x", "geoJSON": {"type": "Point", "coordinates": [1.0]}}]},
        {"dateline": "not in the standard"},
    ],
)
def test_what_is_not_of_the_standard_is_refused(wrong: dict[str, Any]) -> None:
    good = item(ARTICLE)
    validate(good)
    with pytest.raises(InvalidItemError):
        validate(good | wrong)
    with pytest.raises(InvalidItemError, match="without uri"):
        validate({"type": "text"})


def test_the_package_has_true_checksums_and_meanings(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "csv")
    text = (tmp_path / "out" / "datapackage.json").read_text()
    package = json.loads(text)
    assert text == json.dumps(package, ensure_ascii=False, indent=1) + "\n"  # a person reads it, and diff
    for resource in package["resources"]:
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        described = [(f["name"], f["description"]) for f in resource["schema"]["fields"]]
        assert described == [(c.name, c.description) for c in TABLES[resource["name"]].shown]


def test_a_folder_in_use_is_left_alone(filled: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(NotEmptyError):
        export(filled, tmp_path, "csv")
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_a_failure_leaves_nothing(filled: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[Any]:
        raise OSError("the disk is full")

    failing: dict[str, Callable[..., list[Any]]] = {"csv": fail}
    monkeypatch.setattr("warehouse.export.FORMATS", failing)
    with pytest.raises(OSError, match="full"):
        export(filled, tmp_path / "out", "csv")
    assert [path for path in tmp_path.iterdir() if path.name.endswith("out") or path.name.startswith(".out")] == []


def test_an_older_snapshot_is_exported(filled: Warehouse, tmp_path: Path) -> None:
    export(filled, tmp_path / "out", "csv", at=1)
    assert [row["body"] for row in read_csv(tmp_path / "out" / "articles.csv")] == ["the old one"]
