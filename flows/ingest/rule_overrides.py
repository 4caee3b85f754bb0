"""The rules for each document: those that the settings select, or those of an override for its path or collection."""

from collections.abc import Sequence
from contextlib import nullcontext
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from flows.errors import UsageError
from flows.settings import Selection, Settings
from flows.sources.source import Source
from transforms.version import rules_version
from warehouse import Warehouse
from warehouse.lookup import stale
from warehouse.stale import StaleQuery, VersionOverride, find_stale, match_overrides

if TYPE_CHECKING:
    import duckdb


def overrides_due(settings: Settings) -> tuple[VersionOverride, ...]:
    """The overrides of the settings, each with the version of its rules."""
    versions = (rules_version(*selection) for selection in settings.selections[1:])
    return tuple(
        VersionOverride(override.collection, override.path, version)
        for override, version in zip(settings.overrides, versions, strict=True)
    )


def rules_in_force(settings: Settings) -> str:
    """The version of the rules, and those of the overrides."""
    return f"{rules_version(*settings.selections[0])} {overrides_due(settings)}"


def stale_documents(settings: Settings, database: "duckdb.DuckDBPyConnection | None" = None) -> int:
    """The number of documents that were cleaned by other rules than those due for them.

    `database` shows the stored articles; by default one is opened.
    """
    warehouse, version = Warehouse(settings.warehouse), rules_version(*settings.selections[0])
    if settings.overrides:
        return len(find_stale(warehouse, StaleQuery(version, overrides_due(settings))))
    # A much cheaper query.
    with nullcontext(database) if database else warehouse.stored("articles", "reviews") as opened:
        return stale(opened, version)


def with_selections(sources: Sequence[Source], settings: Settings) -> tuple[Source, ...]:
    """Give each source of the settings' collection the number of its selection."""
    if not (settings.overrides and sources):
        return tuple(sources)
    numbers = match_overrides(overrides_due(settings), settings.collection_name, (source.uri for source in sources))
    return tuple(source._replace(selection=number) for source, number in zip(sources, numbers, strict=True))


def by_selection(sources: Sequence[Source], settings: Settings) -> list[tuple[Selection, list[Source]]]:
    """Group sources by their selection; the order within a group stays."""
    number = attrgetter("selection")
    return [(settings.selections[n], list(some)) for n, some in groupby(sorted(sources, key=number), key=number)]


def refuse_unknown_overrides(settings: Settings) -> None:
    """Raise UsageError if the settings name an unknown rule."""
    chosen = {(s.select, s.ignore, s.safety) for s in settings.selections if s.select or s.ignore or s.safety}
    if not chosen:
        return
    from transforms.rules import selected  # noqa: PLC0415 - compiles the catalogue, which a run with no work does not need

    for selection in chosen:
        try:
            selected(*selection)
        except ValueError as error:
            raise UsageError(f"wrong settings: {error}; `copydesk rules` lists them") from error
