"""The relation `facts`: every extracted value with its evidence, and the reason for every null."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

SPAN = pa.struct([("start", pa.int32()), ("stop", pa.int32())])

FACTS = Table(
    name="facts",
    grain="one value read in one place, or one reason for a null",
    key=("doc_id", "fact"),
    lifetime=Lifetime.DOCUMENT,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("fact", pa.int32(), "Ordinal in the document; decisions of people from 1,000,000.", required=True),
        column("field", pa.string(), "The column of articles that it is about.", required=True),
        column("value", pa.string(), "The value as text; null where the row is a reason."),
        column("text", pa.string(), "The evidence as printed."),
        column("start", pa.int32(), "First code point of the evidence in the raw text."),
        column("stop", pa.int32(), "Code point after the evidence."),
        column("spans", pa.list_(SPAN), "Every place of evidence, where a value rests on several."),
        column("reader", pa.string(), "Which reader read it; human for a correction.", required=True),
        column(
            "form",
            pa.string(),
            "Which of the reader's patterns matched; for a source language, the rules whose hits are its evidence.",
        ),
        column("is_inferred", pa.bool_(), "Whether it is concluded rather than printed.", required=True),
        column(
            "confidence", pa.float64(), "Measured share of right values of the reader's pattern; null if unmeasured."
        ),
        column("reason", pa.string(), "Why the field is null: no_dateline, ambiguous_place, no_timezone, …"),
    ),
)
