"""The page of one article: raw and clean side by side, its edits, its facts with their evidence, and its copies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flows.site.corpus import Corpus
from flows.site.marked_text import marked_lines
from flows.site.page_names import article_page
from flows.site.rendering import SitePage, as_sentence, in_words, label
from flows.site.sentence_changes import sentence_changes
from warehouse.explanation import Explanation, explanations

Row = Mapping[str, Any]
# So many at a time: each query reads all files of its table, unless these are compacted.
AT_ONCE = 4_000
# At most so many other articles are listed.
_MOST_OTHERS = 25
SURE = 0.9
_WORD_ROOM = 24


class ShownEdit(NamedTuple):
    """An edit with the words around it."""

    edit: Row
    left: str
    right: str


def article_pages(corpus: Corpus) -> Iterator[SitePage]:
    """Make the page of each article, in the order of the doc_ids."""
    for batch in corpus.batches(AT_ONCE):
        texts = {row["doc_id"]: row for row in batch}
        for known in explanations(corpus.database, list(texts)):
            yield _page(corpus, texts[known.doc_id], known)


def _page(corpus: Corpus, text: Row, known: Explanation) -> SitePage:
    others = [row for row in corpus.story_texts.get(text["story_id"], ()) if row["doc_id"] != known.doc_id]
    copies = [row for row in corpus.copies.get(text["group_id"], ()) if row["doc_id"] != known.doc_id]
    rows = {
        "text": text,
        "known": known,
        "others": others[:_MOST_OTHERS],
        "copies": copies[:_MOST_OTHERS],
        "other_count": len(others),
        "copy_count": len(copies),
        "older": corpus.older.get(known.doc_id, []),
        "newer": corpus.newer.get(known.doc_id, []),
        "links": corpus.links(
            agency=[text["agency"]],
            place=[text["place_key"]],
            story=[text["story_id"]],
            portal=[(text["collection"], text["portal"])],
            rule=[code for edit in known.edits for code in edit["codes"]],
            person=[*(row["speaker_name"] for row in known.quotes), *(row["name"] for row in known.mentions)],
        ),
    }
    return SitePage(article_page(known.doc_id), "article.html", rows, _laid_out)


def _laid_out(text: Row, known: Explanation, older: list[Row], **rows: Any) -> dict[str, Any]:
    values = [fact for fact in known.facts if fact["value"] is not None]
    doubts = _doubts(known)
    return {
        **rows,
        "text": text,
        "known": known,
        "lines": marked_lines(known),
        "changes": [_change(known.raw, edit) for edit in known.edits if _is_visible(edit)],
        "blanks": [_change(known.raw, edit) for edit in known.edits if not _is_visible(edit)],
        "doubts": doubts,
        "doubt_count": sum(map(len, doubts.values())),
        "first": {fact["field"]: fact for fact in reversed(values)},
        "values": values,
        "nulls": [fact for fact in known.facts if fact["value"] is None],
        "older": [(row, sentence_changes(row["old_sentences"], row["new_sentences"])) for row in older],
        "language": _tag(text["language"]),
    }


def _tag(language: str) -> str:
    """The value of the page's lang attribute, if the language is a tag of BCP 47."""
    return language if re.fullmatch("[a-z]{2,3}", language) else "und"


def _is_visible(edit: Row) -> bool:
    """Whether an edit is of more than spaces and line endings."""
    return bool(f"{edit['before'] or ''}{edit['after'] or ''}".strip()) or not edit["applied"]


def _change(raw: str, edit: Row) -> ShownEdit:
    """Widen an edit to whole words, on its line."""
    start, stop = edit["start"], edit["stop"]
    left = raw[max(start - _WORD_ROOM, 0) : start].rpartition("\n")[2]
    right = raw[stop : stop + _WORD_ROOM].partition("\n")[0]
    return ShownEdit(edit, left.rpartition(" ")[2], right.partition(" ")[0])


def _doubts(known: Explanation) -> dict[str, list[tuple[int | None, str]]]:
    """The doubts that a person should check: in words, with each place in the raw text and its text."""
    found: dict[str, list[tuple[int | None, str]]] = {}
    for words, start, stop in _each_doubt(known):
        there = "" if start is None else " ".join(known.raw[start : min(stop, start + 60)].split())
        found.setdefault(words, []).append((start, there))
    return found


def _each_doubt(known: Explanation) -> Iterator[tuple[str, int | None, int]]:
    for edit in known.edits:
        if not edit["applied"]:
            yield as_sentence(edit["message"] or "A rule flagged these words"), edit["start"], edit["stop"]
        elif edit["confidence"] is not None and edit["confidence"] < SURE:
            words = f"Changed by {edit['codes'][0]}, which is right in less than nine of ten cases."
            yield words, edit["start"], edit["stop"]
    for quote in known.quotes:
        if quote["status"] == "unclosed":
            yield "A quotation is not closed.", quote["start"], quote["stop"]
    for fact in known.facts:
        if fact["reason"] and fact["reason"].startswith(("ambiguous", "unknown")):
            words = f"The {label(fact['field'])} is null: {in_words(fact['reason'])}."
            yield words, fact["start"], fact["stop"] or 0
