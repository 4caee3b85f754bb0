"""The folder of a site: pages that changed are written, those that are gone removed, and nothing else is touched."""

import json
import re
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.site.site_folder import PAGE_START, STATE, SiteFolder

START = PAGE_START.decode()


def build(root: Path, **pages: str) -> SiteFolder:
    site = SiteFolder.open(root)
    for name, text in pages.items():
        site.put(f"{name}.html", f"{START}{text}", text)
    site.finish()
    return site


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert build(tmp_path, index="1", a="1", b="1").written == 3
    untouched = (tmp_path / "a.html").stat().st_mtime_ns
    again = build(tmp_path, index="1", a="1", b="2")
    assert (again.written, again.removed) == (1, 0)
    assert (tmp_path / "a.html").stat().st_mtime_ns == untouched
    assert (tmp_path / "b.html").read_text() == f"{START}2"


def test_a_page_made_from_the_same_is_known_without_its_text(tmp_path: Path) -> None:
    build(tmp_path, index="1", a="1")
    site = SiteFolder.open(tmp_path)
    assert site.has("a.html", "1")
    assert site.byte_count == len(f"{START}1")
    assert not site.has("a.html", "2")
    assert not site.has("b.html", "1")
    (tmp_path / "a.html").write_text(f"{START}longer")
    assert not site.has("a.html", "1")


def test_a_page_that_somebody_deleted_comes_back(tmp_path: Path) -> None:
    build(tmp_path, index="1", a="1")
    (tmp_path / "a.html").unlink()
    assert build(tmp_path, index="1", a="1").written == 1


def test_pages_of_what_is_gone_go_with_their_folder(tmp_path: Path) -> None:
    site = SiteFolder.open(tmp_path)
    site.put("people/ann.html", START, "")
    site.put("stories/one.html", START, "")
    site.finish()
    (tmp_path / "stories" / "notes.txt").write_text("mine")
    assert build(tmp_path, index="1").removed == 2
    assert not (tmp_path / "people").exists()
    assert [path.name for path in (tmp_path / "stories").iterdir()] == ["notes.txt"]


def test_a_folder_of_other_files_takes_no_site(tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text("<p>mine")
    with pytest.raises(UsageError, match="has other files and no site"):
        build(tmp_path, index="1")
    (tmp_path / "notes.html").rename(tmp_path / ".nojekyll")  # hidden files of a web host's are no reason
    assert build(tmp_path, index="1").written == 1


def test_foreign_files_stay(tmp_path: Path) -> None:
    build(tmp_path, index="1")
    (tmp_path / "notes.html").write_text("<p>mine")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    build(tmp_path, index="2", a="1")
    assert (tmp_path / "notes.html").read_text() == "<p>mine"
    assert (tmp_path / "photo.jpg").read_bytes() == b"\xff\xd8"


@pytest.mark.parametrize("name", ["index.html", "style.css"])
def test_a_foreign_front_page_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p>my own")
    with pytest.raises(UsageError, match="not a page of a site"):
        SiteFolder.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_foreign_page_in_the_way_is_kept(tmp_path: Path) -> None:
    build(tmp_path, index="1")
    (tmp_path / "a.html").write_text("<p>my own")
    with pytest.raises(UsageError, match="not a page of a site"):
        build(tmp_path, a="1")
    assert (tmp_path / "a.html").read_text() == "<p>my own"


def test_a_folder_where_the_record_goes_is_named(tmp_path: Path) -> None:
    (tmp_path / STATE).mkdir()
    with pytest.raises(UsageError, match=re.escape(str(tmp_path / STATE))):
        SiteFolder.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [STATE]


def test_a_killed_build_is_gone_on_with(tmp_path: Path) -> None:
    SiteFolder.open(tmp_path).put("index.html", f"{START}1", "1")
    assert build(tmp_path, index="2").written == 1
    assert not list(tmp_path.glob(".*.tmp"))


def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    build(root, index="1")
    (root / "people").symlink_to(outside, target_is_directory=True)
    with pytest.raises(UsageError, match="leads out"):
        SiteFolder.open(root).put("people/ann.html", START, "")
    assert not list(outside.iterdir())


def test_a_record_that_was_tampered_with_removes_nothing_else(tmp_path: Path) -> None:
    victim, root = tmp_path / "victim.html", tmp_path / "site"
    victim.write_text(f"{START}not this site's")
    build(root, index="1")
    (root / "mine.html").write_text("<p>mine")
    kept = ["0", "0", 0]
    pages = {"../victim.html": kept, str(victim): kept, "mine.html": kept, "index.html": kept}
    (root / STATE).write_text(json.dumps({"pages": pages}))
    assert build(root, index="1").removed == 0
    assert victim.exists()
    assert (root / "mine.html").exists()


@pytest.mark.parametrize("record", ["", "[]", "{", '{"pages": 3}', '{"pages": null}', '{"pages": {"index.html": "0"}}'])
def test_a_damaged_record_is_made_again(tmp_path: Path, record: str) -> None:
    build(tmp_path, index="1")
    (tmp_path / STATE).write_text(record)
    assert build(tmp_path, index="1").written == 1
