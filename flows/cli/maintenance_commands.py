"""The maintenance commands: status, snapshots, rollback, compaction, garbage collection, verification and repair."""

# Each command imports only what it needs.
# ruff: noqa: PLC0415

from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.options import At, CollectionName, Format, PathGlob, Seeds, WarehouseRoot, warehouse_at
from flows.cli.review import review
from flows.errors import DONE, FAILED

if TYPE_CHECKING:
    from warehouse.named_queries import Result


def snapshots(form: Format = "table", warehouse: WarehouseRoot = None) -> int:
    """List the snapshots of the warehouse, newest last."""
    from flows.cli.formats import known_format, write
    from flows.cli.queries import QueryRows

    known_format(form)
    kept = ((s.number, s.created_at, s.kind, s.writer) for s in warehouse_at(warehouse)[0].snapshots())
    write(QueryRows(("snapshot", "created_at", "kind", "writer"), kept), form)
    return DONE


def status(form: Format = "table", seeds: Seeds = None, warehouse: WarehouseRoot = None) -> int:
    """Show what is stored, what is due and what is wrong; exit 1 if something is wrong, 2 without a warehouse."""
    from flows.cli.status import print_status

    return print_status(warehouse_at(warehouse, is_committed=False, seeds=seeds)[1], form)


def rollback(
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="The snapshot to restore.")],
    warehouse: WarehouseRoot = None,
) -> int:
    """Add a snapshot with the contents of snapshot N; corrections, reviews, grades and the record of runs stay."""
    from flows.runs.maintenance import go_back

    made = go_back(warehouse_at(warehouse)[1], number)
    print(f"Snapshot {made.number} has the contents of snapshot {number}, with all decisions of people.")
    print("The next run loads what differs from seeds/.")
    return DONE


def compact(warehouse: WarehouseRoot = None) -> int:
    """Merge small files and drop dead rows; no visible row changes."""
    from math import inf

    from flows.runs.maintenance import merge

    made = merge(warehouse_at(warehouse)[1], inf)
    print(f"Merged, as snapshot {made.number}." if made else "There is nothing to merge.")
    return DONE


def gc(warehouse: WarehouseRoot = None) -> int:
    """Delete snapshots beyond `keep_snapshots` and `keep_days`, and files that no snapshot names."""
    from flows.runs.maintenance import collect

    gone = collect(warehouse_at(warehouse)[1])
    print(f"Deleted {gone.snapshots:,} snapshots and {gone.files:,} files of {gone.bytes:,} bytes.")
    return DONE


def verify(at: At = None, warehouse: WarehouseRoot = None) -> int:
    """Verify files, edits, evidence and invariants; exit 1 with the rows that violate one."""
    from flows.console import Console, seldom
    from warehouse.verify import verify as verify_warehouse
    from warehouse.verify import without_hash

    opened, _ = warehouse_at(warehouse, is_committed=False)
    code = _print_broken(verify_warehouse(opened, at, seldom(Console().warn)), "Nothing is damaged or broken.")
    if at is None and code == DONE and (paths := without_hash(opened)):
        print(f"{len(paths):,} files are of format 1 and have no hash; their length and rows are right: {paths[0]}, …")
    return code


def repair(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done; write nothing.")] = False,
    allow_removals: Annotated[bool, typer.Option("--allow-removals", help="Allow blocked removals.")] = False,
    seeds: Seeds = None,
    collection: CollectionName = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Rebuild the contents of damaged or missing files from other files and seeds/; name what cannot be recovered."""
    from flows.console import Console
    from flows.runs.repair import repair as repair_warehouse

    _, chosen = warehouse_at(warehouse, is_committed=False, seeds=seeds, collection=collection)
    return repair_warehouse(chosen, Console(), dry_run=dry_run, allow_removals=allow_removals)


def check(at: At = None, warehouse: WarehouseRoot = None) -> int:
    """Check the data for anomalies; exit 1 with the rows that a check finds."""
    from warehouse.verify import check as check_warehouse

    return _print_broken(check_warehouse(warehouse_at(warehouse)[0], at), "No check found anything.")


def _print_broken(answers: "list[Result]", fine: str) -> int:
    from flows.cli.formats import write
    from flows.cli.queries import QueryRows

    for answer in answers:
        print(f"{answer.name}: {answer.title}")
        rows = zip(*(column.to_pylist() for column in answer.rows.columns), strict=True)
        write(QueryRows(answer.rows.column_names, iter(rows)), "table")
    if not answers:
        print(fine)
    return FAILED if answers else DONE


def boilerplate(
    collection: CollectionName = None,
    path: PathGlob = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added; write nothing.")] = False,
    seeds: Seeds = None,
    warehouse: WarehouseRoot = None,
) -> int:
    """Add lines that many pages of a collection repeat to boilerplate.csv in seeds/; the next run removes them."""
    from flows.cli.formats import write
    from flows.cli.queries import QueryRows
    from flows.runs.boilerplate import RepeatedLine, boilerplate_path, propose_lines

    _, settings = warehouse_at(warehouse, seeds=seeds)
    new = propose_lines(settings, collection, path, write=not dry_run)
    write(QueryRows(RepeatedLine._fields, iter(new)), "table")
    print(f"{len(new):,} lines {'would be ' if dry_run else ''}added to {boilerplate_path(settings)}.")
    return DONE


COMMANDS = (snapshots, status, rollback, compact, gc, verify, repair, check, boilerplate, review)
