"""The relations of stories: terms, duplicates, revisions, article_stories, stories and story_merges."""

import pyarrow as pa

from schemas.table import SNAPSHOT, Lifetime, Table, column

_NUMBERS = pa.list_(pa.int32())
_INSTANT = pa.timestamp("us", "UTC")

STORY_TERMS = Table(
    name="story_terms",
    grain="one document's terms, by which it is linked with others",
    key=("doc_id",),
    lifetime=Lifetime.DOCUMENT,
    long_text=True,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column(
            "words",
            pa.list_(pa.string()),
            "Its 24 heaviest terms as printed, the heaviest first.",
            required=True,
            stored=False,
        ),
        column("_words", pa.string(), "These terms, one a line.", required=True),
        column(
            "_heavy",
            pa.binary(),
            "Six bytes for each, the low byte first: CRC-32 of its stem (or its consonants), then its weight in two.",
            required=True,
        ),
        column(
            "_more",
            pa.binary(),
            "The same of the 72 terms after them; all weights have the length 65,535.",
            required=True,
        ),
        column("_sentences", _NUMBERS, "Hashes of its sentences' rarer words, in their order."),
        column("_earliest_at", _INSTANT, "As articles.earliest_at was read."),
        column("_latest_at", _INSTANT, "As articles.latest_at was read."),
    ),
)

DUPLICATES = Table(
    name="duplicates",
    grain="one document of a group of near-identical ones",
    key=("doc_id",),
    lifetime=Lifetime.WHOLE,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("group_id", pa.string(), "The group: doc_id of its first document.", required=True),
        column(
            "similarity",
            pa.float64(),
            "Share of runs of three words that it has in common with the first.",
            required=True,
        ),
        column(
            "agency_inferred",
            pa.string(),
            "The agency that the other texts of the group credit, where this one credits none.",
            stored=False,
        ),
        column(
            "agency_inferred_from",
            pa.string(),
            "The evidence: the earliest text of the group that credits the agency.",
            stored=False,
        ),
    ),
)

REVISIONS = Table(
    name="revisions",
    grain="one current document that takes the place of another",
    key=("doc_id", "supersedes", "basis", "collection", "uri"),
    lifetime=Lifetime.VIEW,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("supersedes", pa.string(), "The document that it takes the place of.", required=True),
        column(
            "basis",
            pa.string(),
            "story (the same agency's, most of its sentences, and earlier) or file (its file held it before).",
            required=True,
        ),
        column("collection", pa.string(), "The collection of its file.", required=True),
        column("uri", pa.string(), "Its file.", required=True),
        column("seen_at", _INSTANT, "When the file was seen to be changed; null for the basis story."),
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
        column("linked_by", pa.string(), "The five heaviest terms that it shares with the nearest other document."),
        column("similarity", pa.float64(), "Similarity to the story's nearest other document."),
        column(
            "role",
            pa.string(),
            "first (the earliest), update or correction (it supersedes one), rendering (the same in other words) or"
            " other (a copy, or a version of unknown order).",
            stored=False,
        ),
        column(
            "supersedes",
            pa.string(),
            "The text of the story that this one replaces: the same agency's, most of its sentences, and earlier.",
            stored=False,
        ),
        column("_component", pa.string(), "First doc_id of all that links connect with it.", required=True),
        column("_chain", pa.string(), "First doc_id of the versions of one text, where it is one of several."),
        column("_wording", pa.int64(), "A number that says which sentences such a version has."),
    ),
)

STORIES = Table(
    name="stories",
    grain="one story of two documents or more",
    key=("story_id",),
    lifetime=Lifetime.VIEW,
    columns=(
        column("story_id", pa.string(), "The story: doc_id of a document that it has or had.", required=True),
        column("title", pa.string(), "Headline, else lead, of its earliest document."),
        column("first_at", pa.timestamp("us", "UTC"), "The earliest bound of its documents."),
        column("last_at", pa.timestamp("us", "UTC"), "The latest bound of its documents."),
        column("article_count", pa.int32(), "How many documents it has.", required=True),
        column("agencies", pa.list_(pa.string()), "Agencies credited in it."),
    ),
)

STORY_MERGES = Table(
    name="story_merges",
    grain="one story that became part of another",
    key=("story_id", "into_story_id", "run_id"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("story_id", pa.string(), "The story that was merged.", required=True),
        column("into_story_id", pa.string(), "The story that most of its documents are in now.", required=True),
        column("run_id", pa.string(), "The run that joined them.", required=True),
        SNAPSHOT,
    ),
)
