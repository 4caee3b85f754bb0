"""The one composition: decoded texts in, batches of every table out."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import thread_time
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from schemas import TABLES
from transforms import facts
from transforms.clean import Cleaned, Cleaner
from transforms.fact import Fact, missing
from transforms.facts.article import columns as article_columns
from transforms.language import languages
from transforms.measured import measured_readers, reader_share, rule_counts, rule_share
from transforms.patch import Edit
from transforms.rules import CATALOGUE, selected, voters
from transforms.version import rules_version

UNDETERMINED = "und"
Rows = dict[str, Sequence[Any] | pa.Array]
Spoken = tuple[str, float] | None
Places = list[tuple[int, int] | None]

_NOWHERE = (None, None)


class Refined(NamedTuple):
    """Batches by table name, and the CPU seconds that each stage took."""

    batches: dict[str, pa.RecordBatch]
    stage_seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Desk:
    """The catalogue in force, compiled, and the digest that names it and the readers of facts."""

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
    with _uncollected():
        return _refine(doc_ids, texts, commit, desk)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the cyclic collector's visits while a batch is made: they take a third of its time and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refine(doc_ids: Sequence[str], texts: Sequence[str], commit: int, desk: Desk) -> Refined:
    clock, seconds = thread_time(), {}

    def done(name: str) -> None:
        nonlocal clock
        now = thread_time()
        seconds[name] = now - clock
        clock = now

    spoken = languages(texts)
    done("language")
    cleaned = desk.cleaner.clean_all(texts, [found[0] if found else None for found in spoken], done)
    version = desk.rules_version
    places = [_body_spans(one) for one in cleaned]
    rows = {
        "articles": _articles(doc_ids, spoken, cleaned, places, version),
        "edits": _edits(doc_ids, cleaned, version),
        "facts": _facts(doc_ids, spoken, cleaned),
        "paragraphs": _paragraphs(doc_ids, texts, cleaned, places),
    }
    batches = {}
    for name in ("articles", "edits", "facts", "paragraphs", "quotes", "mentions"):
        table = TABLES[name]
        columns: Rows = rows.get(name) or {c.name: [] for c in table.stored}
        columns["_commit"] = pa.repeat(commit, len(columns["doc_id"]))
        batches[name] = table.batch(columns)
    done("tables")
    return Refined(batches, seconds)


def _articles(
    doc_ids: Sequence[str], spoken: Sequence[Spoken], cleaned: Sequence[Cleaned], places: Sequence[Places], version: str
) -> Rows:
    read = [article_columns(c.reading.facts) for c in cleaned]
    bodies = [c.body for c in cleaned]
    in_body = [[place for place in each if place] for each in places]
    columns: Rows = {c.name: [r.get(c.name) for r in read] for c in TABLES["articles"].stored}
    return columns | {
        "doc_id": doc_ids,
        "rules_version": pa.repeat(version, len(cleaned)),
        "body": bodies,
        "_lead_stop": [stretches[0][1] if stretches else 0 for stretches in in_body],
        "language": [found[0] if found else UNDETERMINED for found in spoken],
        "language_confidence": [found[1] if found else None for found in spoken],
        "word_count": [len(body.split()) for body in bodies],
        "paragraph_count": list(map(len, in_body)),
        "edit_count": [len(c.patch.edits) for c in cleaned],
        "flag_count": [len(c.declined) for c in cleaned],
    }


def _body_spans(cleaned: Cleaned) -> Places:
    """Where each paragraph lies in the body; None where it left it."""
    places = cleaned.patch.images(offset for paragraph in cleaned.paragraphs for offset in paragraph.span)
    return [
        (start, stop) if paragraph.role == "body" and start < stop else None
        for start, stop, paragraph in zip(places[::2], places[1::2], cleaned.paragraphs, strict=True)
    ]


def _owners(doc_ids: Sequence[str], each: Sequence[Sequence[Any]]) -> pa.Array:
    """The document of each row, where `each` holds one document's rows."""
    return pa.array(doc_ids, pa.string()).take(pa.array(np.repeat(np.arange(len(each)), list(map(len, each)))))


def _ordinals(each: Sequence[Sequence[Any]]) -> list[int]:
    return [n for rows in each for n in range(len(rows))]


def _place(edit: Edit) -> tuple[int, bool]:
    return edit.start, not edit.applied


def _edits(doc_ids: Sequence[str], cleaned: Sequence[Cleaned], version: str) -> Rows:
    each = [sorted((*c.patch.edits, *c.declined), key=_place) for c in cleaned]
    flat = [edit for edits in each for edit in edits]
    starts, stops, befores, afters, codes, actions, applied, messages = zip(*flat, strict=True) if flat else [()] * 8
    return {
        "doc_id": _owners(doc_ids, each),
        "edit": _ordinals(each),
        "rules_version": pa.repeat(version, len(flat)),
        "start": starts,
        "stop": stops,
        "before": befores,
        "after": afters,
        "codes": codes,
        "action": actions,
        "applied": applied,
        "confidence": [rule_share(c[0]) for c in codes],
        "message": messages,
    }


def _facts(doc_ids: Sequence[str], spoken: Sequence[Spoken], cleaned: Sequence[Cleaned]) -> Rows:
    each = [[*c.reading.facts, *_languages_of(found)] for c, found in zip(cleaned, spoken, strict=True)]
    flat = [fact for found in each for fact in found]
    fields, values, texts, starts, stops, readers, forms, inferred, reasons = (
        zip(*flat, strict=True) if flat else [()] * 9
    )
    return {
        "doc_id": _owners(doc_ids, each),
        "fact": _ordinals(each),
        "field": fields,
        "value": values,
        "text": texts,
        "start": starts,
        "stop": stops,
        "reader": readers,
        "form": forms,
        "is_inferred": inferred,
        "confidence": [
            None if reason else reader_share(reader, form, field)
            for reader, form, field, reason in zip(readers, forms, fields, reasons, strict=True)
        ],
        "reason": reasons,
    }


def _languages_of(found: Spoken) -> list[Fact]:
    """The facts about a document's language, which rest on the whole text and so have no place in it."""
    if found is None:
        return [missing("language", "undetermined", "language")]
    return [Fact("language", found[0], None, None, None, "language", is_inferred=True)]


def _paragraphs(
    doc_ids: Sequence[str], texts: Sequence[str], cleaned: Sequence[Cleaned], places: Sequence[Places]
) -> Rows:
    flat = [paragraph for one in cleaned for paragraph in one.paragraphs]
    spans, roles, spoken, untranslated = zip(*flat, strict=True) if flat else [()] * 4
    in_body = [place or _NOWHERE for each in places for place in each]
    starts, stops = zip(*spans, strict=True) if flat else [()] * 2
    return {
        "doc_id": _owners(doc_ids, places),
        "paragraph": _ordinals(places),
        "role": roles,
        "_text": [
            None if place else text[p.span.start : p.span.stop]
            for text, one, each in zip(texts, cleaned, places, strict=True)
            for p, place in zip(one.paragraphs, each, strict=True)
        ],
        "_body_start": [start for start, _ in in_body],
        "_body_stop": [stop for _, stop in in_body],
        "start": starts,
        "stop": stops,
        "language": spoken,
        "is_untranslated": untranslated,
    }


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
