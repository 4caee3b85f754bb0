"""The relation `articles`: one current document, cleaned, with what was read of it."""

import pyarrow as pa

from schemas.table import Column, Lifetime, Table, column

INFO_SOURCE = pa.struct([("name", pa.string()), ("role", pa.string()), ("uri", pa.string())])
TEXTS = pa.list_(pa.string())
INSTANT = pa.timestamp("us", "UTC")


def read(name: str, kind: pa.DataType, description: str) -> Column:
    """Declare a value that a reader reads in the text, and that a person may correct."""
    return column(name, kind, description, correctable=True)


def derived(name: str, kind: pa.DataType, description: str) -> Column:
    """Declare a value that every article has, and that follows from its text, its edits or the rules."""
    return column(name, kind, description, required=True, derived=True)


def placed(name: str, description: str) -> Column:
    """Declare a value that the view finds out: where the file is, or when the text is from."""
    return column(name, pa.string(), description, stored=False, derived=True)


ARTICLES = Table(
    name="articles",
    grain="one document of current_documents, cleaned; newest result, corrections applied",
    key=("doc_id",),
    lifetime=Lifetime.DOCUMENT,
    long_text=True,
    columns=(
        column("doc_id", pa.string(), "Lower-case hex sha256 of the file's bytes.", required=True),
        placed("collection", "The collection of its file; of several files the first."),
        placed("uri", "Its file in the collection, relative to the root."),
        placed("folder", "The uri without its last part; empty at the collection's root."),
        derived("rules_version", pa.string(), "Digest of the rules in force when it was cleaned."),
        read("headline", pa.string(), "The headline, where one stands above the text."),
        column("lead", pa.string(), "The first paragraph of the body.", stored=False, derived=True),
        derived("_lead_stop", pa.int32(), "Length of the lead in the body, in code points."),
        derived("body", pa.string(), "The clean text of the article alone."),
        column(
            "language",
            pa.string(),
            "BCP 47 primary subtag of the text; und where undetermined.",
            required=True,
            correctable=True,
        ),
        column("language_confidence", pa.float64(), "Probability that the detector gives it; null for und."),
        read("source_language_declared", pa.string(), "BCP 47 subtag of the original, where the text says so."),
        read("is_translated", pa.bool_(), "True where the text says that it is a translation; else null."),
        read("translation_tool", pa.string(), "The tool that a notice of translation names, as DeepL."),
        read("source_language_inferred", pa.string(), "BCP 47 subtag of the original, judged by its traces."),
        read("dateline", pa.string(), "The dateline as printed."),
        read("located", pa.string(), "The dateline's first place, as printed."),
        read("located_all", TEXTS, "All places of the dateline, as printed."),
        read("located_name", pa.string(), "The first place's name in GeoNames."),
        read("located_uri", pa.string(), "The first place in GeoNames."),
        read("country", pa.string(), "ISO 3166-1 alpha-2 code of the first place's country."),
        read("latitude", pa.float64(), "Of the first place, in degrees, WGS 84."),
        read("longitude", pa.float64(), "Of the first place, in degrees, WGS 84."),
        read("dateline_date", pa.string(), "The printed date in EDTF 2019; missing parts are X."),
        read("dateline_on", pa.date32(), "The same day, null unless it is certain."),
        read("dateline_on_basis", pa.string(), "dateline, or stamp where a stamp of the page gives the year."),
        placed("month", "Month of the dateline's date, else of the page's, in EDTF; unknown parts are X."),
        read("published_on", pa.date32(), "The day when the page was published, as it prints it."),
        read("published_local", pa.timestamp("us"), "The same with its clock time, in no zone; null without one."),
        read("updated_on", pa.date32(), "The day when the page was changed, as it prints it."),
        read("updated_local", pa.timestamp("us"), "The same with its clock time, in no zone; null without one."),
        read("timestamp_local", pa.timestamp("us"), "Clock time of the dispatch, else of the page; in no zone."),
        read("timestamp_role", pa.string(), "dispatch, portal_published, portal_updated or unknown."),
        read("timezone_printed", pa.string(), "The zone that is printed beside the time."),
        read("earliest_at", INSTANT, "The earliest instant that the printed stamp can mean."),
        read("latest_at", INSTANT, "The latest instant that the printed stamp can mean."),
        read("bounds_basis", pa.string(), "printed_zone, assumed_zone or whole_day."),
        read("agency", pa.string(), "Short name of the first credited agency."),
        read("agency_role", pa.string(), "author, co_source or distributor."),
        read("info_sources", pa.list_(INFO_SOURCE), "All credited parties, in their order."),
        read("creditline", pa.string(), "The credit line as printed."),
        read("byline", pa.string(), "The byline as printed."),
        read("authors", TEXTS, "The persons that the byline names."),
        read("copyright_holder", pa.string(), "Who holds the copyright, as printed."),
        read("copyright_year", pa.int32(), "The year of the copyright; the last of a range."),
        read("copyright_notice", pa.string(), "The copyright notice as printed."),
        read("ed_note", pa.string(), "An editor's note that is not part of the text."),
        read("signal", pa.string(), "update, correction, kill, … as the wire marked it."),
        read("representation_type", pa.string(), "full or partial: whether the text says it was cut."),
        derived("word_count", pa.int32(), "Words of the body."),
        derived("paragraph_count", pa.int32(), "Paragraphs of the body."),
        derived("fix_count", pa.int32(), "Applied edits of the action fix."),
        derived("edit_count", pa.int32(), "Applied edits, of every action."),
        derived("flag_count", pa.int32(), "Edits proposed or flagged, not applied."),
    ),
)

CORRECTABLE = tuple(column.name for column in ARTICLES.columns if column.correctable)
