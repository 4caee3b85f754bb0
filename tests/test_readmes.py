"""Each room's README is what its code says."""

import pytest

from tests.readmes import READMES, ROOT


@pytest.mark.parametrize("name", READMES)
def test_readme_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == READMES[name](), "stale: run `make docs`"
