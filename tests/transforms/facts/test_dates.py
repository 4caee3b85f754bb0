"""Dates and clock times as printed, and as much of them as is known."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.facts.dates import MONTHS, read_day, read_stamp


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("June 20, 2023", "2023-06-20"),
        ("20 June 2023", "2023-06-20"),
        ("20th June, 2023", "2023-06-20"),
        ("Jun. 20", "XXXX-06-20"),
        ("Sept 5", "XXXX-09-05"),
        ("1er juillet 2023", "2023-07-01"),
        ("20 de mayo de 2023", "2023-05-20"),
        ("20. März 2023", "2023-03-20"),
        ("Tuesday, June 20, 2023", "2023-06-20"),
        ("20/06/2023", "2023-06-20"),
        ("06/20/2023", "2023-06-20"),
        ("20.06.2023", "2023-06-20"),
        ("2023-06-20", "2023-06-20"),
        ("06/06/2023", "2023-06-06"),
        ("05/06/2023", "[2023-05-06,2023-06-05]"),
        ("05/06", "[XXXX-05-06,XXXX-06-05]"),
        ("20/06", "XXXX-06-20"),
        ("20/06/23", "XX23-06-20"),
        ("20th", "XXXX-XX-20"),
        ("Feb 29", "XXXX-02-29"),
    ],
)
def test_edtf(printed, edtf):
    stamp = read_stamp(printed)
    assert stamp is not None
    assert stamp.day.edtf == edtf


@pytest.mark.parametrize(
    "printed", ["Feb 30", "31/31/2023", "February 29, 2023", "June", "2023", "roof 20", "", "20:30"]
)
def test_what_is_no_date(printed):
    assert read_stamp(printed) is None


def test_a_known_order_decides():
    assert read_day("05/06/2023", day_first=True).edtf == "2023-06-05"
    assert read_day("05/06/2023", day_first=False).edtf == "2023-05-06"
    # 20 is no month: the order that was expected cannot have been meant.
    assert read_day("06/20/2023", day_first=True).edtf == "2023-06-20"


@pytest.mark.parametrize(
    ("printed", "clock", "zone"),
    [
        ("20/06/2023 17:32:23", time(17, 32, 23), None),
        ("20/06/2023 17:32 GMT", time(17, 32), "GMT"),
        ("20/06/2023, 17h32", time(17, 32), None),
        ("20 juin 2023 à 8h", time(8), None),
        ("June 20, 2023 at 5:32 p.m.", time(17, 32), None),
        ("June 20, 2023 12:05 AM EDT", time(0, 5), "EDT"),
        ("20.06.2023 17.32 Uhr", time(17, 32), None),
        ("20 June 2023 17:32 (UTC+2)", time(17, 32), "UTC+2"),
        ("5:32 PM EDT, Tuesday, June 20, 2023", time(17, 32), "EDT"),
    ],
)
def test_clock(printed, clock, zone):
    stamp = read_stamp(printed)
    assert stamp is not None
    assert stamp.clock is not None
    assert (stamp.clock.time, stamp.clock.zone) == (clock, zone)
    assert stamp.day.certain == date(2023, 6, 20)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_named_month_is_read(day, name):
    month = MONTHS[name]
    day = day.replace(day=min(day.day, 28), month=month)
    assert read_day(f"{day.day} {name} {day.year}").certain == day
    assert read_day(f"{name} {day.day}, {day.year}").certain == day


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_numbers_hold_the_day_they_were_made_of(day):
    assert day in read_day(f"{day.day:02d}/{day.month:02d}/{day.year}").days
    assert day in read_day(f"{day.month}/{day.day}/{day.year}").days
