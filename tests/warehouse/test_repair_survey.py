"""What a survey finds where the newest manifest is damaged."""

from pathlib import Path

import pytest
from toy_desk import Desk

from warehouse.repair import survey
from warehouse.snapshot import manifest_key


@pytest.mark.published
def test_the_copy_of_the_newest_manifest_takes_its_place(desk: Desk, root: Path) -> None:
    desk.take({"a": "teh one"})
    head = desk.take({"b": "teh two"})
    (root / manifest_key(2)).write_bytes(b"damaged")
    found = survey(desk.warehouse)
    assert (found.is_put_back, found.newest, found.head) == (True, 2, head)


@pytest.mark.published
def test_a_copy_older_than_the_newest_manifest_does_not(desk: Desk, root: Path) -> None:
    first = desk.take({"a": "teh one"})
    script = (root / "warehouse.sql").read_bytes()
    desk.take({"b": "teh two"})
    (root / "warehouse.sql").write_bytes(script)
    (root / manifest_key(2)).write_bytes(b"damaged")
    found = survey(desk.warehouse)
    assert (found.is_put_back, found.newest, found.head) == (False, 2, first)
