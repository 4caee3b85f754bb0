"""The relations `arrivals`, `current_documents` and `collections`: the history of files, and which are current."""

import pyarrow as pa

from schemas.table import SNAPSHOT, Lifetime, Table, column

URI = "Path in the collection's root, /-separated; % and bytes that are not UTF-8 are percent-escaped."
SEQUENCE = "The leading number of a name like 000_c40eef0a21129774.txt."

ARRIVALS = Table(
    name="arrivals",
    grain="one thing that happened to one file: it was added, changed or removed",
    key=("collection", "uri", "run_id"),
    lifetime=Lifetime.HISTORY,
    columns=(
        column("collection", pa.string(), "Name of the root the file was found in.", required=True),
        column("uri", pa.string(), URI, required=True),
        column("doc_id", pa.string(), "The content that arrived, or that left with a removed file.", required=True),
        column("status", pa.string(), "added, changed or removed.", required=True),
        column("previous_doc_id", pa.string(), "The content that the file held before a change."),
        column("byte_count", pa.int64(), "Length of the file in bytes; null for a removed one."),
        column("modified_at", pa.timestamp("us", "UTC"), "The file's own time of modification."),
        column("seen_at", pa.timestamp("us", "UTC"), "When the run listed the file, or missed it.", required=True),
        column("run_id", pa.string(), "The run that loaded it.", required=True),
        column("file_sequence", pa.int64(), SEQUENCE),
        column("file_id", pa.string(), "The hexadecimal part of such a name."),
        SNAPSHOT,
    ),
)

CURRENT_DOCUMENTS = Table(
    name="current_documents",
    grain="one file now in seeds/",
    key=("collection", "uri"),
    lifetime=Lifetime.VIEW,
    columns=(
        column("collection", pa.string(), "Name of the root the file is in.", required=True, stored=False),
        column("uri", pa.string(), URI, required=True, stored=False),
        column("doc_id", pa.string(), "The content it holds.", required=True, stored=False),
        column("seen_at", pa.timestamp("us", "UTC"), "When it last arrived.", required=True, stored=False),
        column("byte_count", pa.int64(), "Length of the file in bytes.", stored=False),
        column("modified_at", pa.timestamp("us", "UTC"), "The file's own time of modification.", stored=False),
        column("file_sequence", pa.int64(), SEQUENCE, stored=False),
        column("file_id", pa.string(), "The hexadecimal part of such a name.", stored=False),
    ),
)

VOTE = pa.struct([("language", pa.string()), ("rule", pa.string()), ("document_count", pa.int64())])

COLLECTIONS = Table(
    name="collections",
    grain="one collection that has current documents",
    key=("collection",),
    lifetime=Lifetime.VIEW,
    columns=(
        column("collection", pa.string(), "Name of the root that its files are in.", required=True, stored=False),
        column("document_count", pa.int64(), "Its current documents.", required=True, stored=False),
        column("english_count", pa.int64(), "Those of them that are English.", required=True, stored=False),
        column(
            "telling_count",
            pa.int64(),
            "Those of them that are evidence of a source language.",
            required=True,
            stored=False,
        ),
        column(
            "source_language_inferred",
            pa.string(),
            "BCP 47 subtag of the originals, judged by all votes; null unless two rules agree by a clear margin.",
            stored=False,
        ),
        column(
            "source_language_votes",
            pa.list_(VOTE),
            "How many documents each rule gives as evidence of each language; most first.",
            stored=False,
        ),
    ),
)
