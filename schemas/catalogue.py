"""The relations `rules` and `readers`: the active catalogue, with its measured accuracy."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

CHECKED = "How many of its results were checked."
RIGHT = "How many of the checked ones were right."

MEASURED_ON = column("measured_on", pa.string(), "shipped, own (this corpus), or both together.", stored=False)

RULES = Table(
    name="rules",
    grain="one rule of the catalogue in force",
    key=("code",),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("code", pa.string(), "The rule's code; never used again for another rule.", required=True),
        column("name", pa.string(), "What is wrong, in a few words.", required=True),
        column("family", pa.string(), "Its family: spacing, quotation, …", required=True),
        column("action", pa.string(), "fix, suggest, flag or extract.", required=True),
        column("is_active", pa.bool_(), "Whether the settings select it.", required=True),
        column(
            "why", pa.string(), "Why it is wrong, and the habit of the source language that causes it.", required=True
        ),
        column("examples", pa.list_(pa.string()), "Examples as bad → good.", required=True),
        column("counter_examples", pa.list_(pa.string()), "Texts that it leaves alone.", required=True),
        column("source_languages", pa.list_(pa.string()), "BCP 47 subtags of languages that it speaks for."),
        column("checked_count", pa.int64(), CHECKED, required=True),
        column("right_count", pa.int64(), RIGHT, required=True),
        MEASURED_ON,
    ),
)

READERS = Table(
    name="readers",
    grain="one pattern by which one reader extracts one field",
    key=("reader", "form", "field"),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("reader", pa.string(), "The reader.", required=True),
        column("form", pa.string(), "The pattern.", required=True),
        column("field", pa.string(), "The field.", required=True),
        column("checked_count", pa.int64(), CHECKED, required=True),
        column("right_count", pa.int64(), RIGHT, required=True),
        MEASURED_ON,
    ),
)
