"""Prefect's home of our own: its settings in the environment, its database, quiet and without telemetry.

`python -m flows.prefect_home` makes the template database, which spares a fresh home ten seconds of migrations.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from flows.prefect_access import keep_off_proxies

DATABASE = "prefect.db"
MADE_BY = "made_by"

SETTINGS = {
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",  # flows.prefect_server is our own
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # ours are in the warehouse's `runs`
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
}
# Only where this very version of Prefect has made the database.
READY_DATABASE = {
    "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
}


def prepare_home(state_dir: Path) -> Path:
    """Set the environment for Prefect, before it is imported, and give the home: `state_dir`/prefect.

    It is never the user's own home or profile; other settings of the environment stay.
    """
    home = home_of(state_dir)
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # parameters, logs and events of runs
    keep_off_proxies(os.environ)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_PROFILE", None)
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    return home


def home_of(state_dir: Path) -> Path:
    """Prefect's home in a state directory."""
    return (state_dir / "prefect").absolute()


def ready_database(home: Path) -> bool:
    """Spare an embedded server its migrations where the home has a database of this Prefect; says whether it has.

    A home without a database gets the template, where there is one.
    """
    is_ready = _has_database(home)
    if is_ready:
        os.environ.update(READY_DATABASE)
    return is_ready


def mark_ready(state_dir: Path) -> None:
    """Say, after a run that went through, that this Prefect's migrations of the home are complete."""
    home = home_of(state_dir)
    if (home / DATABASE).exists():
        (home / MADE_BY).write_text(version("prefect"))


def template_path() -> Path:
    """Where the template database of this version of Prefect lies, shared by all warehouses of this user."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "copydesk" / f"prefect-{version('prefect')}.db"


def _has_database(home: Path) -> bool:
    """Whether the home has a database made by this Prefect; the template becomes one where there is none."""
    database, made_by = home / DATABASE, home / MADE_BY
    if database.exists():
        return made_by.exists() and made_by.read_text() == version("prefect")
    if not template_path().exists():
        return False
    _copy(template_path(), database)
    made_by.write_text(version("prefect"))
    return True


def make_template() -> Path:
    """Make the template database, unless it is there; runs Prefect's migrations in a scratch home."""
    target = template_path()
    if target.exists():
        return target
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | SETTINGS | {"PREFECT_HOME": scratch}
        command = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y"]
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
        _copy(Path(scratch) / DATABASE, target)
    return target


def _copy(source: Path, target: Path) -> None:
    """Copy a database by SQLite's own backup, which includes the write-ahead log; whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(f".{os.getpid()}")
    origin, copy = sqlite3.connect(source), sqlite3.connect(beside)
    try:
        origin.backup(copy)
    finally:
        origin.close()
        copy.close()
    beside.replace(target)


if __name__ == "__main__":
    print(make_template())
