"""The vocabulary of pages is clean data: every row can be matched, and no phrase has two meanings."""

import csv
from collections import Counter
from importlib.resources import files

from transforms.layout.vocabulary import Phrase

ROLES = {
    *("navigation", "share", "form", "related", "promotion", "advertisement", "caption"),
    *("rights", "tags", "counter", "stamp", "notice", "credit", "byline"),
}
OPENERS = {"related", "tags", "promotion", "form", "navigation", "byline"}


def rows() -> list[dict[str, str]]:
    text = files("transforms").joinpath("data", "page_phrases.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_rows_are_sorted_by_language_role_and_match() -> None:
    keys = [(row["language"], row["role"], row["match"], row["phrase"]) for row in rows()]
    assert keys == sorted(keys)


def test_no_two_rows_match_alike() -> None:
    alike = [Phrase.of(row["phrase"], "", row["match"], "") for row in rows()]
    assert [key for key, count in Counter(alike).items() if count > 1 or not key.text] == []


def test_phrases_are_in_small_letters_and_without_spare_blanks() -> None:
    odd = [row["phrase"] for row in rows() if row["phrase"] != " ".join(row["phrase"].lower().split())]
    assert odd == []


def test_every_row_has_a_known_role_match_and_block() -> None:
    assert {row["role"] for row in rows()} <= ROLES
    assert {row["match"] for row in rows()} <= {"line", "start", "end", "any"}
    assert {row["role"] for row in rows() if row["opens"] != "0"} <= OPENERS
    assert {row["opens"] for row in rows()} == {"0", "1", "*"}


def test_a_phrase_that_is_looked_for_anywhere_is_long() -> None:
    short = [row["phrase"] for row in rows() if row["match"] == "any" and len(row["phrase"].encode()) < 12]
    assert short == []
