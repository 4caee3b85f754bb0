"""A CSV sheet next to the seeds, on a disk or in a bucket, which people edit and put under version control."""

import errno
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from flows.csv_sheet import BadSheetError, Sheet, csv_lines, heading, parse, read_sheet
from flows.setting_types import is_bucket
from warehouse.store import open_store


def read_kept(seeds: str, name: str, columns: Iterable[str], needed: Iterable[str]) -> Sheet | None:
    """Read the sheet of that name; None without one. Raises BadSheetError if it is not a sheet."""
    if not is_bucket(seeds):
        path = Path(seeds) / name
        return read_sheet(path, columns, needed) if os.path.lexists(path) else None
    try:
        return parse(open_store(seeds).get(name), name, columns, needed)
    except FileNotFoundError:
        return None


def read_for_more(
    seeds: str, name: str, columns: Iterable[str], needed: Iterable[str], spare: Iterable[str]
) -> Sheet | None:
    """Do `read_kept`, and raise BadSheetError if the sheet cannot take a row; `spare` columns may be missing."""
    kept, place = read_kept(seeds, name, columns, needed), sheet_path(seeds, name)
    if kept and (missing := set(columns) - set(spare) - set(kept.columns)):
        raise BadSheetError(f"{place} cannot take a decision: it has no column {', '.join(sorted(missing))}")
    path = Path(seeds) / name
    if not is_bucket(seeds) and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BadSheetError(f"{place} cannot be written, so nothing was recorded")
    return kept


def sheet_path(seeds: str, name: str) -> str:
    """The path of the sheet."""
    return f"{seeds.rstrip('/')}/{name}"


def append_kept(
    seeds: str, name: str, kept: Sheet | None, columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> None:
    """Add rows to the sheet; on a disk in one write, so that two people at the same time lose none.

    `kept` is the sheet that was read, with the columns of the rows; without a sheet, they are `columns`.
    """
    order, delimiter = (kept.columns, kept.delimiter) if kept else (columns, ",")
    text = csv_lines(order, rows, delimiter).encode()
    if not text:
        return
    head = heading(columns).encode()
    if is_bucket(seeds):
        store = open_store(seeds)
        with suppress(FileNotFoundError):
            head = _ended(store.get(name))
        store.put(name, head + text)
        return
    path = Path(seeds) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(handle).st_size
        begin = _ended(os.pread(handle, 1, size - 1))[1:] if size else head
        if os.write(handle, begin + text) < len(begin + text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(handle)
    finally:
        os.close(handle)


def _ended(content: bytes) -> bytes:
    """A sheet, or its last byte, with a line break at the end, which an editor may have left out."""
    return content if content.endswith(b"\n") else content + b"\n"
