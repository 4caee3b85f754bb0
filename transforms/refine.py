"""The whole pipeline: from decoded texts to an Arrow batch of every table."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from time import thread_time
from types import MappingProxyType
from typing import NamedTuple

import pyarrow as pa

from transforms import facts, mentions, quotes
from transforms.batches import batches, terms_batch
from transforms.clean import Cleaned, Cleaner
from transforms.gc_paused import gc_paused
from transforms.language import languages
from transforms.layout.vocabulary import fold_line
from transforms.mentions import DatelinePlace, Mention
from transforms.paragraphs import Span
from transforms.quotes import Quote
from transforms.repaired_text import RepairedText, mention_in_raw, quote_in_raw, repaired
from transforms.review import Review, decided
from transforms.rules import selected, voters
from transforms.safety import Safety
from transforms.version import rules_version

_DATELINE = "AGY001"


class Refined(NamedTuple):
    """Batches by table name, and the CPU seconds that each stage took."""

    batches: dict[str, pa.RecordBatch]
    stage_seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The active rules, compiled, with the digest of everything that a result depends on.

    `reads_quotes`: quotations and mentions are extracted. `reads_terms`: the terms that link stories are computed.
    """

    cleaner: Cleaner
    rules_version: str
    reads_quotes: bool
    reads_terms: bool

    @classmethod
    def of(
        cls,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        boilerplate: Iterable[str] = (),
        *,
        quotes: bool = True,
        terms: bool = True,
        safety: Iterable[Safety] = (),
    ) -> "Pipeline":
        """Compile the rules that the settings select; the same selection is compiled once a process.

        `boilerplate` are lines that the pages of the collection print; they leave the body. `quotes` is whether
        quotations and mentions are extracted, `terms` whether the terms that link stories are computed. `safety`
        promotes suggestions to fixes and demotes fixes to suggestions. Raises ValueError for an unknown name.
        """
        return _pipeline(tuple(select), tuple(ignore), tuple(boilerplate), quotes, terms, tuple(safety))


@cache
def _pipeline(  # noqa: PLR0917 - the parts of a selection
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    boilerplate: tuple[str, ...],
    reads_quotes: bool,
    reads_terms: bool,
    safety: tuple[Safety, ...],
) -> Pipeline:
    active = selected(select, ignore, safety)
    read = partial(facts.read_all, boilerplate=frozenset(map(fold_line, boilerplate)))
    version = rules_version(select, ignore, boilerplate, reads_quotes, reads_terms, safety)
    return Pipeline(Cleaner(active, read, voters(active, ignore)), version, reads_quotes, reads_terms)


@gc_paused()
def refine(
    doc_ids: Sequence[str],
    texts: Sequence[str],
    commit: int,
    pipeline: Pipeline,
    reviews: Mapping[str, Review] = MappingProxyType({}),
) -> Refined:
    """Clean decoded texts, and extract their metadata.

    `commit` is the commit id in the rows. `reviews` are the decisions of people, by doc_id. The result has a batch of
    every table of lifetime DOCUMENT; it may be empty.

    >>> text = "SUVA, May 23, 2024 (AFP) - The harbour , he said, is open."
    >>> batches = refine(["4f1c"], [text], 1, Pipeline.of()).batches
    >>> batches["articles"].select(["body", "located", "agency"]).to_pylist()
    [{'body': 'The harbour, he said, is open.', 'located': 'SUVA', 'agency': 'AFP'}]
    >>> batches["edits"].num_rows, batches["facts"].num_rows > 0
    (2, True)
    """
    clock, seconds = thread_time(), {}

    def done(name: str) -> None:
        nonlocal clock
        now = thread_time()
        seconds[name] = now - clock
        clock = now

    spoken = languages(texts)
    top_languages = [found[0] if found else None for found in spoken]
    done("language")
    cleaned = pipeline.cleaner.clean_all(texts, top_languages, done)
    versions = [pipeline.rules_version] * len(texts)
    for n, doc_id in enumerate(doc_ids if reviews else ()):
        if review := reviews.get(doc_id):
            cleaned[n] = decided(cleaned[n], texts[n], review.rulings)
            versions[n] += f"+{review.digest}"
    named: list[list[Mention]] = [[]] * len(texts)
    quoted: list[list[Quote]] = [[]] * len(texts)
    if pipeline.reads_quotes:
        plain = [
            repaired(text, one.paragraphs, one.patch.edits, one.repair)
            for text, one in zip(texts, cleaned, strict=True)
        ]
        named = list(map(_mentions, plain, cleaned, top_languages))
        done("mentions")
        quoted = list(map(_quotes, plain, cleaned, top_languages, named))
        for n, (_, _, repair) in enumerate(plain):
            if repair.edits:
                named[n] = [mention_in_raw(mention, repair) for mention in named[n]]
                quoted[n] = [quote_in_raw(quote, texts[n], repair) for quote in quoted[n]]
        done("quotes")
    filled = batches(doc_ids, texts, spoken, cleaned, named=named, quoted=quoted, versions=versions, commit=commit)
    done("tables")
    filled["story_terms"] = terms_batch(filled["articles"] if pipeline.reads_terms else filled["articles"][:0], commit)
    done("terms")
    return Refined(filled, seconds)


def _mentions(plain: RepairedText, cleaned: Cleaned, language: str | None) -> list[Mention]:
    located = _first(cleaned, "located")
    place = DatelinePlace(located, _first(cleaned, "country")) if located else None
    return mentions.read(plain.text, plain.paragraphs, cleaned.roles, language, place)


def _quotes(plain: RepairedText, cleaned: Cleaned, language: str | None, named: Sequence[Mention]) -> list[Quote]:
    source = _first(cleaned, "source_language_declared") or _first(cleaned, "source_language_inferred")
    datelines = [(one.start, one.stop) for one in cleaned.reading.extracts if one.code == _DATELINE]
    return quotes.read(
        plain.text,
        after_datelines(plain.paragraphs, datelines),
        cleaned.roles,
        named,
        language=language,
        source_language=source,
        pairs=cleaned.quotations,
    )


def after_datelines(paragraphs: Sequence[Span], datelines: Iterable[tuple[int, int]]) -> Sequence[Span]:
    """Paragraphs without the datelines at their heads: `SUVA (AFP) -` is no subject of a sentence.

    >>> after_datelines([Span(0, 9), Span(11, 60)], [(11, 23)])
    [Span(start=0, stop=9), Span(start=23, stop=60)]
    """
    for start, stop in datelines:
        n = bisect_right(paragraphs, (start + 1,)) - 1
        if stop < paragraphs[n].stop:
            paragraphs = [*paragraphs[:n], Span(stop, paragraphs[n].stop), *paragraphs[n + 1 :]]
    return paragraphs


def _first(cleaned: Cleaned, field: str) -> str | None:
    """The first extracted value of a field."""
    return next((fact.value for fact in cleaned.reading.facts if fact.field == field), None)
