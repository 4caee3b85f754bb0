"""Flags become settings and a warehouse, and what is wrong with them is told in a line."""

from pathlib import Path

import pytest

from flows.cli.options import settings_for, warehouse_at
from flows.errors import UsageError
from tests.flows.conftest import Newsroom


def test_a_wrong_setting_is_named() -> None:
    with pytest.raises(UsageError, match=r"wrong settings: workers: .*greater than or equal to 1"):
        settings_for(workers=0)


def test_a_warehouse_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no warehouse at .*; `copydesk run` makes one"):
        warehouse_at(str(tmp_path / "nowhere"))


def test_one_that_is_there_is_opened(newsroom: Newsroom) -> None:
    newsroom.drop(story="The council voted on Monday to widen the old harbour.\n")
    newsroom.run()
    head = warehouse_at(str(newsroom.root)).head()
    assert head is not None
    assert head.number == 1
