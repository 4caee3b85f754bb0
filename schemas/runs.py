"""The relations `runs`, `rejects` and `corrections`: what was done, what could not be, and what a person decided."""

import pyarrow as pa

from schemas.table import SNAPSHOT, Lifetime, Table, column

INSTANT = pa.timestamp("us", "UTC")

RUNS = Table(
    name="runs",
    grain="one run that committed, or that failed since the commit before",
    key=("run_id",),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("run_id", pa.string(), "The run.", required=True),
        column("kind", pa.string(), "ingest, reprocess, compact, rollback, …", required=True),
        column("started_at", INSTANT, "When it began.", required=True),
        column("ended_at", INSTANT, "When it committed or failed.", required=True),
        column("status", pa.string(), "done, step (more steps follow), withheld or failed.", required=True),
        column("snapshot", pa.int64(), "The snapshot it made; null where it failed.", stored=False),
        column("files_seen", pa.int64(), "Files listed.", required=True),
        column("documents_added", pa.int64(), "Files added.", required=True),
        column("documents_changed", pa.int64(), "Files changed.", required=True),
        column("documents_removed", pa.int64(), "Files removed.", required=True),
        column("rejected_count", pa.int64(), "Files rejected.", required=True),
        column("withheld_count", pa.int64(), "Removals withheld by the guard.", required=True),
        column("rules_version", pa.string(), "Digest of the rules in force.", required=True),
        column("software_version", pa.string(), "Version of copydesk.", required=True),
        column("engine", pa.string(), "What ran it: direct, prefect.", required=True),
        column("detail", pa.string(), "What went wrong, where it failed."),
        column("seconds", pa.float64(), "Wall time from begin to commit.", required=True),
        column(
            "stage_seconds",
            pa.map_(pa.string(), pa.float64()),
            "CPU seconds by stage, summed over all workers.",
            required=True,
        ),
        SNAPSHOT,
    ),
)

REJECTS = Table(
    name="rejects",
    grain="one file that could not be taken, and why",
    key=("collection", "uri", "run_id"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("collection", pa.string(), "Name of the root the file was found in.", required=True),
        column("uri", pa.string(), "Path in the root.", required=True),
        column("doc_id", pa.string(), "sha256 of its bytes, where they could be read."),
        column("reason", pa.string(), "empty, binary, undecodable, too_long, vanished, unreadable, …", required=True),
        column("detail", pa.string(), "What exactly was seen."),
        column("run_id", pa.string(), "The run that met it.", required=True),
        column("seen_at", INSTANT, "When.", required=True),
        SNAPSHOT,
    ),
)

CORRECTIONS = Table(
    name="corrections",
    grain="one person's decision on one field of one document",
    key=("doc_id", "field", "decided_at"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("field", pa.string(), "The column of articles.", required=True),
        column("value", pa.string(), "The right value as text; null where it should be null."),
        column("note", pa.string(), "Why."),
        column("decided_by", pa.string(), "Who decided.", required=True),
        column("decided_at", INSTANT, "When.", required=True),
        SNAPSHOT,
    ),
)
