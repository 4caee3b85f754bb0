"""The active catalogue as rows: the relations `rules` and `readers`."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from schemas import TABLES
from transforms.calibration import calibrated_readers, rule_counts
from transforms.rules import CATALOGUE, selected
from transforms.safety import Safety, with_safety


def rules_table(
    select: Iterable[str] = (), ignore: Iterable[str] = (), safety: Sequence[Safety] = ()
) -> pa.RecordBatch:
    """The rows of the relation `rules`: the whole catalogue, which rules are active, and how accurate they were."""
    active = {rule.code for rule in selected(select, ignore, safety)}
    counts = [rule_counts(rule.code) for rule in CATALOGUE]
    return TABLES["rules"].batch(
        {
            "code": [r.code for r in CATALOGUE],
            "name": [r.name for r in CATALOGUE],
            "family": [r.family for r in CATALOGUE],
            "action": [r.action_name for r in with_safety(CATALOGUE, safety)],
            "is_active": [r.code in active for r in CATALOGUE],
            "why": [r.why for r in CATALOGUE],
            "examples": [[f"{bad} → {good}" if good else bad for bad, good in r.examples] for r in CATALOGUE],
            "counter_examples": [list(r.counter_examples) for r in CATALOGUE],
            "source_languages": [list(r.source_languages) for r in CATALOGUE],
            "checked_count": [checked for checked, _ in counts],
            "right_count": [right for _, right in counts],
        }
    )


def readers_table() -> pa.RecordBatch:
    """The rows of the relation `readers`: every measured combination of extractor, pattern and field."""
    rows = calibrated_readers()
    return TABLES["readers"].batch(
        {
            "reader": [reader for reader, *_ in rows],
            "form": [form for _, form, *_ in rows],
            "field": [field for *_, field, _ in rows],
            "checked_count": [counts.checked for *_, counts in rows],
            "right_count": [counts.right for *_, counts in rows],
        }
    )
