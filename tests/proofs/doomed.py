"""Stores that record their steps, or end the process at one of them, and the work that is done to them."""

import os
import random
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.warehouse.toy_desk import Desk
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.disk import STAGING, DiskStore
from warehouse.gc import Collected, collect_garbage

STEPS = ("make_folder", "write", "flush", "flush_folder", "replace", "claim", "unlink")


def kind_of(path: Path) -> str:
    """What a file or folder is for, whether it is staged or in its place."""
    if path.suffix == ".parquet" or "_data" in path.parts:
        return "data"
    return "manifest" if path.suffix == ".json" or path.name == "_snapshots" else "published"


class Doomed(DiskStore):
    """Kills its process before, or after, the n-th step of one name, such as `claim manifest`."""

    def __init__(self, root: Path, name: str, countdown: int = 0, *, after: bool = False) -> None:
        super().__init__(root)
        self._name, self._countdown, self._after = name, countdown, after
        for step in STEPS:
            setattr(self, f"_{step}", self._watched(step, getattr(self, f"_{step}")))

    def _watched(self, step: str, do: Callable[..., object]) -> Callable[..., object]:
        def watched(*given: object) -> object:
            is_last = (
                f"{step} {kind_of(Path(str(given[-1] if step in {'replace', 'claim'} else given[0])))}" == self._name
            )
            self._countdown -= is_last
            if is_last and self._countdown < 0 and not self._after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = do(*given)
            if is_last and self._countdown < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return watched


def sweep(warehouse: Warehouse) -> Collected:
    """Collect all that may be collected while nobody else writes."""
    return collect_garbage(warehouse, timedelta(0), keep_last=3, keep_days=0)


def work(root: Path, task: str, seed: int, store: DiskStore | None = None) -> None:
    """Do one task that is the same for the same seed; done again it changes nothing more."""
    warehouse = Warehouse(root)
    if store is not None:
        warehouse.store = store
    chance = random.Random(seed)
    desk = Desk(warehouse)
    if task == "compact":
        compact(warehouse, due=THOROUGH)
    elif task == "gc":
        sweep(warehouse)
    elif task == "reprocess":
        held = sorted(warehouse.current_files("wire")["uri"].to_pylist())
        redone = chance.sample(held, min(5, len(held)))
        desk.rules = f"rules-{seed}"
        desk.take({uri: text_of(root, uri) for uri in redone}, redo=True, key=f"reprocess-{seed}")
    else:
        desk.take(plan(task, seed), key=f"{task}-{seed}")


def plan(task: str, seed: int) -> dict[str, str | None]:
    """What a task does to the files of the inbox; None removes one."""
    chance = random.Random(seed)
    uris = [f"f{number}" for number in (range(40) if task == "load" else chance.sample(range(40), 8))]
    if task == "remove":
        return dict.fromkeys(uris[:4])
    return {uri: f"teh {task} {seed} of {uri} [ad]" if chance.random() < 0.8 else "teh same" for uri in uris}


def text_of(root: Path, uri: str) -> str:
    """The text that a file holds now."""
    with Warehouse(root).connect() as database:
        query = "SELECT text FROM current_documents JOIN documents USING (doc_id) WHERE uri = ?"
        ((text,),) = database.execute(query, [uri]).fetchall()
    return str(text)


def is_staged(path: Path) -> bool:
    """Whether a path lies where nobody reads."""
    return STAGING in path.parts
