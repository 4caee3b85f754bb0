"""The boilerplate lines of a collection, from a plain file next to the seeds."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from flows.csv_sheet import BadSheetError, Sheet
from flows.errors import UsageError
from flows.settings import Override, Settings
from flows.sources.kept_sheet import read_kept

FILE = "boilerplate.csv"
COLUMNS = ("collection", "line", "place", "text_count", "is_used")
NEEDED = ("collection", "line")
_FALSE = ("false", "no", "0")


def with_boilerplate(settings: Settings, say: Callable[[str], object] = lambda _: None) -> Settings:
    """Add an override for each collection with boilerplate lines, so that only its documents depend on them.

    Settings that have them already stay as they are. `say` gets messages about rows that were left out. Raises
    UsageError if the file is not a sheet.
    """
    kept = _lines(settings, say)
    own = [override for name, lines in kept.items() for override in _overrides(settings, name, lines)]
    return settings.model_copy(update={"overrides": (*own, *settings.overrides)}) if own else settings


def read_boilerplate(settings: Settings) -> Sheet | None:
    """Read the file next to the seeds; None without one. Raises UsageError if it is not a sheet."""
    try:
        return read_kept(settings.seeds, FILE, COLUMNS, NEEDED)
    except BadSheetError as error:
        raise UsageError(f"{error}; correct the file, or restore it from a copy") from error


def _lines(settings: Settings, say: Callable[[str], object]) -> Mapping[str, tuple[str, ...]]:
    """The used lines, by collection."""
    sheet, found = read_boilerplate(settings), defaultdict(set)
    if sheet is None:
        return {}
    sheet.say_problems(say)
    for _, cells in sheet.rows:
        if cells.get("is_used", "").strip().lower() not in _FALSE:
            found[cells["collection"] or settings.collection_name].add(cells["line"])
    return {name: tuple(sorted(lines)) for name, lines in sorted(found.items())}


def _overrides(settings: Settings, name: str, lines: tuple[str, ...]) -> list[Override]:
    """The overrides that match a collection, with its lines, and last the one for all its other files."""
    pattern = re.sub(r"([*?\[])", r"[\1]", name)
    fit = [
        override.model_copy(update={"collection": pattern, "boilerplate": (*lines, *override.boilerplate)})
        for override in settings.overrides
        if fnmatchcase(name, override.collection)
    ]
    return [*fit, Override(collection=pattern, path="*", boilerplate=lines)]
