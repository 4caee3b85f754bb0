"""The relation `edits`: the ledger of every change made, proposed or flagged."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

EDITS = Table(
    name="edits",
    grain="one change made (applied), or one proposed or flagged (not applied)",
    key=("doc_id", "edit"),
    lifetime=Lifetime.DOCUMENT,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("edit", pa.int32(), "Ordinal in the document, by start.", required=True),
        column(
            "rules_version",
            pa.string(),
            "As in articles.",
            required=True,
        ),
        column("start", pa.int32(), "First code point of the raw text that it concerns.", required=True),
        column("stop", pa.int32(), "Code point after the last one.", required=True),
        column("before", pa.string(), "The raw text from start to stop.", required=True),
        column("after", pa.string(), "The text that replaces it; null for a flag."),
        column("codes", pa.list_(pa.string()), "Codes of the rules that made it.", required=True),
        column(
            "action",
            pa.string(),
            "What the rule does: fix, suggest, flag or extract, whatever a person decided.",
            required=True,
        ),
        column("applied", pa.bool_(), "Whether the clean text has it, by the rule or by a person.", required=True),
        column("confidence", pa.float64(), "Measured share of right edits of the rule; null if too few were checked."),
        column("message", pa.string(), "What is wrong, in a few words."),
        column(
            "decided_by",
            pa.string(),
            "Who accepted or rejected it, which counts more than the action; null if no person did.",
        ),
    ),
)
