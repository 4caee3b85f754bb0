"""The facts of one document as the metadata columns of its row in `articles`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from transforms.fact import Fact
from transforms.facts.agencies import AGENCIES

Value = object


def _text(value: str) -> Value:
    return value


_SINGLE: dict[str, Callable[[str], Value]] = {
    "headline": _text,
    "source_language_declared": _text,
    "source_language_inferred": _text,
    "dateline": _text,
    "located": _text,
    "located_name": _text,
    "located_uri": _text,
    "country": _text,
    "latitude": float,
    "longitude": float,
    "dateline_date": _text,
    "dateline_on": date.fromisoformat,
    "timestamp_local": datetime.fromisoformat,
    "timestamp_role": _text,
    "timezone_printed": _text,
    "earliest_at": datetime.fromisoformat,
    "latest_at": datetime.fromisoformat,
    "bounds_basis": _text,
    "agency": _text,
    "agency_role": _text,
    "creditline": _text,
    "byline": _text,
    "copyright_holder": _text,
    "copyright_year": int,
    "copyright_notice": _text,
    "ed_note": _text,
    "signal": _text,
    "representation_type": _text,
}
_SITES = {agency.name: agency.site for agency in AGENCIES}


def _party(value: str) -> dict[str, str | None]:
    role, _, name = value.partition(":")
    return {"name": name, "role": role, "uri": _SITES.get(name)}


_MANY: dict[str, Callable[[str], Value]] = {"located_all": _text, "authors": _text, "info_sources": _party}
_EMPTY: dict[str, object] = dict.fromkeys((*_SINGLE, *_MANY))


def columns(facts: Sequence[Fact]) -> dict[str, object]:
    """Type the facts as the schema of `articles` wants them.

    The first fact of a field gives its value; fields of several values are lists, null where there is no fact.
    Fields that are no metadata column are left out.
    """
    row = _EMPTY.copy()
    lists: dict[str, list[object]] = {}
    for fact in facts:
        field, value = fact.field, fact.value
        if value is None:
            continue
        if (single := _SINGLE.get(field)) is not None:
            if row[field] is None:
                row[field] = single(value)
        elif (many := _MANY.get(field)) is not None:
            lists.setdefault(field, []).append(many(value))
    row.update(lists)
    return row
