"""Flags become settings and a warehouse, and what is wrong with them is told in a line."""

import os
from pathlib import Path

import pytest

from flows.cli.options import refuse_unwritable, settings_for, warehouse_at
from flows.cli.reports import given_of
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
    head = warehouse_at(str(newsroom.root))[0].head()
    assert head is not None
    assert head.number == 1


def test_a_file_is_written_over_only_where_it_begins_as_ours_do(tmp_path: Path) -> None:
    settings = settings_for(warehouse=str(tmp_path / "warehouse"), seeds=str(tmp_path / "seeds"))
    ours, other = tmp_path / "ours", tmp_path / "other"
    ours.write_bytes(b"sheet 1")
    other.write_bytes(b"letter")
    refuse_unwritable(tmp_path / "new", settings, b"sheet")
    refuse_unwritable(ours, settings, b"sheet")
    os.mkfifo(tmp_path / "pipe")
    for path, over in ((other, b"sheet"), (ours, b""), (tmp_path / "pipe", b"sheet")):
        with pytest.raises(UsageError, match="exists already"):
            refuse_unwritable(path, settings, over)


def test_a_parameter_of_a_report_is_a_flag_as_well() -> None:
    given = given_of(["agency=ANA"], ["--since", "2031-05-06", "--by=Ana=Ruud"])
    assert given == {"agency": "ANA", "since": "2031-05-06", "by": "Ana=Ruud"}


def test_a_setting_of_the_wrong_kind_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_WORKERS", "many")
    with pytest.raises(UsageError, match="wrong settings: workers: a whole number is needed, not 'many'"):
        settings_for()
