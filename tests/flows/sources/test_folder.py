"""Which files are listed, how they are named, and what is left out."""

import os
import socket
from pathlib import Path

import pytest

from flows.sources.folder import LATEST_NS, MISPLACED, FolderInbox, InboxMissingError, Listing, list_folder


def uris(listing: Listing) -> list[str]:
    found: list[str] = listing.files["uri"].to_pylist()
    return found


def write(root: Path, *names: bytes) -> None:
    for name in names:
        path = os.path.join(os.fsencode(root), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(b"A story.")


def test_text_files_of_all_subfolders_are_listed_in_order(tmp_path: Path) -> None:
    write(tmp_path, b"b.txt", b"a/x/deep.txt", b"a.TXT", b"a/\xff.txt", b"notes.md", b"txt")
    listing = list_folder(str(tmp_path))
    assert uris(listing) == sorted(["b.txt", "a/x/deep.txt", "a.TXT", "a/%FF.txt"])
    assert listing.skipped == {MISPLACED: 2}
    assert listing.unread == ()


def test_the_stamp_is_that_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, b"a.txt")
    seen = (tmp_path / "a.txt").stat()
    assert list_folder(str(tmp_path)).files.to_pylist() == [
        {
            "uri": "a.txt",
            "byte_count": seen.st_size,
            "mtime_ns": seen.st_mtime_ns,
            "ctime_ns": seen.st_ctime_ns,
            "inode": seen.st_ino,
        }
    ]


@pytest.mark.parametrize("seconds", [2**34 - 1, 2**33 + 2**31, -(2**31)])
def test_a_time_that_no_64_bits_hold_is_clamped_and_its_file_named(tmp_path: Path, seconds: int) -> None:
    write(tmp_path, b"a.txt", b"b.txt")
    os.utime(tmp_path / "a.txt", (seconds, seconds))
    kept = (tmp_path / "a.txt").stat().st_mtime_ns  # as the file system has it
    listing = list_folder(str(tmp_path))
    assert listing.files["mtime_ns"][0].as_py() == min(kept, LATEST_NS)
    assert listing.misdated == (("a.txt",) if kept > LATEST_NS else ())
    assert FolderInbox(str(tmp_path)).stamp("a.txt")[1] == min(kept, LATEST_NS)


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, b".a.txt", b".git/b.txt", b"c.txt")
    listing = list_folder(str(tmp_path))
    assert uris(listing) == ["c.txt"]
    assert listing.skipped == {"hidden": 2}


def test_pipes_and_sockets_are_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's address is short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        listing = list_folder(".")
    assert uris(listing) == []
    assert listing.skipped == {"pipe, socket or device": 2}
    assert listing.not_files == ("pipe.txt", "socket.txt")


def test_links_stay_in_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(tmp_path, b"outside.txt", b"root/real.txt", b"root2/near.txt", b"root/folder/inner.txt")
    for name, target in (
        ("inside.txt", "real.txt"),
        ("out.txt", "../outside.txt"),
        ("near.txt", "../root2/near.txt"),
        ("broken.txt", "nothing.txt"),
        ("loop.txt", "loop.txt"),
        ("folder.txt", "folder"),
    ):
        (root / name).symlink_to(target)
    (root / "again").symlink_to("folder")
    listing = list_folder(str(root))
    assert uris(listing) == ["folder/inner.txt", "inside.txt", "real.txt"]
    assert listing.skipped == {"link": 5, MISPLACED: 1}
    assert listing.not_files == ("broken.txt", "folder.txt", "loop.txt", "near.txt", "out.txt")


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    write(tmp_path, b"real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert uris(list_folder(str(tmp_path / "link"))) == ["a.txt"]


def test_a_missing_root_is_told(tmp_path: Path) -> None:
    with pytest.raises(InboxMissingError):
        list_folder(str(tmp_path / "seds"))
    write(tmp_path, b"file.txt")
    with pytest.raises(InboxMissingError):
        list_folder(str(tmp_path / "file.txt"))


def test_a_subfolder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, b"open/a.txt", b"shut/b.txt")
    scandir = os.scandir

    def refusing(path: bytes) -> object:
        if path.endswith(b"/shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = list_folder(str(tmp_path))
    assert uris(listing) == ["open/a.txt"]
    assert listing.unread == ("shut",)


def test_bundles_are_listed_like_files(tmp_path: Path) -> None:
    names = [b"a.txt.gz", b"b.ZIP", b"c.tar.gz", b"d.tgz", b"e.jsonl", b"f.jsonl.gz"]
    write(tmp_path, *names, b"g.gz", b"h.tar", b"i.json")
    listing = list_folder(str(tmp_path))
    assert uris(listing) == sorted(name.decode() for name in names)
    assert listing.skipped == {MISPLACED: 3}


def test_no_folder_passes_for_the_inside_of_a_bundle(tmp_path: Path) -> None:
    write(tmp_path, b"a.zip", b"a.zip!/b.txt", b"c!/d.txt")
    listing = list_folder(str(tmp_path))
    assert uris(listing) == ["a.zip", "c!/d.txt"]
    assert listing.skipped == {"named like a member of an archive": 1}
    assert listing.not_files == ("a.zip!/",)


def test_an_empty_root_is_an_empty_listing(tmp_path: Path) -> None:
    assert list_folder(str(tmp_path)).files.num_rows == 0
