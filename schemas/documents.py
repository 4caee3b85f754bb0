"""The relation `documents`: every content ever loaded, as it was decoded."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

DOCUMENTS = Table(
    name="documents",
    grain="one distinct content ever loaded, also of files that were changed or removed since",
    key=("doc_id",),
    lifetime=Lifetime.HISTORY,
    long_text=True,
    columns=(
        column("doc_id", pa.string(), "Lower-case hex sha256 of the file's bytes.", required=True),
        column("text", pa.string(), "The decoded raw text, every CR and LF kept.", required=True),
        column("encoding", pa.string(), "Name of the character encoding the bytes were read in.", required=True),
        column("byte_count", pa.int64(), "Length of the file in bytes.", required=True),
        column("char_count", pa.int64(), "Length of the text in Unicode code points.", required=True),
        column("decoded_how", pa.string(), "How the encoding was found: utf-8, bom, detected, …", required=True),
        column("bytes", pa.binary(), "The file's bytes, only where the text does not encode back to them."),
    ),
)
