"""Checks before a run starts: roots, runner, rules and schedule."""

import os
from datetime import UTC, datetime
from importlib import metadata
from importlib.machinery import SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.errors import UsageError
from flows.ingest.rule_overrides import refuse_unknown_overrides
from flows.setting_types import is_bucket
from flows.settings import Settings

EXTRAS = ("dask", "ray")


def refuse_unfit(settings: Settings, *, direct: bool = False) -> None:
    """Raise UsageError if no run could work with the settings."""
    _refuse_nested(_place(settings.seeds), _place(settings.warehouse))
    if not is_bucket(settings.warehouse) and os.path.isfile(_place(settings.warehouse)):
        raise UsageError(f"the warehouse {settings.warehouse!r} is a file, not a folder")
    refuse_runner(settings, direct=direct)
    refuse_unknown_overrides(settings)


def refuse_read_only(settings: Settings) -> None:
    """Raise UsageError if the warehouse's folder exists and cannot be written."""
    place = _place(settings.warehouse)
    if not is_bucket(settings.warehouse) and os.path.isdir(place) and not os.access(place, os.W_OK):
        raise UsageError(f"the warehouse {settings.warehouse!r} cannot be written")


def refuse_state(settings: Settings) -> None:
    """Make the folder of the setting `state`; raises UsageError if it cannot be made or written."""
    if not settings.state:
        return
    try:
        os.makedirs(settings.state, exist_ok=True)
        why = None if os.access(settings.state, os.W_OK | os.X_OK) else "Permission denied"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
    if why:
        raise UsageError(f"the state folder {settings.state!r} cannot be written: {why}")


def refuse_unwatchable(settings: Settings) -> None:
    """Raise UsageError if the inbox is not a folder: the system reports changes of folders only."""
    if is_bucket(settings.seeds) or not Path(settings.seeds).is_dir():
        raise UsageError(
            f"--watch needs a folder, which {settings.seeds!r} is not; without it, files are loaded on the schedule"
        )


def refuse_cron(cron: str) -> None:
    """Raise UsageError for a cron expression that Prefect refuses, or that never comes due."""
    croniter = _croniter()
    words = cron.split()
    if not croniter.is_valid(cron) or any(word.lower() in {"r", "h"} for word in words):
        raise UsageError(f"{cron!r} is not a cron expression such as '*/15 * * * *'")
    try:
        croniter(cron, datetime.now(UTC)).get_next()
    except ValueError as error:  # 31 February
        raise UsageError(f"the cron expression {cron!r} never comes due") from error


def _place(root: str) -> str:
    return root.rstrip("/") if is_bucket(root) else os.path.realpath(root.removeprefix("file://"))


def _refuse_nested(seeds: str, warehouse: str) -> None:
    """Refuse a warehouse in its inbox, which a scan would load, and an inbox in the warehouse."""
    for inner, outer, said in (
        (seeds, warehouse, "seeds is in the warehouse"),
        (warehouse, seeds, "the warehouse is in seeds"),
    ):
        if f"{inner}/".startswith(f"{outer.rstrip('/')}/"):
            raise UsageError(f"{said}: {inner!r} in {outer!r}; use separate folders")


def refuse_runner(settings: Settings, *, direct: bool) -> None:
    """Raise UsageError for a runner that cannot work with the settings."""
    runner = settings.runner
    if runner not in EXTRAS:
        if settings.runner_address:
            raise UsageError(f"runner_address needs the runner dask or ray, not {runner}")
        return
    if direct:
        raise UsageError(f"the runner {runner} needs Prefect: leave out --direct")
    if not find_spec(f"prefect_{runner}"):
        raise UsageError(f"the runner {runner} needs the package prefect-{runner}: pip install prefect-{runner}")


def _croniter() -> Any:
    """The cron parser in Prefect, loaded from its file: importing Prefect now would fix its settings."""
    path = metadata.distribution("prefect").locate_file("prefect/_vendor/croniter/croniter.py")
    module = ModuleType("croniter_of_prefect")
    SourceFileLoader(module.__name__, str(path)).exec_module(module)
    return module.croniter
