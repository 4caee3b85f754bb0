"""`copydesk export` says what it did and what it could not."""

import io
import json
from pathlib import Path

import pytest

from flows.cli import export
from flows.cli.export import export_to
from flows.console import Console
from flows.errors import UsageError
from tests.flows.conftest import Newsroom
from warehouse.export import ExportScope
from warehouse.export.package import Cut
from warehouse.named_queries import named_queries


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    newsroom.drop(harbour="The council voted on Monday to widen the old harbour. Work begins in the spring.\n")
    newsroom.run()
    return newsroom


def test_an_export_is_whole_and_described(filled: Newsroom, tmp_path: Path, show: Console) -> None:
    export_to(filled.warehouse, tmp_path / "out", "parquet", None, show)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert package["snapshot"] == 1
    assert all((tmp_path / "out" / resource["path"]).exists() for resource in package["resources"])


def test_a_folder_in_use_and_an_unknown_format_are_wrong_usage(filled: Newsroom, tmp_path: Path, show: Console) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(UsageError, match="name a new folder"):
        export_to(filled.warehouse, tmp_path, "csv", None, show)
    with pytest.raises(UsageError, match="no format 'slides'"):
        export_to(filled.warehouse, tmp_path / "out", "slides", None, show)


def test_a_missing_extra_is_named(
    filled: Newsroom, tmp_path: Path, show: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without(*_: object) -> list[Cut]:
        raise ModuleNotFoundError("No module named 'deltalake'", name="deltalake")

    monkeypatch.setattr(export, "export", without)
    with pytest.raises(UsageError, match="pip install deltalake"):
        export_to(filled.warehouse, tmp_path / "out", "delta", None, show)


def test_cut_cells_are_named(
    filled: Newsroom, tmp_path: Path, show: Console, heard: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts = [Cut("articles", "body", f"doc{n}", 40_000) for n in range(7)]
    monkeypatch.setattr(export, "export", lambda *_: cuts)
    export_to(filled.warehouse, tmp_path / "out", "xlsx", None, show)
    assert "cut: articles.body of doc0 has 40,000 characters" in heard.getvalue()
    assert "and 2 more" in heard.getvalue()


def test_what_cannot_be_chosen_is_wrong_usage(filled: Newsroom, tmp_path: Path, show: Console) -> None:
    portals, changes = named_queries("reports")["portals"], named_queries("reports")["changes"]
    for form, choice, said in (
        ("csv", ExportScope(tables=("artikles",)), "no relation 'artikles'"),
        ("csv", ExportScope(report=portals, where="true"), "a report is exported as a whole"),
        ("csv", ExportScope(report=changes), "changes compares two snapshots"),
        ("geojson", ExportScope(tables=("articles",)), "geojson is made of articles"),
        ("csv", ExportScope(where="agencies = 'AFP'"), "agencies"),
        ("csv", ExportScope(where="false UNION SELECT doc_id FROM articles"), "UNION"),
        ("csv", ExportScope(where="true) UNION SELECT (1"), "syntax error"),
        ("csv", ExportScope(where="true LIMIT 3"), "LIMIT"),
        ("csv", ExportScope(where="true ORDER BY uri"), "ORDER BY"),
    ):
        with pytest.raises(UsageError, match=said):
            export_to(filled.warehouse, tmp_path / "out", form, None, show, choice)
    assert not (tmp_path / "out").exists()
