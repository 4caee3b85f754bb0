"""Charts and maps: what lies where."""

from datetime import UTC, date, datetime

import pytest

from flows.site.charts import HEIGHT, WIDTH, bar_shares, line_chart, timeline, world_map
from flows.site.rendering import day_in_words, days_between, month_in_words, percent, short_day


def test_a_line_goes_down_to_0_on_days_between() -> None:
    chart = line_chart([(date(2031, 5, 1), 4), (date(2031, 5, 3), 2)])
    assert chart.points == f"0.0,0.0 500.0,{HEIGHT}.0 {WIDTH}.0,100.0"
    assert chart.across == ["2031-05-01", "2031-05-02", "2031-05-03"]
    assert chart.up == ["0", "2", "4"]


def test_days_without_a_year_are_labelled_without_one() -> None:
    assert line_chart([(date(2000, 2, 28), 1), (date(2000, 2, 29), 1)], "%d %b").across == ["28 Feb", "29 Feb"]


def test_bars_are_shares_of_the_longest() -> None:
    assert bar_shares([8, 4, 0]) == [100, 50, 0]
    assert bar_shares([]) == []


def test_instants_lie_between_the_first_and_the_last() -> None:
    moments = [datetime(2031, 5, day, tzinfo=UTC) for day in (1, 2, 3)]
    assert timeline([moments[2], None, moments[0], moments[1]]) == [98, None, 2, 50]
    assert timeline([None]) == [None]
    assert timeline([moments[0]]) == [2]


def test_places_lie_on_the_map_and_the_large_ones_below() -> None:
    drawn = world_map([(0, 0, 1, "a", "a.html"), (45, 90, 100, "b", "b.html"), (-45, -90, 4, "c", None)])
    assert [dot.label for dot in drawn.dots] == ["b", "c", "a"]
    b, c, a = drawn.dots
    assert a.x == drawn.width / 2
    assert b.x - a.x == pytest.approx(a.x - c.x)
    assert b.y < a.y < c.y < drawn.height
    assert b.radius == 20
    assert drawn.land.startswith("M")
    assert drawn.land.count("z") > 100


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (day_in_words("2031-05-06"), "6 May 2031"),
        (day_in_words("XXXX-05-06"), "6 May, year not printed"),
        (day_in_words("203X-05-06"), "6 May, year not printed"),
        (day_in_words("[2031-05-06,2031-06-05]"), "[2031-05-06,2031-06-05]"),
        (short_day("XXXX-12-01"), "1 December (no year)"),
        (short_day(None), "–"),
        (days_between(None, None), "–"),
        (days_between("2031-05-06", "2031-06-05"), "6 May 2031 – 5 June 2031"),
        (month_in_words("XXXX-05"), "May, year not printed"),
        (month_in_words("[2023-05,2023-06]"), "2023-05 or 2023-06"),
        (month_in_words(None), "no day read"),
        (percent(1.0), "100 %"),
        (percent(0.9999), "> 99.9 %"),
        (percent(0.5), "50 %"),
        (percent(None), "–"),
    ],
)
def test_values_are_printed_in_words(made: str, words: str) -> None:
    assert made == words
