"""The relations `duplicates`, `article_stories` and `stories`: which documents belong together."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

DUPLICATES = Table(
    name="duplicates",
    grain="one document of a group of near-identical ones",
    key=("doc_id",),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("group_id", pa.string(), "The group: doc_id of its first document.", required=True),
        column("similarity", pa.float64(), "Estimated share of common word shingles with the first.", required=True),
    ),
)

ARTICLE_STORIES = Table(
    name="article_stories",
    grain="one document's place in a story",
    key=("doc_id",),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("story_id", pa.string(), "The story.", required=True),
        column("linked_by", pa.string(), "The evidence that links it: shared names, places, numbers, days."),
        column("similarity", pa.float64(), "Similarity to the story's nearest other document."),
    ),
)

STORIES = Table(
    name="stories",
    grain="one story",
    key=("story_id",),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("story_id", pa.string(), "The story: doc_id of its first document.", required=True),
        column("title", pa.string(), "Headline or lead of its first document."),
        column("first_at", pa.timestamp("us", "UTC"), "The earliest bound of its documents."),
        column("last_at", pa.timestamp("us", "UTC"), "The latest bound of its documents."),
        column("article_count", pa.int32(), "How many documents it has.", required=True),
        column("agencies", pa.list_(pa.string()), "Agencies credited in it."),
    ),
)
