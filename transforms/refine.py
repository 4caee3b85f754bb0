"""The one composition: decoded texts in, batches of every table out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from time import thread_time
from typing import Any, NamedTuple

import pyarrow as pa

from schemas import TABLES
from transforms import facts
from transforms.clean import Cleaned, Cleaner
from transforms.fact import Fact, missing
from transforms.facts.article import columns as article_columns
from transforms.language import languages
from transforms.measured import measured_readers, reader_counts, rule_counts
from transforms.rules import CATALOGUE, selected, voters
from transforms.version import rules_version

UNDETERMINED = "und"
Rows = dict[str, Sequence[Any]]


class Refined(NamedTuple):
    """Batches by table name, and the CPU seconds that each stage took."""

    batches: dict[str, pa.RecordBatch]
    stage_seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Desk:
    """The catalogue in force, compiled, and the digest that names it."""

    cleaner: Cleaner
    rules_version: str

    @classmethod
    def of(cls, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> "Desk":
        """Compile the rules that the settings select; the same selection is compiled once a process."""
        return _desk(tuple(select), tuple(ignore))


@cache
def _desk(select: tuple[str, ...], ignore: tuple[str, ...]) -> Desk:
    active = selected(select, ignore)
    return Desk(Cleaner(active, facts.read, voters(active, ignore)), rules_version(select, ignore))


def refine(doc_ids: Sequence[str], texts: Sequence[str], commit: int, desk: Desk) -> Refined:
    """Clean and read decoded texts.

    `commit` is the commit id that the rows carry. Every table of lifetime DOCUMENT comes back, filled or empty.
    """
    clock, seconds = thread_time(), {}

    def stage(name: str) -> None:
        nonlocal clock
        now = thread_time()
        seconds[name] = now - clock
        clock = now

    spoken = languages(texts)
    stage("language")
    cleaned = [desk.cleaner.clean(text, found[0] if found else None) for text, found in zip(texts, spoken, strict=True)]
    stage("rules")
    version = desk.rules_version
    rows = {
        "articles": _articles(doc_ids, spoken, cleaned, version),
        "edits": _edits(doc_ids, cleaned, version),
        "facts": _facts(doc_ids, spoken, cleaned),
        "paragraphs": _paragraphs(doc_ids, texts, cleaned),
    }
    batches = {}
    for name in ("articles", "edits", "facts", "paragraphs", "quotes", "mentions"):
        table = TABLES[name]
        columns: Rows = rows.get(name) or {c.name: [] for c in table.stored}
        columns["_commit"] = [commit] * len(columns["doc_id"])
        batches[name] = table.batch(columns)
    stage("tables")
    return Refined(batches, seconds)


def _articles(
    doc_ids: Sequence[str], spoken: Sequence[tuple[str, float] | None], cleaned: Sequence[Cleaned], version: str
) -> Rows:
    read = [article_columns(c.reading.facts) for c in cleaned]
    rows: Rows = {c.name: [r.get(c.name) for r in read] for c in TABLES["articles"].stored}
    bodies = [c.body for c in cleaned]
    in_body = [[place for place in _body_spans(c) if place] for c in cleaned]
    return rows | {
        "doc_id": list(doc_ids),
        "rules_version": [version] * len(cleaned),
        "body": bodies,
        "_lead_stop": [places[0][1] if places else 0 for places in in_body],
        "language": [found[0] if found else UNDETERMINED for found in spoken],
        "language_confidence": [found[1] if found else None for found in spoken],
        "word_count": [len(body.split()) for body in bodies],
        "paragraph_count": [len(places) for places in in_body],
        "edit_count": [len(c.patch.edits) for c in cleaned],
        "flag_count": [len(c.declined) for c in cleaned],
    }


def _body_spans(cleaned: Cleaned) -> list[tuple[int, int] | None]:
    """Where each paragraph lies in the body; None where it left it."""
    places = cleaned.patch.images(offset for paragraph in cleaned.paragraphs for offset in paragraph.span)
    return [
        (start, stop) if paragraph.role == "body" and start < stop else None
        for start, stop, paragraph in zip(places[::2], places[1::2], cleaned.paragraphs, strict=True)
    ]


def _edits(doc_ids: Sequence[str], cleaned: Sequence[Cleaned], version: str) -> Rows:
    each = [sorted((*c.patch.edits, *c.declined), key=lambda e: (e.start, not e.applied)) for c in cleaned]
    flat = [edit for edits in each for edit in edits]
    starts, stops, befores, afters, codes, actions, applied, messages = zip(*flat, strict=True) if flat else [()] * 8
    return {
        "doc_id": [doc_id for doc_id, edits in zip(doc_ids, each, strict=True) for _ in edits],
        "edit": [n for edits in each for n in range(len(edits))],
        "rules_version": [version] * len(flat),
        "start": starts,
        "stop": stops,
        "before": befores,
        "after": afters,
        "codes": codes,
        "action": actions,
        "applied": applied,
        "confidence": [rule_counts(c[0]).share for c in codes],
        "message": messages,
    }


def _facts(doc_ids: Sequence[str], spoken: Sequence[tuple[str, float] | None], cleaned: Sequence[Cleaned]) -> Rows:
    each = [[*c.reading.facts, *_languages_of(found)] for c, found in zip(cleaned, spoken, strict=True)]
    flat = [fact for found in each for fact in found]
    fields, values, texts, starts, stops, readers, forms, inferred, reasons = (
        zip(*flat, strict=True) if flat else [()] * 9
    )
    return {
        "doc_id": [doc_id for doc_id, found in zip(doc_ids, each, strict=True) for _ in found],
        "fact": [n for found in each for n in range(len(found))],
        "field": fields,
        "value": values,
        "text": texts,
        "start": starts,
        "stop": stops,
        "reader": readers,
        "form": forms,
        "is_inferred": inferred,
        "confidence": [
            None if reason else reader_counts(reader, form, field).share
            for reader, form, field, reason in zip(readers, forms, fields, reasons, strict=True)
        ],
        "reason": reasons,
    }


def _languages_of(found: tuple[str, float] | None) -> list[Fact]:
    """The facts about a document's language, which rest on the whole text and so have no place in it."""
    if found is None:
        return [missing("language", "undetermined", "language")]
    return [Fact("language", found[0], None, None, None, "language", is_inferred=True)]


def _paragraphs(doc_ids: Sequence[str], texts: Sequence[str], cleaned: Sequence[Cleaned]) -> Rows:
    rows: dict[str, list[Any]] = {c.name: [] for c in TABLES["paragraphs"].stored if c.name != "_commit"}
    for doc_id, text, one in zip(doc_ids, texts, cleaned, strict=True):
        places = _body_spans(one)
        rows["doc_id"] += [doc_id] * len(places)
        rows["paragraph"] += range(len(places))
        rows["role"] += [p.role for p in one.paragraphs]
        rows["_text"] += [
            None if place else text[p.span.start : p.span.stop] for place, p in zip(places, one.paragraphs, strict=True)
        ]
        rows["_body_start"] += [place and place[0] for place in places]
        rows["_body_stop"] += [place and place[1] for place in places]
        rows["start"] += [p.span.start for p in one.paragraphs]
        rows["stop"] += [p.span.stop for p in one.paragraphs]
        rows["language"] += [p.language for p in one.paragraphs]
        rows["is_untranslated"] += [p.is_untranslated for p in one.paragraphs]
    return {**rows}


def rules_table(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> pa.RecordBatch:
    """The relation `rules`: the whole catalogue, with what is selected and what was measured."""
    active = {rule.code for rule in selected(tuple(select), tuple(ignore))}
    counts = [rule_counts(rule.code) for rule in CATALOGUE]
    return TABLES["rules"].batch(
        {
            "code": [r.code for r in CATALOGUE],
            "name": [r.name for r in CATALOGUE],
            "family": [r.family for r in CATALOGUE],
            "action": [r.action.value for r in CATALOGUE],
            "is_active": [r.code in active for r in CATALOGUE],
            "why": [r.why for r in CATALOGUE],
            "examples": [[f"{bad} → {good}" if good else bad for bad, good in r.examples] for r in CATALOGUE],
            "counter_examples": [list(r.leaves) for r in CATALOGUE],
            "source_languages": [list(r.tells) for r in CATALOGUE],
            "checked_count": [checked for checked, _ in counts],
            "right_count": [right for _, right in counts],
        }
    )


def readers_table() -> pa.RecordBatch:
    """The relation `readers`: every reader, form and field that was measured."""
    rows = measured_readers()
    return TABLES["readers"].batch(
        {
            "reader": [reader for reader, *_ in rows],
            "form": [form for _, form, *_ in rows],
            "field": [field for *_, field, _ in rows],
            "checked_count": [counts.checked for *_, counts in rows],
            "right_count": [counts.right for *_, counts in rows],
        }
    )
