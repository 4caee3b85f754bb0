"""Which texts are the same text."""

from decimal import Decimal

import pytest

from transforms.stories.copies import are_copies, fingerprint, likeness, numbers

REPORT = (
    "The port of Tarn handled 1,500 ships in May, the harbour office said on Friday. That was twelve more than in "
    "April. Brandt, who has run the office since spring, called it a good month and thanked the crews. Grain made up "
    "most of the cargo; the rest was timber. A new crane will arrive in autumn at a cost of 2.5 million crowns."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,500 ships", [1500]),
        ("1.500 ships", [1500]),
        ("1.5 thousand ships", [1500]),
        ("2.5 million", [2_500_000]),
        ("twelve crews and Twenty boats", [12, 20]),
        ("five-hundred, 0,75", ["0.75", 500]),
        ("version 1.2.3", [123]),
        ("one of them", []),
    ],
)
def test_numbers_are_read_by_value(text: str, expected: list[int | str]) -> None:
    assert sorted(numbers(text)) == sorted(Decimal(value) for value in expected)


@pytest.mark.parametrize(
    "other",
    [
        REPORT.upper(),
        REPORT.replace(",", ""),
        REPORT.replace("1,500", "1500").replace("twelve", "12"),
        REPORT.replace(" Grain made up most of the cargo; the rest was timber.", ""),
        "Read more below. " + REPORT,
    ],
)
def test_copies_differ_in_print_alone(other: str) -> None:
    assert are_copies(fingerprint(REPORT), fingerprint(other))


@pytest.mark.parametrize(
    "other",
    [
        REPORT.replace("1,500", "1,600").replace("twelve", "thirty"),
        "Tarn harbour handled 1,500 ships in May. It was twelve more than in April, said Brandt, at 2.5 million.",
        "",
    ],
)
def test_other_numbers_or_other_words_make_another_text(other: str) -> None:
    assert not are_copies(fingerprint(REPORT), fingerprint(other))


def test_likeness_is_the_share_of_common_runs_of_words() -> None:
    assert likeness(fingerprint("a b c d"), fingerprint("a b c e")) == pytest.approx(1 / 3)
    assert likeness(fingerprint(""), fingerprint("")) == 1
    assert likeness(fingerprint("a b c"), fingerprint("")) == 0
