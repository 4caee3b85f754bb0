"""Quotations and mentions replay: the readers, run again on what is stored, give the stored rows."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from transforms import mentions, quotes
from transforms.decode import decode
from transforms.mentions import DatelinePlace
from transforms.mentions.mention import Mention
from transforms.paragraphs import Span
from transforms.patch import Edit
from transforms.quotes import Quote
from transforms.refine import Pipeline, after_datelines, refine
from transforms.repaired_text import mention_in_raw, quote_in_raw, repaired

SAMPLES = Path(__file__).parents[2] / "seeds"
SETS = Path(__file__).parents[3] / "shared" / "eval"
REAL = ("dev_quotes/quotes_polnear", "dev_quotes/mentions_worldwide", "dev/neardup_translations", "dev/portal_pages")
# Forms for which a paragraph alone has all that shows them.
BY_THEMSELVES = {"gazetteer", "direction", "known", "agency", "head", "head_of", "camel", "given_name", "initial"}
Rows = list[dict[str, Any]]
# UTF-8 that was decoded as Windows-1252.
MOJIBAKE = {"“": "â€œ", "”": "â€\x9d", "‘": "â€˜", "’": "â€™", "–": "â€“", "å": "Ã¥"}
INVENTED = """Harbour opens

NAIROBI, May 3 (Quill News) - “We waited for years,” said Harbour Minister Teuila Fonoti (HBF), adding that “nobody
helped” her Harbour Board of Fiji (HBF).

Brook Stone, 43, a spokesman for the Quibble River Authority, called it “a gift”. “Now we sail,” he told Reuters.

“Stone is right," Fonoti said: “he said ‘never again’ to me.”

– The pier is safe, says engineer Nils Hagen.

“It was late.

“It was dark,” said Stone in Georgia. Later, Quandary fled to Quibblethorpe

<p class="lead">“We <b title="Mia Poe">sail</b>,” said <a href="https://a.example/b" title="Mia Poe">Ada Roe</a>.</p>"""


def stored(texts: Sequence[str]) -> Iterator[tuple[str, dict[str, Rows]]]:
    """Each text, with its rows in the tables as a run stores them."""
    ids = [f"{n:06}" for n in range(len(texts))]
    tables = {name: batch.to_pylist() for name, batch in refine(ids, texts, 1, Pipeline.of()).batches.items()}
    of: dict[str, dict[str, Rows]] = {doc: {name: [] for name in tables} for doc in ids}
    for name, rows in tables.items():
        for row in rows:
            of[row["doc_id"]][name].append(row)
    return zip(texts, of.values(), strict=True)


def fact(tables: dict[str, Rows], *fields: str) -> str | None:
    """The first stored value of the first of some fields that has one."""
    values = (row["value"] for field in fields for row in tables["facts"] if row["field"] == field)
    return next(filter(None, values), None)


def read_again(text: str, tables: dict[str, Rows], only: int | None = None) -> tuple[Rows, Rows]:
    """What the readers give for a stored text, or for the text of one of its paragraphs; spans as in the whole text."""
    edits = [Edit(**{field: row[field] for field in Edit._fields}) for row in tables["edits"]]
    language = tables["articles"][0]["language"]
    language = None if language == "und" else language
    cleaned = Pipeline.of().cleaner.clean(text, language)
    spans = [Span(row["start"], row["stop"]) for row in tables["paragraphs"]]
    plain, spans, repair = repaired(text, spans, edits, cleaned.repair)
    roles = [row["role"] for row in tables["paragraphs"]]
    at = 0
    if only is not None:
        at, stop = spans[only]
        plain, spans, roles = plain[at:stop], [Span(0, stop - at)], [roles[only]]
    located = fact(tables, "located")
    place = DatelinePlace(located, fact(tables, "country")) if located else None
    named = mentions.read(plain, spans, roles, language, place)
    datelines = [(one.start - at, one.stop - at) for one in cleaned.reading.extracts if one.code == "AGY001"]
    spans = after_datelines(spans, [one for one in datelines if one[0] >= 0 and one[1] < len(plain)])
    source = fact(tables, "source_language_declared", "source_language_inferred")
    quoted = quotes.read(plain, spans, roles, named, language=language, source_language=source)
    named = [Mention(**moved(row._asdict(), at)) for row in named]
    quoted = [Quote(**moved(row._asdict(), at)) for row in quoted]
    if repair.edits:
        named = [mention_in_raw(row, repair) for row in named]
        quoted = [quote_in_raw(row, text, repair) for row in quoted]
    return [row._asdict() for row in named], [row._asdict() for row in quoted]


def moved(row: dict[str, Any], by: int) -> dict[str, Any]:
    """A row with its offsets counted from the text's beginning."""
    return {
        name: value + by if value is not None and (name == "start" or name.endswith(("_start", "stop"))) else value
        for name, value in row.items()
    }


def differences(text: str, tables: dict[str, Rows]) -> list[Any]:
    """The stored rows that the readers do not give again: of the whole text, and of a paragraph alone."""
    found: list[Any] = []
    for name, again in zip(("mentions", "quotes"), read_again(text, tables), strict=True):
        kept = [{key: row[key] for key in other if key in row} for row, other in zip(tables[name], again, strict=True)]
        found += [(row, other) for row, other in zip(kept, again, strict=True) if any(row[k] != other[k] for k in row)]
    for paragraph in tables["paragraphs"]:
        named, quoted = read_again(text, tables, paragraph["paragraph"])
        spans = {(row["start"], row["kind"], row["form"]) for row in named}
        found += [
            row
            for row in tables["mentions"]
            if paragraph["start"] <= row["start"] < paragraph["stop"]
            and row["form"] in BY_THEMSELVES
            and (row["start"], row["kind"], row["form"]) not in spans
        ]
        said = {row["start"]: (row["speaker_start"], row["cue_start"], row["form"]) for row in quoted}
        found += [
            row
            for row in tables["quotes"]
            if row["paragraph"] == paragraph["paragraph"]
            and row["status"] in ("complete", "partial")
            and paragraph["start"] <= (row["speaker_start"] or 0) < paragraph["stop"]
            and said.get(row["start"]) != (row["speaker_start"], row["cue_start"], row["form"])
        ]
    return found


@pytest.mark.parametrize(
    "text",
    [
        INVENTED,
        INVENTED.replace("“", "&ldquo;").replace("”", "&#8221;"),
        INVENTED.replace("ou", "o\u200bu").replace("–", "\u200b–\u200b").replace("Stone", "Zoë Stone"),
        "".join(MOJIBAKE.get(c, c) for c in INVENTED.replace("Hagen", "Hågen")),
    ],
)
def test_rows_of_an_invented_text_replay(text: str) -> None:
    ((text, tables),) = stored([text])
    assert len(tables["quotes"]) > 7
    assert len(tables["mentions"]) > 12
    assert differences(text, tables) == []


def test_rows_of_the_samples_replay() -> None:
    raws = [path.read_bytes() for path in sorted(SAMPLES.rglob("*.txt"))]
    texts = [decode(raw).text for raw in raws if raw.strip() and not raw.startswith(b"\x89PNG")]
    assert len(texts) > 8
    assert [(text, found) for text, tables in stored(texts) if (found := differences(text, tables))] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_rows_of_real_texts_replay(name: str) -> None:
    path = SETS / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip("the real texts are not beside this repository")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    assert [found for text, tables in stored(texts) if (found := differences(text, tables))] == []
