"""Every state that a power failure can leave on the disk is the old or the new snapshot."""

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from tests import foreign_reader
from tests.flows.ingest.test_link_documents import COPY, FERRY
from tests.flows.linked_desk import LinkedDesk, fresh_load, partition
from tests.warehouse.toy_desk import digest
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.disk import STAGING, DiskStore
from warehouse.gc import collect_garbage
from warehouse.verify import verify

Task = Callable[[Warehouse], object]
Image = dict[str, bytes]
Step = tuple[str, str, str, bytes]
Changes = list[tuple[str, int | None]]
OPENED = 20  # states of one task that are opened, though fewer differ for a reader
SHOWN = """
    SELECT f.uri, doc_id, body, edit_count, article_stories.story_id, coalesce(group_id, '')
    FROM current_documents AS f JOIN articles USING (doc_id) JOIN article_stories USING (doc_id)
    LEFT JOIN duplicates USING (doc_id)
    ORDER BY ALL
"""


class Recorder(DiskStore):
    """Notes each step with its paths, relative to the root."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.steps: list[Step] = []

    def _note(self, step: str, path: Path, other: Path | None = None, data: bytes = b"") -> None:
        names = [
            p.relative_to(self.root).as_posix() if p and p.is_relative_to(self.root) else "" for p in (path, other)
        ]
        self.steps.append((step, names[0], names[1], data))

    def _write(self, path: Path, data: bytes) -> None:
        super()._write(path, data)
        self._note("write", path, data=data)

    def _flush(self, path: Path) -> None:
        super()._flush(path)
        self._note("flush", path)

    def _flush_folder(self, path: Path) -> None:
        super()._flush_folder(path)
        self._note("flush folder", path)

    def _replace(self, source: Path, target: Path) -> None:
        super()._replace(source, target)
        self._note("replace", source, target)

    def _publish_if_absent(self, source: Path, target: Path) -> bool:
        claimed = super()._publish_if_absent(source, target)
        if claimed:
            self._note("claim", source, target)
        return claimed

    def _unlink(self, path: Path) -> None:
        super()._unlink(path)
        self._note("unlink", path)


@dataclass
class Disk:
    """What is sure to be on the disk, and the changes of folders that may or may not be.

    A name leads to a number and a number to content, as on a disk: a content that was not flushed may be cut.
    """

    names: dict[str, int]
    contents: dict[int, bytes]
    unflushed: set[int] = field(default_factory=set)
    pending: Changes = field(default_factory=list)

    def now(self) -> dict[str, int]:
        """Names as processes see them."""
        return applied(self.names, self.pending)

    def do(self, step: str, path: str, other: str, data: bytes) -> None:
        """Take one recorded step."""
        if step == "write":
            number = len(self.contents)
            self.contents[number] = data
            self.unflushed.add(number)
            self.pending.append((path, number))
        elif step == "flush":
            self.unflushed.discard(self.now()[path])
        elif step == "flush folder":
            sure = [change for change in self.pending if os.path.dirname(change[0]) == ("" if path == "." else path)]
            self.names = applied(self.names, sure)
            self.pending = [change for change in self.pending if change not in sure]
        elif step in {"replace", "claim"}:
            self.pending.append((other, self.now()[path]))
            self.pending += [(path, None)] if step == "replace" else []
        elif step == "unlink" and path in self.now():
            self.pending.append((path, None))

    def crashed(self, chance: random.Random) -> Iterator[Image]:
        """Every disk that a failure of power may leave now.

        The staged names, which nobody reads, come all or not at all. Of other changes any part may be lost; of more
        than eight, each alone, all but each, and forty draws.
        """
        staged = [change for change in self.pending if change[0].startswith(STAGING)]
        others = [change for change in self.pending if not change[0].startswith(STAGING)]
        for some in parts(others, chance):
            for more in (staged, []):
                kept = [change for change in self.pending if change in some or change in more]
                names = applied(self.names, kept)
                for cut in (1.0, 0.5, 0.0) if self.unflushed & set(names.values()) else (1.0,):
                    yield {name: self._cut(number, cut) for name, number in names.items()}

    def _cut(self, number: int, share: float) -> bytes:
        data = self.contents[number]
        return data[: int(len(data) * share)] if number in self.unflushed else data


def applied(names: dict[str, int], changes: Changes) -> dict[str, int]:
    """Names after some changes."""
    after: dict[str, int | None] = {**names, **dict(changes)}
    return {name: number for name, number in after.items() if number is not None}


def parts(changes: Changes, chance: random.Random) -> Iterator[Changes]:
    """All parts of a few changes, many parts of more."""
    if len(changes) <= 8:
        for count in range(len(changes) + 1):
            yield from map(list, combinations(changes, count))
        return
    for change in changes:
        yield [change]
        yield [c for c in changes if c != change]
    for _ in range(40):
        yield [change for change in changes if chance.random() < 0.5]


def image_of(root: Path) -> Image:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in root.rglob("*")
        if p.is_file() and "_state" not in p.parts
    }


def numbers(image: Image) -> list[int]:
    return sorted(int(name[11:23]) for name in image if name.startswith("_snapshots/"))


def assert_whole(image: Image, heads: tuple[int, int]) -> None:
    """The newest manifest is the old or the new one, and each manifest names files that are there as they were."""
    assert numbers(image)[-1] in heads
    for number in numbers(image):
        manifest = json.loads(image[f"_snapshots/{number:012d}.json"])
        for file in [f for table in manifest["tables"].values() for f in table["files"]] + manifest["retired"]:
            assert len(image[file["path"]]) == file["bytes"]


def reach(image: Image) -> frozenset[tuple[str, bytes]]:
    """What a reader can come to: the published files, the manifests, and the files that they name.

    States that differ in other files open alike. A manifest says its files' lengths, which `assert_whole` has held
    against them, so that their names stand for them.
    """
    seen = {name: data for name, data in image.items() if not name.startswith(("_data/", STAGING))}
    return frozenset((name, hashlib.sha256(data).digest()) for name, data in seen.items())


def put_down(image: Image, root: Path) -> None:
    for name, data in image.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def shown(root: Path) -> list[tuple[object, ...]]:
    """What the newest manifest shows to a reader that knows the format alone."""
    rows = foreign_reader.rows
    articles = {row[0]: row for row in rows(root, "articles", ["doc_id", "body", "edit_count"])}
    arrivals = rows(root, "arrivals", ["uri", "doc_id", "status"])
    story_of, group_of = (
        dict(rows(root, table, ["doc_id", column]))
        for table, column in (("article_stories", "story_id"), ("duplicates", "group_id"))
    )
    return sorted(
        (uri, *articles[doc_id], story_of.get(doc_id, doc_id), group_of.get(doc_id, ""))
        for uri, doc_id, status in arrivals
        if status != "removed"
    )


def published(root: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(root / "warehouse.duckdb", read_only=True) as database:
        database.execute("SET VARIABLE warehouse_root = ?", [str(root)]).fetchall()
        return database.execute(SHOWN).fetchall()


def assert_linked(root: Path, fresh: Path) -> None:
    """The links are those of a fresh load of the texts, and there are some."""
    texts = {text for _, text in foreign_reader.rows(root, "documents", ["doc_id", "text"])}
    held = {digest(text): text for text in texts}
    found = partition(Warehouse(root))
    assert found == fresh_load(fresh, {held[row[1]] for row in shown(root)})
    assert all(found)


def upsert(warehouse: Warehouse) -> None:
    again = "teh text 3 ??, told Brandt of Tarn harbour."
    LinkedDesk(warehouse).take(
        {
            "f1": "teh changed",
            "f2": None,
            "new": "teh new [ad]",
            "again": again,
        },
        key="upsert",
    )


def collect(warehouse: Warehouse) -> None:
    collect_garbage(warehouse, timedelta(0), keep_last=1, keep_days=0)


TASKS: dict[str, Task] = {"commit": upsert, "compaction": lambda w: compact(w, due=THOROUGH), "gc": collect}


def crash_states(before: Image, steps: list[Step], chance: random.Random) -> tuple[int, list[Image]]:
    """Every state after every step: how many, and those that differ."""
    disk = Disk(dict(zip(before, range(len(before)), strict=True)), dict(enumerate(before.values())))
    states: dict[str, Image] = {}
    tried = 0
    for step in [None, *steps]:
        if step:
            disk.do(*step)
        for image in disk.crashed(chance):
            tried += 1
            key = repr(sorted((name, hashlib.sha256(data).digest()) for name, data in image.items()))
            states.setdefault(key, image)
    return tried, list(states.values())


@pytest.mark.prove
@pytest.mark.parametrize("forgotten", ["flush", "flush folder"])
def test_a_store_that_forgets_to_flush_is_caught(forgotten: str, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    recorder = Recorder(tmp_path)
    warehouse.store = recorder
    upsert(warehouse)
    steps = [step for step in recorder.steps if step[0] != forgotten]
    images = [image for image in crash_states({}, steps, random.Random(7))[1] if numbers(image)]
    with pytest.raises((KeyError, ValueError, AssertionError)):
        any(assert_whole(image, (1, 1)) for image in images)


@pytest.mark.prove
@pytest.mark.parametrize("name", TASKS)
def test_every_crash_state_is_old_or_new(name: str, tmp_path: Path) -> None:
    task, chance, root = TASKS[name], random.Random(7), tmp_path / "first"
    desk = LinkedDesk(Warehouse(root))
    desk.take({f"f{number}": f"teh text {number} ??, said Brandt of Tarn harbour." for number in range(6)})
    desk.take({"ferry": FERRY[0], "copy": COPY})
    desk.take({"f3": "teh text 3 ??, told Brandt of Tarn harbour.", "f4": None})
    desk.take({"f5": "teh text 5 [ad]"})
    if name == "gc":
        desk.change({"left": "teh leavings of a writer that was killed"})
        compact(desk.warehouse, due=THOROUGH)
        upsert(desk.warehouse)
    before, old = image_of(root), shown(root)
    assert_linked(root, tmp_path / "as before")

    warehouse = Warehouse(root)
    recorder = Recorder(root)
    warehouse.store = recorder
    first = numbers(before)[-1]
    task(warehouse)
    assert_linked(root, tmp_path / "as after")
    new, heads = shown(root), (first, numbers(image_of(root))[-1])

    tried, states = crash_states(before, recorder.steps, chance)
    for image in states:
        assert_whole(image, heads)
    alike: dict[object, list[Image]] = {}
    for image in states:
        alike.setdefault(reach(image), []).append(image)
    opened = [chance.choice(images) for images in alike.values()]
    others = [image for image in states if image not in opened]
    opened += chance.sample(others, min(len(others), max(0, OPENED - len(opened))))
    for number, image in enumerate(opened):
        place = tmp_path / str(number)
        put_down(image, place)
        assert shown(place) == (new if numbers(image)[-1] == heads[1] else old)
        assert published(place) in (old, new)
        task(Warehouse(place))
        assert shown(place) == published(place) == new
        assert verify(Warehouse(place)) == []
    print(
        f"\n{name}: {len(recorder.steps)} steps, {tried} crash states of which {len(states)} differ, all whole; "
        f"{len(opened)} of them, all {len(alike)} that differ for a reader among them, opened, run on and verified: "
        "0 violations"
    )
