"""What the overview pages show."""

from types import SimpleNamespace

import pytest

from flows.site.overview_pages import _days


@pytest.mark.parametrize(("days", "has_chart"), [(1, False), (2, True)])
@pytest.mark.parametrize(("year", "chart"), [("2031", "sure_chart"), ("XXXX", "open_chart")])
def test_two_days_have_a_chart(days: int, has_chart: bool, year: str, chart: str) -> None:
    rows = [{"day": f"{year}-05-0{n + 1}", "article_count": n + 1} for n in range(days)]
    shown = _days(SimpleNamespace(days=rows))  # type: ignore[arg-type]  # only the days are asked for
    assert (shown[chart] is not None) == has_chart
