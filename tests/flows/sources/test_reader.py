"""A source is read where it lies, and a bundle that changed is opened anew."""

from pathlib import Path

from flows.sources.archive_formats import ArchiveLimits
from flows.sources.archives import list_members
from flows.sources.inboxes import open_inbox
from flows.sources.reader import Fetcher
from flows.sources.source import Source, doc_id_of
from tests.flows.packing import tarred, zipped

TEXTS = [(f"{n}.txt", f"Story number {n}.".encode()) for n in range(5)]
LIMITS = ArchiveLimits(1_000)


def sources(root: Path, name: str) -> list[Source]:
    path = root / name
    with path.open("rb") as file:
        found = list_members(file, name, path.stat().st_size, LIMITS)
    return [Source(m.uri, m.doc_id or "", m.byte_count or 0, False, name, m.place) for m in found]


def fetcher(root: Path) -> Fetcher:
    return Fetcher(str(root), open_inbox(str(root)), LIMITS)


def test_members_are_read_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(TEXTS))
    (tmp_path / "b.tgz").write_bytes(tarred(TEXTS))
    (tmp_path / "c.txt").write_bytes(b"A story.")
    wanted = [*sources(tmp_path, "a.zip"), *sources(tmp_path, "b.tgz")]
    one = fetcher(tmp_path)
    for source in [*wanted, *reversed(wanted)]:
        assert doc_id_of(one.fetch(source)) == source.doc_id
    assert one.fetch(Source("c.txt", "", 8, False)) == b"A story."


def test_a_bundle_that_changed_between_shards_is_opened_anew(tmp_path: Path) -> None:
    (tmp_path / "b.tgz").write_bytes(tarred(TEXTS))
    fetcher(tmp_path).fetch(sources(tmp_path, "b.tgz")[0])
    (tmp_path / "new").write_bytes(tarred([(name, raw.upper()) for name, raw in TEXTS]))
    (tmp_path / "new").replace(tmp_path / "b.tgz")
    last = sources(tmp_path, "b.tgz")[-1]
    assert fetcher(tmp_path).fetch(last) == b"STORY NUMBER 4."
