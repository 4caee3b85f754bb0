"""The expectations of samples.json fit the bytes of the sample stories in seeds/."""

import json
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
GOLDEN = json.loads(Path(__file__).with_name("samples.json").read_text(encoding="utf-8"))
SAMPLES: dict[str, dict[str, Any]] = GOLDEN["samples"]
TEXTS = [name for name, sample in SAMPLES.items() if sample["rejected"] is None]


def text_of(name: str) -> str:
    """Decode one sample as its expectation says, keeping its line ends."""
    return (SEEDS / name).read_bytes().decode(SAMPLES[name]["encoding"])


def repaired(name: str) -> str:
    """Apply the planted repairs of one sample by plain replacement."""
    text = text_of(name)
    for repair in SAMPLES[name]["repairs"]:
        text = text.replace(repair["before"], repair["after"])
    return text


@pytest.mark.parametrize("name", TEXTS)
def test_a_story_has_the_length_and_shape_of_wire_copy(name: str) -> None:
    text = text_of(name)
    assert 1_200 <= len(text) <= 3_500
    assert 6 <= len(text.strip().split("\n\n")) <= 22
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", TEXTS)
def test_repairs_stand_once_and_apart(name: str) -> None:
    text = text_of(name)
    spans = []
    for repair in SAMPLES[name]["repairs"]:
        assert text.count(repair["before"]) == 1, repair
        assert repair["before"] != repair["after"]
        start = text.index(repair["before"])
        spans.append((start, start + len(repair["before"])))
    spans.sort()
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("name", TEXTS)
def test_flags_extracts_and_untranslated_stand_once(name: str) -> None:
    text, sample = text_of(name), SAMPLES[name]
    planted = [item["text"] for item in sample["flags"] + sample["extracts"]] + sample["untranslated"]
    assert [item for item in planted if text.count(item) != 1] == []


@pytest.mark.parametrize("name", TEXTS)
def test_repairs_leave_flags_and_protected_words_alone(name: str) -> None:
    sample, clean = SAMPLES[name], repaired(name)
    kept = [item["text"] for item in sample["flags"]] + sample["protected"]
    assert [item for item in kept if item not in clean] == []


@pytest.mark.parametrize("name", TEXTS)
def test_values_as_printed_stand_in_the_text(name: str) -> None:
    sample, text = SAMPLES[name], text_of(name)
    printed = [sample["located"], sample["byline"], sample["copyright_holder"]]
    printed += [person[key] for person in sample["contributors"] for key in ("name", "place")]
    assert [value for value in printed if value is not None and value not in text] == []


def test_the_windows_sample_is_not_utf_8() -> None:
    (name,) = (name for name, sample in SAMPLES.items() if sample["encoding"] == "cp1252")
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / name).read_bytes().decode("utf-8")


def test_the_rejected_sample_is_binary() -> None:
    (name,) = (name for name, sample in SAMPLES.items() if sample["rejected"] == "binary")
    data = (SEEDS / name).read_bytes()
    assert b"\0" in data
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")


def test_the_near_copy_differs_in_two_paragraphs_and_its_dateline() -> None:
    first, second = (text_of(name).split("\n\n") for name in GOLDEN["groups"]["near_duplicates"][0])
    assert len(first) == len(second)
    assert sum(left != right for left, right in zip(first, second, strict=True)) == 3
    assert first[-1] != second[-1]


def test_the_update_keeps_half_of_the_paragraphs() -> None:
    first, second = (set(text_of(name).split("\n\n")) for name in GOLDEN["groups"]["updates"][0])
    assert len(first & second) >= len(first) // 2
    assert second - first
