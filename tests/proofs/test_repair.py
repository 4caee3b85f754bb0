"""A changed bit in every file of each kind, and a repair: what was lost is named, nothing else differs."""

import pytest

from tests.flows.conftest import Newsroom, newsroom
from tests.flows.runs.test_repair import KINDS, assert_repaired, flip, made, room

__all__ = ["made", "newsroom", "room"]  # fixtures


@pytest.mark.prove
@pytest.mark.parametrize("table", [*KINDS, "rules", "readers", "_retired"])
def test_damage_to_each_kind_of_file_is_repaired(
    table: str,
    room: Newsroom,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert_repaired(room, table, flip, capfd)
