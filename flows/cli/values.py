"""Single values of a result, for JSON and for people."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from flows.system.terminal import visible

CELL_CHARACTERS = 300


def plain(value: Any) -> Any:
    """A value for JSON: times in ISO 8601, bytes in hex, all other types as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return str(value) if value.as_tuple().exponent else int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.hex() if isinstance(value, bytes) else str(value)


def cell(value: Any) -> str:
    """A value for people, with long texts cut; only its line breaks can control a terminal."""
    if isinstance(value, datetime):
        value = value.replace(microsecond=0)
    if isinstance(value, list) and not any(isinstance(inner, list | dict) for inner in value):
        value = ", ".join(map(str, map(plain, value)))
    text = "" if value is None else str(plain(value))
    return visible(text if len(text) <= CELL_CHARACTERS else f"{text[:CELL_CHARACTERS]}…", "\n")
