"""The part of IPTC ninjs 3.1 that we write, as data, and a check of items against it.

Written after the standard's JSON Schema (ninjs-schema_3.1.json, CC BY 4.0).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7E]+")


class InvalidItemError(ValueError):
    """An item that the standard does not allow."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _uri(value: Any) -> bool:
    return isinstance(value, str) and bool(_URI.fullmatch(value))


def _instant(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False


def _one_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: value in allowed


def _point(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") == "Point"
        and len(value.get("coordinates", ())) == 2
        and all(isinstance(number, float) for number in value["coordinates"])
    )


Kind = Callable[[Any], bool] | Mapping[str, Any] | list[Any]
ITEM: dict[str, Kind] = {
    "uri": _uri,
    "type": _one_of("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"),
    "standard": {"name": _text, "version": _text, "schema": _uri},
    "language": _text,
    "representationType": _one_of("full", "partial"),
    "contentCreated": _instant,
    "headlines": [{"role": _text, "contentType": _text, "value": _text}],
    "by": _text,
    "located": _text,
    "people": [{"name": _text, "rel": _text, "uri": _uri, "literal": _text}],
    "organisations": [{"name": _text, "rel": _text, "uri": _uri, "literal": _text}],
    "places": [{"name": _text, "rel": _text, "uri": _uri, "literal": _text, "geoJSON": _point}],
    "infoSources": [{"name": _text, "role": _text, "uri": _uri, "literal": _text}],
    "copyrightHolder": _text,
    "copyrightNotice": _text,
    "edNote": _text,
    "bodies": [{"role": _text, "contentType": _text, "charCount": _count, "wordCount": _count, "value": _text}],
    "altIds": [{"role": _text, "value": _text}],
}
_NEEDED = {"headlines": "value", "bodies": "value"}


def validate(item: Mapping[str, Any]) -> None:
    """Raise InvalidItemError, which names the property, where an item is not of the standard."""
    if "uri" not in item:
        raise InvalidItemError("an item without uri")
    _check("item", item, ITEM)
    for name, needed in _NEEDED.items():
        if any(needed not in part for part in item.get(name, ())):
            raise InvalidItemError(f"{name}: a part without {needed}")


def _check(name: str, value: Any, kind: Kind) -> None:
    if isinstance(kind, list):
        if not isinstance(value, list):
            raise InvalidItemError(f"{name}: not a list")
        for part in value:
            _check(name, part, kind[0])
    elif isinstance(kind, Mapping):
        if not isinstance(value, dict) or value.keys() - kind.keys():
            raise InvalidItemError(f"{name}: not an object of {', '.join(kind)}")
        for key, part in value.items():
            _check(f"{name}.{key}", part, kind[key])
    elif not kind(value):
        raise InvalidItemError(f"{name}: {value!r} is not allowed")
