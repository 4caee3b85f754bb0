"""The facts of documents as the metadata columns of `articles`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from transforms.fact import Fact
from transforms.facts.agencies import AGENCIES

_TEXTS = (
    "headline source_language_declared source_language_inferred dateline located located_name located_uri country "
    "dateline_date timestamp_role timezone_printed bounds_basis agency agency_role creditline byline copyright_holder "
    "copyright_notice ed_note signal representation_type"
).split()
_LISTS = ("located_all", "authors", "info_sources")
_SITES = {agency.name: agency.site for agency in AGENCIES}


def _parties(values: Sequence[str]) -> list[dict[str, str | None]]:
    split = [value.partition(":") for value in values]
    return [{"name": name, "role": role, "uri": _SITES.get(name)} for role, _, name in split]


_TYPED: dict[str, Callable[[Any], Any]] = {
    "latitude": float,
    "longitude": float,
    "dateline_on": date.fromisoformat,
    "timestamp_local": datetime.fromisoformat,
    "earliest_at": datetime.fromisoformat,
    "latest_at": datetime.fromisoformat,
    "copyright_year": int,
    "info_sources": _parties,
}


def columns(each: Sequence[Sequence[Fact]]) -> dict[str, list[Any]]:
    """Type the facts of documents as the schema of `articles` wants them: by column, a value for each document.

    The first fact of a field gives its value; fields of several values are lists, null where there is no fact.
    Fields that are no metadata column are left out.
    """
    found: dict[str, list[Any]] = {field: [None] * len(each) for field in (*_TEXTS, *_TYPED, *_LISTS)}
    for n, facts in enumerate(each):
        for fact in facts:
            field, value = fact.field, fact.value
            if value is None or (column := found.get(field)) is None:
                continue
            if field in _LISTS:
                column[n] = [*(column[n] or ()), value]
            elif column[n] is None:
                column[n] = value
    for field, typed in _TYPED.items():
        found[field] = [None if value is None else typed(value) for value in found[field]]
    return found
