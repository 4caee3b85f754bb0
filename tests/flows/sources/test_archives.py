"""What is taken of a bundle, under which uri, and why the rest is not."""

import gzip
import io
import random
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

from flows.sources.archive_formats import ArchiveLimits
from flows.sources.archives import Member, kind_of, list_members
from flows.sources.source import RejectedError, doc_id_of
from tests.flows.conftest import Newsroom
from tests.flows.packing import lined, tarred, zipped
from warehouse.verify import verify

HARBOUR = b"The council voted on Monday to widen the old harbour. Work begins in the spring.\n"
SCHOOL = b"A new school opens in the valley after two years of building. Parents had waited long.\n"
LIMITS = ArchiveLimits(10_000)
PAIR = [("a.txt", HARBOUR), ("deep/b.TXT", SCHOOL)]


def look(name: str, raw: bytes, limits: ArchiveLimits = LIMITS) -> list[Member]:
    return list_members(io.BytesIO(raw), name, len(raw), limits)


def taken(name: str, raw: bytes, limits: ArchiveLimits = LIMITS) -> dict[str, str | None]:
    """Each uri with the content taken, or the reason why not."""
    return {member.uri: member.doc_id or member.reason for member in look(name, raw, limits)}


def refused(name: str, raw: bytes, limits: ArchiveLimits = LIMITS) -> str:
    with pytest.raises(RejectedError) as caught:
        look(name, raw, limits)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt.gz", "text"),
        ("a.ZIP", "zip"),
        ("a.tgz", "tar"),
        ("a.tar.gz", "tar"),
        ("a.jsonl", "lines"),
        ("a.gz", None),
    ],
)
def test_the_suffix_tells_the_kind(name: str, kind: str | None) -> None:
    assert kind_of(name.encode()) == kind


@pytest.mark.parametrize(
    ("name", "raw"), [("x/n.zip", zipped(PAIR)), ("x/n.tar.gz", tarred(PAIR)), ("n.tgz", tarred(PAIR))]
)
def test_members_are_named_within_their_bundle(name: str, raw: bytes) -> None:
    assert taken(name, raw) == {f"{name}!/a.txt": doc_id_of(HARBOUR), f"{name}!/deep/b.TXT": doc_id_of(SCHOOL)}


def test_a_packed_text_keeps_its_own_name() -> None:
    assert taken("a.txt.gz", gzip.compress(HARBOUR)) == {"a.txt.gz": doc_id_of(HARBOUR)}
    assert taken("a.txt.gz", gzip.compress(b"")) == {"a.txt.gz": "empty"}
    assert refused("a.txt.gz", gzip.compress(b"x" * 10_001)) == "too_long"


def test_lines_are_named_by_number_or_id() -> None:
    records = ({"body": "One.", "id": 7}, {"text": "Zwölf.", "body": "no"}, {"id": "x/y", "content": "Three."})
    raw = lined(*records).replace(b"\n", b"\n\n", 1)
    assert taken("a.jsonl", raw) == {
        f"a.jsonl!/{n}": doc_id_of(t.encode()) for n, t in ((1, "One."), (3, "Zwölf."), (4, "Three."))
    }
    by_id = taken("a.jsonl", raw, ArchiveLimits(10_000, id_field="id"))
    assert list(by_id) == ["a.jsonl!/3", "a.jsonl!/7", "a.jsonl!/x/y"]
    assert [*taken("a.jsonl.gz", gzip.compress(raw)).values()] == [*taken("a.jsonl", raw).values()]
    assert taken("a.jsonl", lined({"story": "One."}), ArchiveLimits(99, text_field="story")) == {
        "a.jsonl!/1": doc_id_of(b"One.")
    }


def test_a_line_may_be_twice_as_long_as_a_text() -> None:
    record, limits = b'{"text": "The tide is high at the old harbour wall."}', ArchiveLimits(1 << 19)
    for length, reason in ((1 << 20, None), ((1 << 20) + 1, "too_long")):
        (member,) = look("a.jsonl", record.ljust(length - 1) + b"\n", limits)
        assert member.reason == reason


def test_lines_that_hold_no_text_say_why() -> None:
    raw = lined({"text": "One."}, [1], {"title": "Two"}, {"text": ""}, {"text": "\ud800"}, {"text": "x" * 10_001})
    raw += b"{no json\n" + b"[" * 100_000 + b"\n" + b'{"text": "Last."}'
    reasons = ["not_json", "no_text_field", "empty", "not_unicode", "too_long", "not_json", "too_long"]
    found = taken("a.jsonl", raw)
    assert [found[f"a.jsonl!/{n}"] for n in range(2, 9)] == reasons
    assert found["a.jsonl!/9"] == doc_id_of(b"Last.")


@pytest.mark.parametrize(
    "name", ["/etc/passwd.txt", "../up.txt", "a/../../b.txt", "..\\up.txt", "C:\\a.txt", "a\0b.txt"]
)
def test_hostile_names_are_refused(name: str) -> None:
    (member,) = look("n.zip", _with_name(zipped([("q" * len(name), HARBOUR)]), name))
    assert (member.reason, member.doc_id) == ("unsafe_name", None)
    assert "\0" not in member.uri


def _with_name(raw: bytes, name: str) -> bytes:
    return raw.replace(b"q" * len(name), name.encode())


def test_names_that_are_not_utf8_are_escaped() -> None:
    raw = _with_name(zipped([("qqqqqq", HARBOUR)]), "xx.txt").replace(b"xx.txt", b"\xe9%.txt")
    assert list(taken("n.zip", raw)) == ["n.zip!/%E9%25.txt"]


def test_the_last_of_two_members_of_one_name_counts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the writer's own warning
        raw = zipped([("a.txt", HARBOUR), ("a.txt", SCHOOL)])
    assert taken("n.zip", raw) == {"n.zip": "duplicate_name", "n.zip!/a.txt": doc_id_of(SCHOOL)}


def test_other_members_are_passed_over_and_bundles_not_opened() -> None:
    inner = zipped(PAIR)
    members = [("./a.txt", HARBOUR), (".hidden/b.txt", SCHOOL), ("__MACOSX/._a.txt", SCHOOL), ("c.png", b"x")]
    for name, pack in (("n.zip", zipped), ("n.tgz", tarred)):
        found = taken(name, pack([*members, ("inner.zip", inner), ("d.jsonl", b"{}"), ("e.txt", b"")]))
        assert found == {
            f"{name}!/a.txt": doc_id_of(HARBOUR),
            f"{name}!/inner.zip": "nested_bundle",
            f"{name}!/d.jsonl": "nested_bundle",
            f"{name}!/e.txt": "empty",
        }
    assert taken("n.zip", zipped([])) == {"n.zip": "no_members"}


@pytest.mark.parametrize("kind", [tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_what_is_no_file_in_a_tar_is_refused_if_its_name_is_that_of_a_text(kind: bytes) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, type_ in (("a.txt", tarfile.REGTYPE), ("b.txt", kind), ("c.png", kind), ("d.txt", tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = type_, "a.txt"
            info.size = len(HARBOUR) if name == "a.txt" else 0
            tar.addfile(info, io.BytesIO(HARBOUR) if info.size else None)
    assert taken("n.tgz", packed.getvalue()) == {"n.tgz!/a.txt": doc_id_of(HARBOUR), "n.tgz!/b.txt": "not_a_file"}


def test_a_link_in_a_zip_is_no_text() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, mode in (("a.txt", 0o100644), ("b.txt", 0o120777)):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, mode << 16
            archive.writestr(info, HARBOUR)
    assert taken("n.zip", packed.getvalue()) == {"n.zip!/a.txt": doc_id_of(HARBOUR), "n.zip!/b.txt": "not_a_file"}


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (b'"text"', "a string, where an object is needed"),
        (b"3", "a number, where an object is needed"),
        (b"null", "null, where an object is needed"),
        (b'[{"text": "One."}]', "an array; each line needs an object"),
        (b"[", "an array; each line needs an object"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_line_that_is_no_object_is_named_in_words_of_json(line: bytes, detail: str) -> None:
    (member,) = look("n.jsonl", line, ArchiveLimits(10**6))
    assert member.reason == "not_json"
    assert detail in member.detail


def test_bombs_are_refused_whole() -> None:
    flat = b"0" * 50_000_000
    deep = ArchiveLimits(10**9)
    for name, raw in (("n.zip", zipped([("a.txt", flat)])), ("n.tgz", tarred([("a.png", flat)]))):
        assert refused(name, raw, deep) == "bundle_ratio"
    assert refused("a.txt.gz", gzip.compress(flat), deep) == "bundle_ratio"
    assert refused("a.jsonl.gz", gzip.compress(flat), deep) == "bundle_ratio"
    many = [(f"{n}.txt", HARBOUR) for n in range(11)]
    few = ArchiveLimits(10_000, max_members=10)
    few.check_count(10)
    for name, raw in (("n.zip", zipped(many)), ("n.tgz", tarred(many)), ("n.jsonl", b"{}\n" * 11)):
        assert refused(name, raw, few) == "too_many_members"
    small = ArchiveLimits(10_000, max_bytes=500)
    for name, raw in (("n.zip", zipped(many)), ("n.tgz", tarred(many)), ("n.jsonl", b"{}\n" * 251)):
        assert refused(name, raw, small) == "bundle_too_large"


def test_a_member_that_is_too_long_is_refused_alone() -> None:
    noise = random.Random(1).randbytes(10_001)
    for name, pack in (("n.zip", zipped), ("n.tgz", tarred)):
        assert taken(name, pack([("a.txt", noise), *PAIR[1:]])) == {
            f"{name}!/a.txt": "too_long",
            f"{name}!/deep/b.TXT": doc_id_of(SCHOOL),
        }


@pytest.mark.parametrize("kind", ["zip", "tgz", "txt.gz", "jsonl.gz"])
def test_damage_never_escapes(kind: str) -> None:
    whole = {
        "zip": zipped(PAIR),
        "tgz": tarred(PAIR),
        "txt.gz": gzip.compress(HARBOUR),
        "jsonl.gz": lined({"text": "One."}, packed=True),
    }[kind]
    chance, told = random.Random(kind), set()
    for _ in range(300):
        raw = bytearray(whole[: chance.randrange(len(whole) + 1)] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(4)):
            if raw:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            look(f"n.{kind}", bytes(raw))
        except RejectedError as error:
            told.add((error.reason, bool(error.detail)))
    assert told <= {(reason, True) for reason in ("broken_bundle", "too_long", "bundle_ratio")}
    assert told


def test_an_encrypted_member_is_refused() -> None:
    raw = bytearray(zipped([("a.txt", HARBOUR)]))
    raw[6] |= 1
    assert list(taken("n.zip", bytes(raw)).values()) == ["encrypted"]


def test_a_bundle_is_an_inbox_within_the_inbox(newsroom: Newsroom) -> None:
    bundle = newsroom.seeds / "day.zip"
    bundle.write_bytes(zipped([*PAIR, ("c.txt", b"")]))
    (newsroom.seeds / "more.jsonl").write_bytes(lined({"text": "A ferry sank in the bay on Friday."}, {}))
    (newsroom.seeds / "one.txt.gz").write_bytes(gzip.compress(b"The mayor opened the bridge on Sunday."))
    (newsroom.seeds / "old.tgz").write_bytes(tarred([("x.txt", b"Rain fell on the hills for a week.")]))
    assert newsroom.run() == 3  # two of seven refused
    assert newsroom.values("SELECT uri FROM current_documents ORDER BY uri") == [
        "day.zip!/a.txt",
        "day.zip!/deep/b.TXT",
        "more.jsonl!/1",
        "old.tgz!/x.txt",
        "one.txt.gz",
    ]
    assert newsroom.rows("SELECT uri, reason FROM rejects ORDER BY uri") == [
        ("day.zip!/c.txt", "empty"),
        ("more.jsonl!/2", "no_text_field"),
    ]
    assert newsroom.values("SELECT byte_count FROM arrivals WHERE uri = 'day.zip!/a.txt'") == [len(HARBOUR)]
    assert newsroom.run() == 0
    assert newsroom.said.startswith("Nothing to do")
    assert verify(newsroom.warehouse) == []


@pytest.mark.slow
def test_members_come_change_and_go_with_their_bundle(newsroom: Newsroom) -> None:
    bundle = newsroom.seeds / "day.zip"
    bundle.write_bytes(zipped([*PAIR, ("c.txt", b"Rain fell on the hills for a week.")]))
    newsroom.run()
    bundle.write_bytes(zipped([("a.txt", SCHOOL + b"More."), PAIR[1]]))
    newsroom.run()
    query = "SELECT uri, status FROM arrivals WHERE status <> 'added' ORDER BY uri"
    assert newsroom.rows(query) == [("day.zip!/a.txt", "changed"), ("day.zip!/c.txt", "removed")]
    bundle.write_bytes(b"no zip at all")
    newsroom.run()
    assert newsroom.values("SELECT uri FROM current_documents ORDER BY uri") == [
        "day.zip!/a.txt",
        "day.zip!/deep/b.TXT",
    ]
    assert newsroom.rows("SELECT uri, reason FROM rejects") == [("day.zip", "broken_bundle")]
    bundle.unlink()
    newsroom.run(allow_removals=True)
    assert newsroom.values("SELECT uri FROM current_documents") == []


@pytest.mark.slow
def test_a_reject_for_its_length_is_taken_once_allowed(newsroom: Newsroom) -> None:
    (newsroom.seeds / "day.zip").write_bytes(zipped(PAIR))
    newsroom.run(max_file_bytes=len(HARBOUR))
    assert newsroom.values("SELECT uri FROM current_documents") == ["day.zip!/a.txt"]
    newsroom.run()
    assert newsroom.values("SELECT count(*) FROM current_documents") == [2]


@pytest.mark.slow
def test_many_shards_unpack_a_stream_in_turn(newsroom: Newsroom, tmp_path: Path) -> None:
    texts = {f"{n:03d}.txt": f"The ferry made its trip number {n} on Friday without delay.".encode() for n in range(40)}
    (newsroom.seeds / "day.tgz").write_bytes(tarred(texts.items()))
    (newsroom.seeds / "day.jsonl").write_bytes(lined(*({"text": raw.decode() + " Again."} for raw in texts.values())))
    assert newsroom.run(shard_documents=7, commit_every=20, runner="threads", workers=3) == 0
    found = dict(newsroom.rows("SELECT uri, text FROM current_documents JOIN documents USING (doc_id)"))  # type: ignore[arg-type]
    assert found == {f"day.tgz!/{name}": raw.decode() for name, raw in texts.items()} | {
        f"day.jsonl!/{n + 1}": raw.decode() + " Again." for n, raw in enumerate(texts.values())
    }
