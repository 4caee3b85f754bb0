"""The page of terms has every relation, family, role, status and reason, or the data dictionary has it."""

import csv
import re
from pathlib import Path

import pytest

from schemas import TABLES
from transforms.facts.null_reasons import REASONS
from transforms.rule import Action
from transforms.rules import CATALOGUE

ROOT = Path(__file__).parent.parent
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
DICTIONARY = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", GLOSSARY))
STATUSES = {
    "quotes": "status",
    "arrivals": "status",
    "runs": "status",
    "reviews": "standing",
    "article_stories": "role",
}


def page_roles() -> set[str]:
    with (ROOT / "transforms" / "data" / "page_phrases.csv").open(encoding="utf-8", newline="") as file:
        return {row["role"] for row in csv.DictReader(file)}


def rejections() -> set[str]:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "flows").rglob("*.py"))
    return set(re.findall(r'RejectedError\(\s*"(\w+)"', sources))


@pytest.mark.parametrize(
    "values",
    [
        {rule.family for rule in CATALOGUE},
        {action.value for action in Action},
        {reason for reasons in REASONS.values() for reason in reasons},
        page_roles(),
        rejections(),
    ],
    ids=("families", "actions", "reasons for a null", "roles", "reasons for a reject"),
)
def test_each_value_is_explained(values: set[str]) -> None:
    assert values
    assert not values - NAMED


def test_each_relation_is_in_the_glossary_or_the_data_dictionary() -> None:
    assert not set(TABLES) - NAMED - set(re.findall(r"(?m)^## (\w+)$", DICTIONARY))


@pytest.mark.parametrize(("relation", "column"), STATUSES.items())
def test_each_status_of_the_data_dictionary_is_explained(relation: str, column: str) -> None:
    described = next(c.description for c in TABLES[relation].shown if c.name == column)
    values = re.findall(r"(\w+)(?:,| or|\.)", re.sub(r"\([^)]*\)", "", described).replace(" ,", ",").replace(" .", "."))
    assert len(values) >= 3
    assert not set(values) - NAMED


def test_no_family_is_listed_that_is_none() -> None:
    table = GLOSSARY.partition("### Families of rules")[2].partition("\n## ")[0]
    listed = dict(re.findall(r"(?m)^\| `(\w+)` \| ([A-Z, ]+) \|", table))
    used = {family: {r.code[:3] for r in CATALOGUE if r.family == family} for family in listed}
    assert {family: set(codes.split(", ")) for family, codes in listed.items()} == used
