"""The relation `paragraphs`: the raw text's paragraphs and their roles."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

_ROLES = (
    "What it is on its page: headline, byline, dateline, body, credit, end_mark, slug, ed_note, copyright; boilerplate,"
    " navigation, counter, stamp, notice, form, share, promotion, related, caption, rights, tags, advertisement."
)
PARAGRAPHS = Table(
    name="paragraphs",
    grain="one paragraph of the raw text",
    key=("doc_id", "paragraph"),
    lifetime=Lifetime.DOCUMENT,
    long_text=True,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("paragraph", pa.int32(), "Ordinal in the document.", required=True),
        column("role", pa.string(), _ROLES, required=True),
        column("text", pa.string(), "The paragraph, clean.", stored=False),
        column("_text", pa.string(), "The clean text where it is not a span of the body."),
        column("_body_start", pa.int32(), "Where the paragraph begins in the body; null where it left it."),
        column("_body_stop", pa.int32(), "Where it ends there."),
        column("start", pa.int32(), "First code point in the raw text.", required=True),
        column("stop", pa.int32(), "Code point after the last one.", required=True),
        column("language", pa.string(), "BCP 47 primary subtag, where the paragraph was looked at by itself."),
        column("is_untranslated", pa.bool_(), "Whether it stayed in another language than the text's.", required=True),
    ),
)
