"""Each room's README is what its code says."""

import pytest

from flows.settings import Settings
from tests.readmes import READMES, ROOT


@pytest.mark.parametrize("name", READMES)
def test_readme_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == READMES[name](), "stale: run `make docs`"


def test_the_page_of_settings_says_default_range_and_flags() -> None:
    page = READMES["flows/SETTINGS.md"]()
    assert "| `commit_every` | `COPYDESK_COMMIT_EVERY` |  | 20,000 | ≥ 1, ≤ 10,000,000 |" in page
    assert "| `seeds` | `COPYDESK_SEEDS` | `run`, `serve`, `plan`, `reprocess`, `correct`" in page
    assert "| `runner` | `COPYDESK_RUNNER` | `run` | `processes` | `threads`, `processes`, `dask`, `ray` |" in page


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_description_and_every_number_a_range(name: str) -> None:
    field = Settings.model_fields[name]
    assert (field.description or "").endswith(".")
    if field.annotation in {int, float}:
        assert {"le"} <= {bound for m in field.metadata for bound in ("gt", "ge", "le") if hasattr(m, bound)}
