"""The relations `runs`, `rejects`, `corrections`, `reviews`, `grades`: what was done, and what people decided."""

import pyarrow as pa

from schemas.table import SNAPSHOT, Lifetime, Table, column

INSTANT = pa.timestamp("us", "UTC")
ORDINAL = column(
    "_ordinal", pa.int64(), "Place of the row in its commit: of one snapshot the higher wins; null in older rows."
)

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
        column("withheld_count", pa.int64(), "Removals blocked by the guard.", required=True),
        column("rules_version", pa.string(), "Digest of the rules in force.", required=True),
        column("software_version", pa.string(), "Version of copydesk.", required=True),
        column(
            "engine",
            pa.string(),
            "What ran it: direct, prefect; none where it never began, unknown where its record is lost.",
            required=True,
        ),
        column("detail", pa.string(), "Why it failed or ended with exit 3; of a repair, what cannot be recovered."),
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
        column("detail", pa.string(), "Details of the reason."),
        column("run_id", pa.string(), "The run that found it.", required=True),
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
        column("field", pa.string(), "The column of articles, or speaker:START or mention:START.", required=True),
        column("value", pa.string(), "The right value as text; null where it should be null."),
        column("note", pa.string(), "Why."),
        column("decided_by", pa.string(), "Who decided.", required=True),
        column("decided_at", INSTANT, "When.", required=True),
        column("replaced", pa.string(), "The extracted value when it was decided, as text."),
        column("is_withdrawn", pa.bool_(), "Whether the person took an earlier decision back.", required=True),
        column("is_in_force", pa.bool_(), "Whether articles shows the value.", required=True, stored=False),
        ORDINAL,
        SNAPSHOT,
    ),
)

REVIEWS = Table(
    name="reviews",
    grain="one person's decision on one change that a rule made or proposed",
    key=("doc_id", "start", "stop", "before", "after", "decided_at"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("edit", pa.int32(), "Ordinal of the edit when it was decided.", required=True),
        column("codes", pa.list_(pa.string()), "Codes of the rules that had made or proposed it.", required=True),
        column("decision", pa.string(), "accept, reject, or withdraw, which takes earlier ones back.", required=True),
        column("start", pa.int32(), "First code point of the raw text that the change replaces.", required=True),
        column("stop", pa.int32(), "Code point after the last one.", required=True),
        column("before", pa.string(), "The raw text from start to stop.", required=True),
        column("after", pa.string(), "The text that the change puts there.", required=True),
        column("note", pa.string(), "Why."),
        column("decided_by", pa.string(), "Who decided.", required=True),
        column("decided_at", INSTANT, "When.", required=True),
        column(
            "standing",
            pa.string(),
            "done, waiting (for reprocess), unfit (no rule proposes it any more, or another edit is in its place),"
            " superseded or withdrawn.",
            required=True,
            stored=False,
        ),
        ORDINAL,
        SNAPSHOT,
    ),
)

GRADES = Table(
    name="grades",
    grain="one person's judgement on one value that a reader gave",
    key=("doc_id", "field", "reader", "form", "value"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("field", pa.string(), "The column of articles.", required=True),
        column("value", pa.string(), "The value that was judged, as text.", required=True),
        column("reader", pa.string(), "The reader that gave it.", required=True),
        column("form", pa.string(), "The reader's pattern; empty where it has none.", required=True),
        column("is_right", pa.bool_(), "Whether the value is right.", required=True),
        column("graded_by", pa.string(), "Who judged.", required=True),
        column("graded_at", INSTANT, "When.", required=True),
        ORDINAL,
        SNAPSHOT,
    ),
)
