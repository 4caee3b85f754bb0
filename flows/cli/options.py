"""Options that many commands share, and the settings that they give."""

# Each command imports only what it needs.
# ruff: noqa: PLC0415

import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.errors import UsageError
from flows.system.regular_file import open_regular

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from flows.settings import Settings
    from warehouse import Warehouse

WarehouseRoot = Annotated[str | None, typer.Option("--warehouse", metavar="URI", help="Root of the warehouse.")]
At = Annotated[int | None, typer.Option("--at", metavar="N", help="Snapshot to read; the newest by default.")]
Format = Annotated[
    str, typer.Option("--format", metavar="table|wide|list|csv|json|parquet|xlsx", help="How rows are printed.")
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; the user's name by default.")]
Seeds = Annotated[str | None, typer.Option(metavar="URI", help="Root of the raw files.")]
CollectionName = Annotated[str | None, typer.Option(metavar="NAME", help="Name under which the files are stored.")]
LogFormat = Annotated[
    str | None, typer.Option(metavar="text|json", help="Log lines with time, level and run, on standard error.")
]
Direct = Annotated[bool, typer.Option("--direct", help="Run without Prefect; the rows are the same.")]
RuleCodes = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="CODE", help="Only documents that this rule can change; repeatable."),
]
PathGlob = Annotated[str | None, typer.Option("--path", metavar="GLOB", help="Only files whose uri matches.")]
Since = Annotated[
    datetime | None, typer.Option("--since", metavar="DATE", formats=["%Y-%m-%d"], help="Only files seen since (UTC).")
]
DOCUMENT = "A file's path below seeds/ (its uri), or a doc_id or its beginning."
CHAR = "Show only what touches the character at this offset of the raw text, from 0."


def settings_for(**flags: Any) -> "Settings":
    """Read the settings, with the options of a command; raises UsageError for a wrong one."""
    from pydantic import ValidationError

    from flows.settings import settings_of

    try:
        return settings_of(**flags)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {_problem(e)}" for e in error.errors())
        raise UsageError(f"wrong settings: {problems}") from error


_COMMENT = re.compile(r"--[^=\s]*\s")
_PLAIN = {"tuple_type": "a list is needed", "extra_forbidden": "there is no such key", "missing": "it is needed"}
_TYPES = {"int_parsing": "a whole number", "float_parsing": "a number", "bool_parsing": "true or false"}
_LONGEST_VALUE = 60


def _problem(error: "ErrorDetails") -> str:
    if needed := _TYPES.get(error["type"]):
        return f"{needed} is needed, not {str(error['input'])[:_LONGEST_VALUE]!r}"
    return _PLAIN.get(error["type"], error["msg"].removeprefix("Value error, "))


def warehouse_at(root: str | None, *, is_committed: bool = True, **flags: Any) -> "tuple[Warehouse, Settings]":
    """Open the warehouse for reading, with the settings; a missing root is an error, not an empty warehouse.

    Raises NotAWarehouseError if nothing was ever committed, unless `is_committed` is false.
    """
    from flows.setting_types import is_bucket
    from warehouse import Warehouse

    settings = settings_for(warehouse=root, **flags)
    uri = settings.warehouse
    if not is_bucket(uri) and not Path(uri).is_dir():
        raise UsageError(f"there is no warehouse at {uri!r}; `copydesk run` makes one")
    opened = Warehouse(uri)
    if is_committed and not opened.numbers():
        from warehouse.damage import refuse_no_warehouse

        refuse_no_warehouse(opened)
    return opened, settings


def naming_damaged_files(command: Callable[..., int]) -> Callable[..., int]:
    """Let a command raise DamagedError if it cannot read and a file of its warehouse is damaged."""

    @wraps(command)
    def call(**given: Any) -> int:
        try:
            return command(**given)
        except Exception as error:
            if not hasattr(error, "exit_code"):
                from warehouse import Warehouse
                from warehouse.damage import refuse_if_unreadable

                refuse_if_unreadable(Warehouse(settings_for(warehouse=given["warehouse"]).warehouse), error)
            raise

    return call


def refuse_other_seeds(opened: "Warehouse", settings: "Settings") -> None:
    """Raise UsageError if decisions would be stored next to other raw files than the warehouse's, without --seeds."""
    if settings.is_flag("seeds"):
        return
    with opened.connect() as database:
        rows = database.execute("SELECT DISTINCT collection FROM current_documents ORDER BY ALL").fetchall()
    names = [name for (name,) in rows]
    if names and settings.collection_name not in names:
        raise UsageError(
            f"decisions are kept next to the raw files, and {settings.seeds!r} holds none of the collection"
            f" {', '.join(names)}: name the folder of the files with --seeds"
        )


def args_of(words: list[str]) -> list[str]:
    """The arguments of the command line; a query that begins with a comment is not an option."""
    return [f" {word}" if _COMMENT.match(word) else word for word in words]


def refuse_undecodable(words: list[str]) -> None:
    """Raise UsageError for an argument with bytes that are not valid in the terminal's encoding."""
    for word in words:
        if any("\ud800" <= c <= "\udfff" for c in word):
            raise UsageError(f"{word!r} is not valid in {sys.getfilesystemencoding()}, the encoding of this terminal")


def refuse_unwritable(path: Path, settings: "Settings", over: bytes = b"") -> None:
    """Raise UsageError if no file may be written at a given path.

    A file is never written into the warehouse or the inbox, nor over another file, unless that begins with `over`.
    """
    if path.is_dir():
        raise UsageError(f"{str(path)!r} is a folder; name a file to write")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {str(path.parent)!r} to write into")
    refuse_roots(path, settings, "file")
    if os.path.lexists(path) and not (over and _begins_with(path, over)):
        raise UsageError(f"{str(path)!r} exists already; name another file")


def refuse_roots(path: Path, settings: "Settings", what: str) -> None:
    """Raise UsageError for a path in the warehouse or the inbox; `what` must be elsewhere."""
    from flows.setting_types import is_bucket

    for root, name in ((settings.warehouse, "the warehouse"), (settings.seeds, "the inbox")):
        if not is_bucket(root) and _real(path).is_relative_to(_real(root.removeprefix("file://"))):
            raise UsageError(f"{str(path)!r} is in {name}; name a {what} elsewhere")


def folder_at(name: str, settings: "Settings") -> Path:
    """A folder to write into; raises UsageError for no name, a URI, a file, or a path in the warehouse or inbox."""
    if not name.strip() or "://" in name:
        raise UsageError(f"{name!r} is not a folder: name one on this disk")
    path = Path(name)
    there = next(place for place in (path, *path.absolute().parents) if os.path.lexists(place))
    if not there.is_dir():  # a file, or a link that leads nowhere
        raise UsageError(f"{str(there)!r} is not a folder; name another one")
    refuse_roots(path, settings, "folder")
    return path


def _real(path: Path | str) -> Path:
    """The path without symbolic links; unlike Path.resolve, also of links in a loop."""
    return Path(os.path.realpath(path))


def _begins_with(path: Path, start: bytes) -> bool:
    try:
        with open(open_regular(path), "rb") as file:
            return file.read(len(start)) == start
    except OSError:
        return False
