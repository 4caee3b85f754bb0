"""Every state that a power failure can leave in the state directory lets the next run do its work."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.flows.conftest import Newsroom
from tests.proofs.test_crash_states import Disk, Image, Step, applied, parts
from warehouse.disk import STAGING, DiskStore

STORY = "The council of Northvale voted on Monday to widen the old harbour . Part {}.\n"
STATE = "warehouse/_state/"
ARTICLES = "SELECT f.uri, body FROM current_documents AS f JOIN articles USING (doc_id) ORDER BY ALL"
ENDS = "SELECT status FROM runs WHERE status <> 'failed' ORDER BY ALL"


OPENED = 6
STEPS = {
    "_write": "write",
    "_flush": "flush",
    "_flush_folder": "flush folder",
    "_replace": "replace",
    "_publish_if_absent": "claim",
    "_unlink": "unlink",
}


@contextmanager
def recorded(root: Path) -> Iterator[list[Step]]:
    """Note every step of every store below a root, those of the state directory among them."""
    steps: list[Step] = []

    def name(path: object) -> str:
        return path.relative_to(root).as_posix() if isinstance(path, Path) and path.is_relative_to(root) else ""

    def noting(step: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(store: DiskStore, path: Path, *more: Any) -> Any:
            done = call(store, path, *more)
            if step == "flush" and not any(seen[:2] == ("write", name(path)) for seen in steps):
                steps.append(("write", name(path), "", path.read_bytes()))  # by another library
            if done is not False:
                steps.append((step, name(path), name(*more[:1] or [""]), path.read_bytes() if step == "write" else b""))
            return done

        return noted

    with patch.multiple(DiskStore, **{name: noting(step, getattr(DiskStore, name)) for name, step in STEPS.items()}):
        yield steps


def crashes(disk: Disk, chance: random.Random) -> Iterator[tuple[dict[str, int], float]]:
    """Names and how much is left of what was not flushed, where a failure of power meets the state directory alone."""
    uncertain = [change for change in disk.pending if change[0].startswith(STATE)]
    for some in parts(uncertain, chance):
        kept = [change for change in disk.pending if change not in uncertain or change in some]
        names = applied(disk.names, kept)
        for cut in (1.0, 0.5, 0.0) if disk.unflushed & set(names.values()) else (1.0,):
            yield names, cut


def left_of(disk: Disk, number: int, share: float) -> bytes:
    data = disk.contents[number]
    return data[: int(len(data) * share)] if number in disk.unflushed else data


def images(before: Image, steps: list[Step], chance: random.Random) -> list[Image]:
    """Every disk that differs in the state directory, whatever step the power fails after."""
    disk = Disk(dict(zip(before, range(len(before)), strict=True)), dict(enumerate(before.values())))
    found: dict[object, Image] = {}
    for step in [None, *steps]:
        if step:
            disk.do(*step)
        for names, cut in crashes(disk, chance):
            image = {
                name: disk.contents[number][
                    : int(len(disk.contents[number]) * (cut if number in disk.unflushed else 1))
                ]
                for name, number in names.items()
                if STAGING not in name
            }
            seen = frozenset(item for item in image.items() if item[0].startswith((STATE, "warehouse/_snapshots/")))
            found.setdefault(seen, image)
    return list(found.values())


def put_down(image: Image, folder: Path) -> None:
    shutil.rmtree(folder)
    for name, data in image.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.prove
@pytest.mark.parametrize("forgotten", ["nothing", "flush"])
def test_whatever_a_crash_leaves_in_the_state_directory_the_next_run_works(forgotten: str, tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    newsroom.seeds.mkdir()
    newsroom.drop(**{f"f{number}": STORY.format(number) for number in range(3)})
    newsroom.run()
    newsroom.drop(f1=STORY.format("one"), new=STORY.format("new"))
    before = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in newsroom.folder.rglob("*.*") if p.is_file()}
    with recorded(tmp_path) as steps:
        assert newsroom.run() == 0
    recorded_names = {step[1] for step in steps} | {step[2] for step in steps}
    for path in (newsroom.root / "_data").rglob("*.parquet"):  # by worker processes, before anything names it
        if (name := path.relative_to(tmp_path).as_posix()) not in recorded_names:
            before[name] = path.read_bytes()
    wanted, chance = newsroom.rows(ARTICLES), random.Random(7)
    kept = [step for step in steps if step[0] != forgotten or not step[1].startswith(STATE)]
    states = images(before, kept, chance)
    opened = chance.sample(states, min(OPENED, len(states)))
    for image in opened:
        put_down(image, tmp_path)
        assert newsroom.run() == 0
        assert newsroom.rows(ARTICLES) == wanted
        assert newsroom.values(ENDS) == ["done", "done"]
        assert newsroom.run() == 0
        assert "Nothing to do" in newsroom.said
    print(
        f"\n{len(steps)} steps, {forgotten} forgotten: {len(states)} crash states of the state directory, "
        f"{len(opened)} of them run on: 0 violations"
    )
