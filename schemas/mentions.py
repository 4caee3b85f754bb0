"""The relation `mentions`: persons, places, organisations and agencies named in the text."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

MENTIONS = Table(
    name="mentions",
    grain="one mention of a person, place, organisation or agency",
    key=("doc_id", "mention"),
    lifetime=Lifetime.DOCUMENT,
    columns=(
        column("doc_id", pa.string(), "The document.", required=True),
        column("mention", pa.int32(), "Ordinal in the document.", required=True),
        column(
            "kind",
            pa.string(),
            "person, place, organisation or agency.",
            required=True,
            pattern="person|place|organisation|agency",
        ),
        column("text", pa.string(), "The mention as printed.", required=True),
        column("name", pa.string(), "The canonical name."),
        column("is_first", pa.bool_(), "Whether no mention before it in the document has its kind and name."),
        column("uri", pa.string(), "The concept, for a place in GeoNames."),
        column("start", pa.int32(), "First code point in the raw text.", required=True),
        column("stop", pa.int32(), "Code point after the last one.", stored=False),
        column("country", pa.string(), "ISO 3166-1 alpha-2 code, for a place."),
        column("latitude", pa.float64(), "In degrees, WGS 84, for a place."),
        column("longitude", pa.float64(), "In degrees, WGS 84, for a place."),
        column("title", pa.string(), "The person's title or office, as printed."),
        column("affiliation", pa.string(), "What the text says the person belongs to, as printed."),
        column("form", pa.string(), "What showed the kind.", required=True),
        column("confidence", pa.float64(), "Measured share of right mentions of its form; null if unmeasured."),
    ),
)
