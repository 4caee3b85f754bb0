"""The relation `quotes`: who is quoted with which words, and how far the marks can be trusted."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

QUOTES = Table(
    name="quotes",
    grain="one quotation",
    key=("doc_id", "quote"),
    lifetime=Lifetime.DOCUMENT,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("quote", pa.int32(), "Ordinal in the document.", required=True),
        column("text", pa.string(), "The quoted words, clean.", required=True),
        column("start", pa.int32(), "First code point in the raw text, the opening mark included.", required=True),
        column("stop", pa.int32(), "Code point after the closing mark, or where it must have been.", required=True),
        column("speaker", pa.string(), "Who is quoted, as printed."),
        column("speaker_start", pa.int32(), "First code point of the speaker in the raw text."),
        column("speaker_stop", pa.int32(), "Code point after the speaker.", stored=False),
        column("speaker_name", pa.string(), "The same person's fullest name in the document."),
        column(
            "speaker_kind", pa.string(), "person, place, organisation or agency, where the text mentions that name."
        ),
        column("cue", pa.string(), "The verb or phrase that introduces the quotation, as printed."),
        column("cue_start", pa.int32(), "First code point of the cue in the raw text."),
        column("cue_stop", pa.int32(), "Code point after the cue.", stored=False),
        column("form", pa.string(), "Which form of attribution gave the speaker."),
        column("status", pa.string(), "complete, unclosed, multi_paragraph, partial or scare.", required=True),
        column("paragraph", pa.int32(), "Ordinal of the paragraph in which it begins.", required=True),
        column("outer_quote", pa.int32(), "Ordinal of the quotation around it."),
        column("quoted_language", pa.string(), "BCP 47 subtag of the language that the words were likely said in."),
        column("maybe_back_translated", pa.bool_(), "Whether the words were likely spoken in the text's language."),
        column("confidence", pa.float64(), "Measured share of right speakers of its form; null if unmeasured."),
    ),
)
