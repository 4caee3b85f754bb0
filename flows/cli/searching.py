"""Answers one query or search in a process with limits, after it has updated the search index."""

from contextlib import suppress

from flows.cli.formats import answer
from flows.cli.queries import index_words, open_for_queries, within_limits
from flows.cli.query_mistakes import naming_mistakes
from flows.console import Console
from flows.settings import Settings
from warehouse import Warehouse
from warehouse.catalog import literal


def answer_query(settings: Settings, query: str, form: str, at: int | None, *, is_ours: bool = False) -> int:
    """Print the result of a query in a format; returns the exit code. See `open_sandboxed` for `is_ours`."""
    if "search" in query.lower():
        index_words(settings, Console(), at, stems="stemmed" in query.lower())

    def asked(needs: str | None) -> None:
        with open_for_queries(settings, Console(), at, needs, is_ours=is_ours) as database:
            answer(database, query, form)

    def work() -> None:
        import duckdb  # noqa: PLC0415 - slow, and only this process needs it

        with naming_mistakes(Warehouse(settings.warehouse)):
            with suppress(duckdb.CatalogException):
                asked(query)
                return
            asked(None)  # DuckDB suggests similar names of existing relations

    return within_limits(settings, work)


def search_query(words: str, limit: int, *, stem: bool) -> str:
    """The query for the best texts of a search in the grammar of FTS5."""
    stemmed = ", stemmed := true" if stem else ""
    return (
        "SELECT round(rank, 2) AS rank, day, uri, agency, headline, passage "
        f"FROM search({literal(words)}{stemmed}, passages := {limit}, best := {limit}) LIMIT {limit}"
    )
