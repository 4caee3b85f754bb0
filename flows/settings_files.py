"""Sources of settings: a trusted file that is named, or the files of the working folder; and variables."""

import os
import stat
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from flows.errors import UsageError

PREFIX = "COPYDESK_"
VARIABLE = "COPYDESK_SETTINGS"
OWN_FILE, PROJECT_FILE = "copydesk.toml", "pyproject.toml"
# Settings that run a program, or send texts to another machine. A person who can write the working folder is not
# necessarily the operator.
TRUSTED = ("notify_command", "notify_webhook", "runner_address")
MOST_BYTES = 1 << 20


def settings_in_files(known: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """The settings of each file, the strongest first; raises UsageError for a wrong file or a wrong name in it.

    A file named by COPYDESK_SETTINGS is the only one that is read, and is trusted.
    """
    if named := os.environ.get(VARIABLE):
        yield _known(_read(Path(named)), known, named)
        return
    for name in (OWN_FILE, PROJECT_FILE):
        if not os.path.lexists(name):
            continue
        found = _known(_read(Path(name)), known, name)
        if wrong := [setting for setting in TRUSTED if found.get(setting)]:
            raise UsageError(
                f"{wrong[0]} is refused in {name} of the working folder; "
                f"name a file that you trust: copydesk --settings FILE, or {VARIABLE}=FILE"
            )
        yield found


def refuse_unknown_variables(known: Collection[str]) -> None:
    """Raise UsageError for a variable COPYDESK_… without a setting: a mistyped one would leave the default."""
    variables = [name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() != VARIABLE]
    _refuse_unknown((name.upper().removeprefix(PREFIX).lower() for name in variables), known, "the environment")


def settings_in_variables(known: Collection[str]) -> dict[str, Any]:
    """The values of the variables COPYDESK_… by the settings' names."""
    found = {name.upper(): value for name, value in os.environ.items()}
    return {name: found[variable] for name in known if (variable := f"{PREFIX}{name.upper()}") in found}


def _read(path: Path) -> dict[str, Any]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(f"{path} is no file")
        if status.st_size > MOST_BYTES:
            raise UsageError(f"{path} has {status.st_size:,} bytes; a settings file may have {MOST_BYTES:,}")
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start:,})") from error
    except RecursionError as error:
        raise UsageError(f"{path} is nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML: {error}") from error
    return _own_table(found, path) if path.name == PROJECT_FILE else found


def _own_table(found: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The table [tool.copydesk], or nothing."""
    for name in ("tool", "copydesk"):
        found = found.get(name, {})
        if not isinstance(found, dict):
            raise UsageError(f"{path}: {name} is not a table")
    return dict(found)


def _known(found: Mapping[str, Any], known: Collection[str], place: str) -> Mapping[str, Any]:
    _refuse_unknown(found, known, place)
    return found


def _refuse_unknown(names: Iterable[str], known: Collection[str], place: str) -> None:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            raise UsageError(f"{place} has no setting {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
