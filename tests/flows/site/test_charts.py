"""Charts: what lies where, and how values are printed."""

from datetime import UTC, date, datetime

import pytest

from flows.site.charts import LEVELS, bar_chart, bar_shares, calendar, timeline
from flows.site.rendering import day_in_words, days_between, percent, short_day, short_month


def test_each_day_has_its_column_and_days_between_have_none() -> None:
    chart = bar_chart([(date(2031, 5, 1), 4), (date(2031, 5, 3), 1), (date(2031, 5, 4), 2)])
    assert [(mark.x, mark.height) for mark in chart.marks] == [(0, 100), (50, 25), (75, 50)]
    assert chart.width == 25
    assert chart.peak.label == "1 May 2031: 4"
    assert [tick.label for tick in chart.up] == ["2", "4"]
    assert [tick.label for tick in chart.across] == ["1 May", "2 May", "3 May", "4 May"]


def test_months_are_marked_where_there_are_several_and_the_year_where_it_is_known() -> None:
    dated = bar_chart([(date(2030, 12, 20), 1), (date(2031, 2, 15), 1)])
    assert [tick.label for tick in dated.across] == ["Jan 2031", "Feb"]
    undated = bar_chart([(date(2000, 1, 1), 1), (date(2000, 12, 31), 2)], has_year=False)
    assert [tick.label for tick in undated.across][:2] == ["Jan", "Feb"]
    assert undated.peak.label == "31 December: 2"


def test_a_calendar_has_a_row_for_each_month_and_shades_by_count() -> None:
    counts = {"2031-05-01": 1, "2031-05-31": 100, "2031-06-02": 36}
    may, june = calendar({"day": day, "article_count": count} for day, count in counts.items())
    assert (may.month, may.article_count, june.article_count) == ("2031-05", 101, 36)
    assert {n: row["level"] for n, row in may.days.items()} == {1: 1, 31: LEVELS}
    assert june.days[2]["level"] == 3
    assert calendar([]) == []


def test_bars_are_shares_of_the_longest() -> None:
    assert bar_shares([8, 4, 0]) == [100, 50, 0]
    assert bar_shares([]) == []


def test_instants_lie_between_the_first_and_the_last() -> None:
    moments = [datetime(2031, 5, day, tzinfo=UTC) for day in (1, 2, 3)]
    assert timeline([moments[2], None, moments[0], moments[1]]) == [98, None, 2, 50]
    assert timeline([None]) == [None]
    assert timeline([moments[0]]) == [2]


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
        (short_month("2031-05"), "May 2031"),
        (short_month("XXXX-05"), "May"),
        (percent(1.0), "100 %"),
        (percent(0.9999), "> 99.9 %"),
        (percent(0.5), "50 %"),
        (percent(None), "–"),
    ],
)
def test_values_are_printed_in_words(made: str, words: str) -> None:
    assert made == words
