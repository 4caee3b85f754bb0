"""Reports as one HTML page for people without a terminal; the page loads no other files and runs no scripts."""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from flows.cli.formats import heading_of
from flows.cli.queries import open_for_reports
from flows.cli.values import cell
from flows.settings import Settings
from flows.site.build import style
from flows.site.rendering import EMPTY_CELL
from warehouse import Warehouse
from warehouse.damage import naming_damage
from warehouse.named_queries import NamedQuery, bind
from warehouse.snapshot import EMPTY

if TYPE_CHECKING:
    import duckdb

TEMPLATE = Path(__file__).with_name("report.html")
PAGE_START = b"<!doctype html>"
MOST_ROWS = 100
FIRST_ROWS = 10  # the others are collapsed


class Cell(NamedTuple):
    """A value as text; `share` is the length of its bar in percent, None without a bar."""

    text: str
    is_number: bool
    share: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One report: its first rows."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    is_cut: bool


def html_page(settings: Settings, asked: Sequence[NamedQuery], given: Mapping[str, str], at: int | None) -> str:
    """Make one page of reports of the newest snapshot, or of number `at`.

    Raises UnknownParameterError for a parameter or a value that one of them does not accept.
    """
    warehouse = Warehouse(settings.warehouse)
    snapshot = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    with naming_damage(warehouse), open_for_reports(settings, snapshot.number or None, given) as database:
        sections = [_section(database, question, given) for question in asked]
    title = sections[0].title if len(sections) == 1 else "copydesk reports"
    about = f"Snapshot {snapshot.number} of {settings.warehouse}, made {snapshot.created_at:%Y-%m-%d %H:%M} UTC."
    page = Environment(autoescape=True, trim_blocks=True).from_string(TEMPLATE.read_text("utf-8"))
    css = style()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return page.render(title=title, about=about, sections=sections, css=Markup(css), digest=digest, first=FIRST_ROWS)


def write_page(path: Path, page: str) -> None:
    """Write a page completely or not at all; raises OSError."""
    staged = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        staged.write_text(page, "utf-8")
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def _section(database: "duckdb.DuckDBPyConnection", question: NamedQuery, given: Mapping[str, str]) -> Section:
    bind(database, question, given)
    cursor = database.execute(question.sql)
    columns = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchmany(MOST_ROWS + 1)
    counted = next((n for n, name in enumerate(columns) if name.endswith("_count")), None)
    greatest = max((row[counted] or 0 for row in rows), default=0) if counted is not None else 0

    def cells(row: Sequence[Any]) -> list[Cell]:
        return [_cell(value, greatest if n == counted else 0) for n, value in enumerate(row)]

    shown = [cells(row) for row in rows[:MOST_ROWS]]
    return Section(question.name, question.title, list(map(heading_of, columns)), shown, is_cut=len(rows) > MOST_ROWS)


def _cell(value: Any, greatest: int) -> Cell:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    share = round(100 * value / greatest) if is_number and greatest else None
    return Cell(f"{value:,}" if isinstance(value, int) and is_number else _words(value), is_number, share)


def _words(value: Any) -> str:
    """A value in words: a dash for a null, and the pairs of a map one after the other."""
    if isinstance(value, dict):
        return ", ".join(f"{_words(key)} {_words(inner)}" for key, inner in value.items()) or EMPTY_CELL
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or EMPTY_CELL
    return (f"{value:g}" if isinstance(value, float) else cell(value)) or EMPTY_CELL
