"""From cleaned documents to one Arrow batch of every table, for many documents at a time."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from schemas import TABLES
from transforms.calibration import mention_share, quote_share, reader_share, rule_share
from transforms.clean import Cleaned
from transforms.fact import Fact, missing
from transforms.facts import article
from transforms.mentions import Mention
from transforms.patch import Integers, map_offsets
from transforms.quotes import Quote
from transforms.stories.columns import story_terms

UNDETERMINED = "und"
Columns = dict[str, Sequence[Any] | pa.Array]
Spoken = tuple[str, float] | None

_START = itemgetter(0)
_OPENS = re.compile(r"(?:<<|,,|''|``|[\"'“”„«»‹›‘’‚–—-])\s*")
_CLOSES = re.compile(r"(?:>>|''|[\"'“”„«»‹›‘’])\Z")


def batches(
    doc_ids: Sequence[str],
    texts: Sequence[str],
    spoken: Sequence[Spoken],
    cleaned: Sequence[Cleaned],
    *,
    named: Sequence[Sequence[Mention]],
    quoted: Sequence[Sequence[Quote]],
    versions: Sequence[str],
    commit: int,
) -> dict[str, pa.RecordBatch]:
    """Make the batch of every table of lifetime DOCUMENT except `story_terms`, by its name; a batch may be empty.

    `versions` are the rules_version of each document, `commit` is the id of the commit that writes the rows.
    """
    ids = pa.array(doc_ids, pa.string())

    # One batch after the other, so that the next one uses the memory of the last one's lists.
    def batch(name: str, columns: Columns) -> pa.RecordBatch:
        return TABLES[name].batch(columns | {"_commit": pa.repeat(commit, len(columns["doc_id"]))})

    paragraphs = batch("paragraphs", _paragraphs(ids, texts, cleaned))
    each = [[*c.reading.facts, _language_of(found)] for c, found in zip(cleaned, spoken, strict=True)]
    facts = batch("facts", _facts(ids, each))
    metadata = article.columns(facts["field"], facts["value"], _owners(each), len(ids))
    return {
        "articles": batch("articles", metadata | _articles(ids, spoken, cleaned, paragraphs, versions)),
        "edits": batch("edits", _edits(ids, cleaned, versions)),
        "facts": facts,
        "paragraphs": paragraphs,
        "quotes": batch("quotes", _quotes(ids, texts, cleaned, quoted, named)),
        "mentions": batch("mentions", _mentions(ids, texts, named)),
    }


def terms_batch(articles: pa.RecordBatch, commit: int) -> pa.RecordBatch:
    """Make the batch of `story_terms` for rows of `articles`."""
    columns: Columns = {"doc_id": articles["doc_id"], "_commit": pa.repeat(commit, articles.num_rows)}
    return TABLES["story_terms"].batch(columns | story_terms(articles["body"].to_pylist(), articles))


def _fields(each: Iterable[Sequence[Sequence[Any]]], count: int) -> list[list[Any]]:
    """The `count` fields of all rows as lists; `zip` would make an iterator for every row."""
    flat = list(chain.from_iterable(chain.from_iterable(each)))
    return [flat[n::count] for n in range(count)]


def _owners(each: Iterable[Sequence[Any]]) -> Integers:
    """The number of each row's document; `each` holds the rows of one document."""
    counts = [len(rows) for rows in each]
    return np.repeat(np.arange(len(counts)), counts)


def _keys(doc_ids: pa.Array, ordinal: str, owners: Integers) -> Columns:
    """The document of each row, and the row's number in it."""
    firsts = np.searchsorted(owners, np.arange(len(doc_ids)))
    numbers = np.arange(len(owners)) - firsts[owners]
    return {"doc_id": doc_ids.take(pa.array(owners)), ordinal: pa.array(numbers, pa.int32())}


def _articles(
    doc_ids: pa.Array,
    spoken: Sequence[Spoken],
    cleaned: Sequence[Cleaned],
    paragraphs: pa.RecordBatch,
    versions: Sequence[str],
) -> Columns:
    stops = paragraphs["_body_stop"]
    owners = _owners([c.paragraphs for c in cleaned])[stops.is_valid().to_numpy(zero_copy_only=False)]
    lead_stops = np.zeros(len(cleaned), np.int64)
    # In reverse order: of several values the last one is kept, which is the first paragraph's.
    lead_stops[owners[::-1]] = stops.drop_null().to_numpy()[::-1]
    return {
        "doc_id": doc_ids,
        "rules_version": versions,
        "body": [c.body for c in cleaned],
        "_lead_stop": pa.array(lead_stops, pa.int32()),
        "language": [found[0] if found else UNDETERMINED for found in spoken],
        "language_confidence": [found[1] if found else None for found in spoken],
        "word_count": [len(c.body.split()) for c in cleaned],
        "paragraph_count": pa.array(np.bincount(owners, minlength=len(cleaned)), pa.int32()),
        "fix_count": [sum(edit.action == "fix" for edit in c.patch.edits) for c in cleaned],
        "edit_count": [len(c.patch.edits) for c in cleaned],
        "flag_count": [len(c.declined) for c in cleaned],
    }


def _edits(doc_ids: pa.Array, cleaned: Sequence[Cleaned], versions: Sequence[str]) -> Columns:
    # The sort is stable: of one start, the edit that was applied stays before those that were not.
    each = [sorted((*c.patch.edits, *c.declined), key=_START) for c in cleaned]
    starts, stops, befores, afters, codes, actions, applied, messages, deciders = _fields(each, 9)
    owners = _owners(each)
    return _keys(doc_ids, "edit", owners) | {
        "rules_version": pa.array(versions, pa.string()).take(pa.array(owners)),
        "start": starts,
        "stop": stops,
        "before": befores,
        "after": afters,
        "codes": codes,
        "action": actions,
        "applied": applied,
        "confidence": [rule_share(c[0]) for c in codes],
        "message": messages,
        "decided_by": deciders,
    }


def _facts(doc_ids: pa.Array, each: Sequence[Sequence[Fact]]) -> Columns:
    fields, values, texts, starts, stops, readers, forms, inferred, reasons, spans = _fields(each, 10)
    return _keys(doc_ids, "fact", _owners(each)) | {
        "field": fields,
        "value": values,
        "text": texts,
        "start": starts,
        "stop": stops,
        "spans": pa.array(spans, TABLES["facts"].schema.field("spans").type),
        "reader": readers,
        "form": forms,
        "is_inferred": inferred,
        "confidence": [
            None if reason else reader_share(reader, form, field)
            for reader, form, field, reason in zip(readers, forms, fields, reasons, strict=True)
        ],
        "reason": reasons,
    }


def _language_of(found: Spoken) -> Fact:
    """The fact about a document's language; its evidence is the whole text, so it has no span."""
    if found is None:
        return missing("language", "undetermined", "language")
    return Fact("language", found[0], None, None, None, "language", is_inferred=True)


def _paragraphs(doc_ids: pa.Array, texts: Sequence[str], cleaned: Sequence[Cleaned]) -> Columns:
    each = [c.paragraphs for c in cleaned]
    owners = _owners(each)
    ends = np.fromiter(chain.from_iterable(chain.from_iterable(each)), np.int64, 2 * len(owners))
    starts, stops = ends[::2], ends[1::2]
    roles = list(chain.from_iterable([c.roles for c in cleaned]))
    spoken, untranslated = _fields([c.verdicts for c in cleaned], 2)
    placed = map_offsets([c.patch for c in cleaned], np.repeat(owners, 2), ends)
    body_starts, body_stops = placed[::2], placed[1::2]
    left = (body_starts >= body_stops) | [role != "body" for role in roles]
    stored: list[str | None] = [None] * len(roles)
    for n in np.flatnonzero(left).tolist():
        stored[n] = texts[owners[n]][starts[n] : stops[n]]
    return _keys(doc_ids, "paragraph", owners) | {
        "role": roles,
        "_text": stored,
        "_body_start": pa.array(body_starts, pa.int32(), mask=left),
        "_body_stop": pa.array(body_stops, pa.int32(), mask=left),
        "start": pa.array(starts, pa.int32()),
        "stop": pa.array(stops, pa.int32()),
        "language": spoken,
        "is_untranslated": untranslated,
    }


def _mentions(doc_ids: pa.Array, texts: Sequence[str], each: Sequence[Sequence[Mention]]) -> Columns:
    owners = _owners(each)
    columns = _named(Mention._fields, each)
    spans = zip(owners.tolist(), columns["start"], columns.pop("stop"), strict=True)
    columns["text"] = [texts[owner][start:stop] for owner, start, stop in spans]
    columns["confidence"] = list(map(mention_share, columns["kind"], columns["form"]))
    firsts: dict[tuple[int, str, str | None], int] = {}
    each_name = zip(owners.tolist(), columns["kind"], columns["name"], strict=True)
    columns["is_first"] = [firsts.setdefault(key, n) == n for n, key in enumerate(each_name)]
    return _keys(doc_ids, "mention", owners) | columns


def _quotes(
    doc_ids: pa.Array,
    texts: Sequence[str],
    cleaned: Sequence[Cleaned],
    each: Sequence[Sequence[Quote]],
    named: Sequence[Sequence[Mention]],
) -> Columns:
    owners = _owners(each)
    columns = _named(Quote._fields, each)
    del columns["speaker_stop"], columns["cue_stop"]  # the view has them: a length is known with the text
    spans = np.array([columns["start"], columns["stop"]], np.int64).T
    placed = map_offsets([c.patch for c in cleaned], np.repeat(owners, 2), spans.ravel()).reshape(-1, 2)
    columns["text"] = [
        _within_marks(cleaned[owner].body[first:last] or texts[owner][start:stop])  # a headline is not in the body
        for owner, (start, stop), (first, last) in zip(owners.tolist(), spans.tolist(), placed.tolist(), strict=True)
    ]
    kinds = [{mention.name: mention.kind for mention in some} for some in named]
    columns["speaker_kind"] = [
        kinds[owner].get(name) for owner, name in zip(owners.tolist(), columns["speaker_name"], strict=True)
    ]
    columns["confidence"] = list(map(quote_share, columns["form"]))
    return _keys(doc_ids, "quote", owners) | columns


def _named(names: Sequence[str], each: Iterable[Sequence[Sequence[Any]]]) -> Columns:
    """The fields of all rows as lists, by their names."""
    return dict(zip(names, _fields(each, len(names)), strict=True))


def _within_marks(quotation: str) -> str:
    """The text of a quotation without its own marks; marks of quotations inside it stay."""
    words = quotation.strip()
    words = words[opened.end() :] if (opened := _OPENS.match(words)) else words
    closed = _CLOSES.search(words, max(0, len(words) - 2))
    return words[: closed.start()].rstrip() if closed else words
