"""A store that ends its process at one of its steps, and the work of the commands that is done to it."""

import os
import random
import signal
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from math import inf
from pathlib import Path
from unittest import mock

from rich.console import Console as Terminal

from flows.console import Console
from flows.runs import maintenance as upkeep
from flows.runs.reprocess import Scope, reprocess
from flows.runs.run import Request, run
from flows.settings import settings_of
from warehouse import Warehouse
from warehouse.disk import STAGING, DiskStore
from warehouse.gc import Collected, collect_garbage

STEPS = ("make_folder", "write", "flush", "flush_folder", "replace", "publish_if_absent", "unlink")


def kind_of(path: Path) -> str:
    """What a file or folder is for, whether it is staged or in its place."""
    if path.suffix == ".parquet" or "_data" in path.parts:
        return "data"
    return "manifest" if path.suffix == ".json" or path.name == "_snapshots" else "published"


class Doomed(DiskStore):
    """Kills its process before, or after, the first step of one name, such as `publish_if_absent manifest`."""

    def __init__(self, root: Path, name: str, *, after: bool = False) -> None:
        super().__init__(root)
        self._name, self._after = name, after
        for step in STEPS:
            setattr(self, f"_{step}", self._watched(step, getattr(self, f"_{step}")))

    def _watched(self, step: str, do: Callable[..., object]) -> Callable[..., object]:
        def watched(*given: object) -> object:
            path = Path(str(given[-1] if step in {"replace", "publish_if_absent"} else given[0]))
            kind = "staged" if step == "unlink" and STAGING in path.parts else kind_of(path)
            is_last = f"{step} {kind}" == self._name
            done = do(*given) if self._after or not is_last else None
            if is_last:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return watched


def sweep(warehouse: Warehouse, **_: int) -> Collected:
    """Collect all that may be collected while nobody else writes."""
    return collect_garbage(warehouse, timedelta(0), keep_last=3, keep_days=0)


def work(root: Path, task: str, seed: int) -> None:
    """Do what a command does, with an inbox beside the warehouse; done again with the same seed it changes no more."""
    ignored = ("TYP001", "QUO002", "NUM002")[seed % 3 : seed % 3 + 1] if task == "reprocess" else ()
    given = {"seeds": str(inbox(root)), "warehouse": str(root), "runner": "threads", "upkeep_seconds": 0}
    settings = settings_of(**given, ignore=ignored, max_removed_share=1)
    show = Console(Terminal(file=StringIO()), Terminal(file=StringIO()))
    if task == "compact":
        upkeep.merge(settings, inf)
    elif task == "gc":
        with mock.patch("flows.runs.maintenance.collect_garbage", sweep):
            upkeep.collect(settings)
    elif task == "reprocess":
        assert reprocess(settings, Scope(), show, direct=True) == 0
    else:
        lay_out(root, task, seed)
        assert run(settings, Request(direct=True), show) == 0


def inbox(root: Path) -> Path:
    """The folder beside the warehouse whose collection is `wire`."""
    return root.parent / f"inbox of {root.name}" / "wire"


def lay_out(root: Path, task: str, seed: int) -> None:
    """Bring the inbox to where the task wants it; what is there already is not touched."""
    for uri, text in plan(task, seed).items():
        path = inbox(root) / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def plan(task: str, seed: int) -> dict[str, str | None]:
    """What a task does to the files of the inbox: their texts by uri; None removes one."""
    chance = random.Random(seed)
    uris = [f"f{number}.txt" for number in (range(40) if task == "load" else chance.sample(range(40), 8))]
    if task == "remove":
        return dict.fromkeys(uris[:4])
    return {
        uri: f"The {task} {seed} of {uri} [sic] , it said ." if chance.random() < 0.8 else "The same .\n"
        for uri in uris
    }
