"""Our own Prefect home: its settings in the environment, its database; quiet and without telemetry.

`python -m flows.engines.prefect_home` makes the template database, which saves ten seconds of migrations for a new
home.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from flows.engines.prefect_access import keep_off_proxies
from flows.system.state_files import StateStore
from warehouse.disk import DiskStore

DATABASE = "prefect.db"
MADE_BY = "made_by"

SETTINGS = {
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",  # flows.engines.prefect_server is our own
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # ours are in the warehouse's `runs`
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
}
# Only if this version of Prefect has made the database.
READY_DATABASE = {
    "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
}


def prepare_home(state_dir: Path) -> Path:
    """Set the environment for Prefect, before it is imported, and return the home: `state_dir`/prefect.

    It is never the user's own home or profile; other settings of the environment stay.
    """
    home = home_of(state_dir)
    StateStore(state_dir).folder(home.name).chmod(0o700)  # parameters, logs and events of runs
    keep_off_proxies(os.environ)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_PROFILE", None)
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    return home


def keep_days(days: float) -> None:
    """Let our own server delete older records; it checks at its start, and every hour."""
    for name in ("SERVICES_DB_VACUUM", "EVENTS"):
        os.environ.setdefault(f"PREFECT_SERVER_{name}_RETENTION_PERIOD", f"PT{round(days * 86_400)}S")


def home_of(state_dir: Path) -> Path:
    """Prefect's home in a state directory."""
    return (state_dir / "prefect").absolute()


def ready_database(home: Path) -> bool:
    """Skip the migrations of an embedded server if the home has a database of this Prefect; returns whether it has.

    A home without a database gets the template, if there is one.
    """
    is_ready = _has_database(home)
    if is_ready:
        os.environ.update(READY_DATABASE)
    return is_ready


def mark_ready(state_dir: Path) -> None:
    """Record, after a successful run, that this Prefect's migrations of the home are complete."""
    home = home_of(state_dir)
    if (home / DATABASE).exists():
        StateStore(home).put(MADE_BY, version("prefect").encode())


def template_path() -> Path:
    """The path of the template database of this version of Prefect, shared by all warehouses of this user."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "copydesk" / f"prefect-{version('prefect')}.db"


def _has_database(home: Path) -> bool:
    """Whether the home has a database made by this Prefect; without one it gets the template.

    A damaged one is moved aside: the authoritative record of runs is in the warehouse.
    """
    state, ours = StateStore(home), version("prefect").encode()
    if is_damaged := _is_damaged(home / DATABASE):
        for suffix in ("", "-wal", "-shm"):
            state.put_aside(DATABASE + suffix)
    if not is_damaged and (home / DATABASE).exists():
        return state.read(MADE_BY) == ours
    state.remove(MADE_BY)
    if not template_path().exists() or _is_damaged(template_path()):
        return False
    _copy(template_path(), state, DATABASE)
    state.put(MADE_BY, ours)
    return True


def _is_damaged(database: Path) -> bool:
    """Whether a database exists, but cannot be read or is empty."""
    if not os.path.lexists(database):
        return False
    if not database.is_file():
        return True
    try:
        with closing(sqlite3.connect(database)) as opened:
            (is_sound,) = opened.execute("PRAGMA quick_check(1)").fetchone()
            return is_sound != "ok" or not opened.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:  # in use, or not readable for us
        return False
    except sqlite3.DatabaseError:
        return True


def make_template() -> Path:
    """Make the template database, unless it is there; runs Prefect's migrations in a scratch home."""
    target = template_path()
    if target.exists() and not _is_damaged(target):
        return target
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | SETTINGS | {"PREFECT_HOME": scratch}
        command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
        _copy(Path(scratch) / DATABASE, DiskStore(target.parent), target.name)
    return target


def _copy(source: Path, store: DiskStore, key: str) -> None:
    """Copy a database by SQLite's backup, which includes the write-ahead log; completely or not at all."""
    with (
        store.replacing(key) as staged,
        closing(sqlite3.connect(source)) as origin,
        closing(sqlite3.connect(staged)) as copy,
    ):
        origin.backup(copy)


if __name__ == "__main__":
    print(f"Prefect's database, which new warehouses of this user begin with: {make_template()}")
