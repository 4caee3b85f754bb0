"""The one composition: decoded texts in, batches of every table out."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import thread_time
from typing import NamedTuple

import pyarrow as pa

from schemas import TABLES
from transforms import facts
from transforms.batches import batches
from transforms.clean import Cleaner
from transforms.language import languages
from transforms.measured import measured_readers, rule_counts
from transforms.rules import CATALOGUE, selected, voters
from transforms.version import rules_version


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


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the cyclic collector's visits while batches are made: they take a third of the time and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@uncollected()
def refine(doc_ids: Sequence[str], texts: Sequence[str], commit: int, desk: Desk) -> Refined:
    """Clean and read decoded texts.

    `commit` is the commit id that the rows carry. Every table of lifetime DOCUMENT comes back, filled or empty.
    """
    clock, seconds = thread_time(), {}

    def done(name: str) -> None:
        nonlocal clock
        now = thread_time()
        seconds[name] = now - clock
        clock = now

    spoken = languages(texts)
    done("language")
    cleaned = desk.cleaner.clean_all(texts, [found[0] if found else None for found in spoken], done)
    filled = batches(doc_ids, texts, spoken, cleaned, version=desk.rules_version, commit=commit)
    done("tables")
    return Refined(filled, seconds)


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
