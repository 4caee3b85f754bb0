"""The commands `sample` and `grade`."""

# Each command imports only what it needs.
# ruff: noqa: PLC0415

import getpass
import shlex
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import By, Format, WarehouseRoot, refuse_unwritable, warehouse_at
from flows.errors import DONE


def sample(  # noqa: PLR0917 - an option each
    field: Annotated[str, typer.Argument(metavar="FIELD", help="The column of articles to check.")],
    count: Annotated[int, typer.Option("--n", min=1, max=1_000_000, metavar="N", help="How many values.")] = 200,
    where: Annotated[str | None, typer.Option(metavar="SQL", help="A condition on articles.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the random draw.")] = 1,
    out: Annotated[Path | None, typer.Option(metavar="CSV", help="The sheet; sample-FIELD.csv by default.")] = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Write a sheet of randomly drawn values with their evidence, to mark y or n; see grade."""
    from flows.cli.limited_process import make_limited
    from flows.cli.queries import query_limits
    from flows.cli.sampling import drawn, write_sheet
    from warehouse.sampling import Draw

    path = out or Path(f"sample-{Path(field).name}.csv")
    opened, settings = warehouse_at(warehouse)
    refuse_unwritable(path, settings)
    code, rows = make_limited(lambda: drawn(opened, Draw(field, count, where, seed)), query_limits(settings))
    if code == DONE:
        found = write_sheet(rows, path)
        command = settings.command(f"grade {shlex.quote(str(path))}")
        print(f"{found} values are in {path}: write y or n into the column right, then {command}")
    return code


def grade(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A marked sheet that sample wrote.")],
    by: By = None,
    form: Format = "table",
    warehouse: WarehouseRoot = None,
) -> int:
    """Compute the accuracy of a marked sheet, with its 95 % interval, and store the counts for this corpus."""
    from flows.cli.formats import known_format, write
    from flows.cli.queries import QueryRows
    from flows.cli.sampling import grade as take_grades
    from flows.console import Console

    known_format(form)
    names = ("field", "reader", "form", "checked", "right", "share", "low", "high")
    write(
        QueryRows(names, iter(take_grades(warehouse_at(warehouse)[0], file, by or getpass.getuser(), Console().warn))),
        form,
    )
    return DONE


SAMPLING_COMMANDS = (sample, grade)
