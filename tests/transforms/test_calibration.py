"""A confidence is a share of enough checks."""

import pytest

from transforms.calibration import Counts, calibrated_readers, reader_share, rule_share


@pytest.mark.parametrize(
    ("checked", "right", "share"), [(0, 0, None), (49, 49, None), (50, 49, 0.98), (51, 51, 1.0), (300, 100, 0.3333)]
)
def test_a_share_needs_fifty_checks(checked: int, right: int, share: float | None) -> None:
    assert Counts(checked, right).share == share


def test_what_was_checked_too_seldom_has_no_confidence() -> None:
    few = [(reader, form, field) for reader, form, field, counts in calibrated_readers() if counts.checked < 50]
    assert few
    assert {reader_share(*key) for key in few} == {None}
    assert rule_share("XYZ999") is None
    assert reader_share("dateline", "no such form", "agency") is None
