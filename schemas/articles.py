"""The relation `articles`: one current document, cleaned, with its metadata."""

import pyarrow as pa

from schemas.forms import COUNTRY, EDTF, GEONAMES, LANGUAGE
from schemas.table import Column, Lifetime, Table, column

INFO_SOURCE = pa.struct([("name", pa.string()), ("role", pa.string()), ("uri", pa.string())])
_TEXT = pa.string()
TEXTS = pa.list_(_TEXT)
YEARS = (1400, 2261)  # printing began about 1400; timestamps in nanoseconds end in 2262
INSTANT = pa.timestamp("us", "UTC")


def extracted(
    name: str, kind: pa.DataType, description: str, pattern: str = "", bounds: tuple[int, int] | None = None
) -> Column:
    """Declare a column whose value an extractor reads in the text and a person may correct."""
    return column(name, kind, description, correctable=True, pattern=pattern, bounds=bounds)


def chosen(name: str, *values: str, description: str = "") -> Column:
    """Declare an extracted column that has one of a few values; its description lists them."""
    listed = f"{', '.join(values[:-1])} or {values[-1]}"
    return extracted(name, pa.string(), f"{listed}{description}.", "|".join(values))


def derived(name: str, kind: pa.DataType, description: str) -> Column:
    """Declare a required column that is computed from the text, its edits or the rules."""
    return column(name, kind, description, required=True, derived=True)


def placed(name: str, description: str, kind: pa.DataType = _TEXT) -> Column:
    """Declare a column that the view computes, from the file, the dates or other relations."""
    return column(name, kind, description, stored=False, derived=True)


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
        derived("rules_version", pa.string(), "Digest of the rules in force; after a +, of people's decisions on it."),
        extracted("headline", pa.string(), "The headline, if there is one above the text."),
        column("lead", pa.string(), "The first paragraph of the body.", stored=False, derived=True),
        derived("_lead_stop", pa.int32(), "Length of the lead in the body, in code points."),
        derived("body", pa.string(), "The clean text of the article alone."),
        column(
            "language",
            pa.string(),
            "BCP 47 primary subtag of the text; und where undetermined.",
            required=True,
            correctable=True,
            pattern=LANGUAGE,
        ),
        column("language_confidence", pa.float64(), "Probability that the detector gives it; null for und."),
        extracted(
            "source_language_declared", pa.string(), "BCP 47 subtag of the original, if the text says so.", LANGUAGE
        ),
        extracted("is_translated", pa.bool_(), "True where the text says that it is a translation; else null."),
        extracted("translation_tool", pa.string(), "The tool that a notice of translation names, as DeepL."),
        extracted(
            "source_language_inferred", pa.string(), "BCP 47 subtag of the original, judged by its traces.", LANGUAGE
        ),
        extracted("dateline", pa.string(), "The dateline as printed."),
        extracted("located", pa.string(), "The dateline's first place, as printed."),
        extracted("located_all", TEXTS, "All places of the dateline, as printed."),
        extracted("located_name", pa.string(), "The first place's name in GeoNames."),
        extracted("located_uri", pa.string(), "The first place in GeoNames.", GEONAMES),
        extracted("country", pa.string(), "ISO 3166-1 alpha-2 code of the first place's country.", COUNTRY),
        extracted("latitude", pa.float64(), "Of the first place, in degrees, WGS 84.", bounds=(-90, 90)),
        extracted("longitude", pa.float64(), "Of the first place, in degrees, WGS 84.", bounds=(-180, 180)),
        extracted("dateline_date", pa.string(), "The printed date in EDTF 2019; missing parts are X.", EDTF),
        extracted("dateline_on", pa.date32(), "The same day, null unless it is certain."),
        chosen("dateline_on_basis", "dateline", "stamp", description=", where a stamp of the page gives the year"),
        placed("month", "Month of the dateline's date, else of the page's, in EDTF; unknown parts are X."),
        extracted("published_on", pa.date32(), "The day when the page was published, as it prints it."),
        extracted("published_local", pa.timestamp("us"), "The same with its clock time, in no zone; null without one."),
        extracted("updated_on", pa.date32(), "The day when the page was changed, as it prints it."),
        extracted("updated_local", pa.timestamp("us"), "The same with its clock time, in no zone; null without one."),
        extracted("timestamp_local", pa.timestamp("us"), "Clock time of the dispatch, else of the page; in no zone."),
        chosen("timestamp_role", "dispatch", "portal_published", "portal_updated", "unknown"),
        extracted("timezone_printed", pa.string(), "The zone that is printed after the time."),
        extracted("earliest_at", INSTANT, "The earliest instant that the printed stamp can mean."),
        extracted("latest_at", INSTANT, "The latest instant that the printed stamp can mean."),
        chosen("bounds_basis", "printed_zone", "assumed_zone", "whole_day"),
        extracted("agency", pa.string(), "Short name of the first credited agency."),
        chosen("agency_role", "author", "co_source", "distributor"),
        extracted("info_sources", pa.list_(INFO_SOURCE), "All credited parties, in their order."),
        extracted("creditline", pa.string(), "The credit line as printed."),
        extracted("byline", pa.string(), "The byline as printed."),
        extracted("authors", TEXTS, "The persons that the byline names."),
        extracted("copyright_holder", pa.string(), "Who holds the copyright, as printed."),
        extracted("copyright_year", pa.int32(), "The year of the copyright; the last of a range.", bounds=YEARS),
        extracted("copyright_notice", pa.string(), "The copyright notice as printed."),
        extracted("ed_note", pa.string(), "An editor's note that is not part of the text."),
        chosen(
            "signal",
            *("update", "correction", "kill", "repeat", "alert", "advisory", "embargo"),
            description=", as the wire marked it",
        ),
        chosen("representation_type", "full", "partial", description=": whether the text says it was cut"),
        derived("word_count", pa.int32(), "Words of the body."),
        derived("paragraph_count", pa.int32(), "Paragraphs of the body."),
        derived("fix_count", pa.int32(), "Applied edits of the action fix."),
        derived("edit_count", pa.int32(), "Applied edits, of every action."),
        derived("flag_count", pa.int32(), "Edits proposed or flagged, not applied."),
        placed("quote_count", "Its rows in quotes.", pa.int32()),
        placed("story_id", "Its story; that of a text that is linked with no other has its own doc_id."),
        placed("agency_inferred", "The agency that its near-identical texts credit, where it credits none."),
    ),
)

CORRECTABLE = tuple(column.name for column in ARTICLES.columns if column.correctable)
