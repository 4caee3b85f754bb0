"""The relation `articles`: one current document, cleaned, with what was read of it."""

import pyarrow as pa

from schemas.table import Lifetime, Table, column

INFO_SOURCE = pa.struct([("name", pa.string()), ("role", pa.string()), ("uri", pa.string())])
TEXTS = pa.list_(pa.string())
INSTANT = pa.timestamp("us", "UTC")

ARTICLES = Table(
    name="articles",
    grain="one document of current_documents, cleaned; newest result, corrections applied",
    key=("doc_id",),
    lifetime=Lifetime.DOCUMENT,
    long_text=True,
    columns=(
        column("doc_id", pa.string(), "Lower-case hex sha256 of the file's bytes.", required=True),
        column("rules_version", pa.string(), "Digest of the rules in force when it was cleaned.", required=True),
        column("headline", pa.string(), "The headline, where one stands above the text."),
        column("lead", pa.string(), "The first paragraph of the body.", stored=False),
        column("_lead_stop", pa.int32(), "Length of the lead in the body, in code points.", required=True),
        column("body", pa.string(), "The clean text of the article alone.", required=True),
        column("language", pa.string(), "BCP 47 primary subtag of the text; und where undetermined.", required=True),
        column("language_confidence", pa.float64(), "Probability that the detector gives it; null for und."),
        column("source_language_declared", pa.string(), "BCP 47 subtag of the original, where the text says so."),
        column("source_language_inferred", pa.string(), "BCP 47 subtag of the original, judged by its traces."),
        column("dateline", pa.string(), "The dateline as printed."),
        column("located", pa.string(), "The dateline's first place, as printed."),
        column("located_all", TEXTS, "All places of the dateline, as printed."),
        column("located_name", pa.string(), "The first place's name in GeoNames."),
        column("located_uri", pa.string(), "The first place in GeoNames."),
        column("country", pa.string(), "ISO 3166-1 alpha-2 code of the first place's country."),
        column("latitude", pa.float64(), "Of the first place, in degrees, WGS 84."),
        column("longitude", pa.float64(), "Of the first place, in degrees, WGS 84."),
        column("dateline_date", pa.string(), "The printed date in EDTF 2019; missing parts are X."),
        column("dateline_on", pa.date32(), "The same day, null unless it is certain."),
        column("timestamp_local", pa.timestamp("us"), "The printed clock time, as printed, in no zone."),
        column("timestamp_role", pa.string(), "dispatch, portal_published, portal_updated or unknown."),
        column("timezone_printed", pa.string(), "The zone that is printed beside the time."),
        column("earliest_at", INSTANT, "The earliest instant that the printed stamp can mean."),
        column("latest_at", INSTANT, "The latest instant that the printed stamp can mean."),
        column("bounds_basis", pa.string(), "printed_zone, assumed_zone or whole_day."),
        column("agency", pa.string(), "Short name of the first credited agency."),
        column("agency_role", pa.string(), "author, co_source or distributor."),
        column("info_sources", pa.list_(INFO_SOURCE), "All credited parties, in their order."),
        column("creditline", pa.string(), "The credit line as printed."),
        column("byline", pa.string(), "The byline as printed."),
        column("authors", TEXTS, "The persons that the byline names."),
        column("copyright_holder", pa.string(), "Who holds the copyright, as printed."),
        column("copyright_year", pa.int32(), "The year of the copyright; the last of a range."),
        column("copyright_notice", pa.string(), "The copyright notice as printed."),
        column("ed_note", pa.string(), "An editor's note that is not part of the text."),
        column("signal", pa.string(), "update, correction, kill, … as the wire marked it."),
        column("representation_type", pa.string(), "full or partial: whether the text says it was cut."),
        column("word_count", pa.int32(), "Words of the body.", required=True),
        column("paragraph_count", pa.int32(), "Paragraphs of the body.", required=True),
        column("edit_count", pa.int32(), "Applied edits, of every action.", required=True),
        column("flag_count", pa.int32(), "Edits proposed or flagged, not applied.", required=True),
    ),
)

# What no person corrects: the document's identity, its text, and what is counted or measured of it.
MADE = frozenset(
    "doc_id rules_version lead body language_confidence word_count paragraph_count edit_count flag_count".split()
)
CORRECTABLE = tuple(column.name for column in ARTICLES.shown if column.name not in MADE)
