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
        ("2023/06/20", "2023-06-20"),
        ("2023.6.20.", "2023-06-20"),
        ("20. 6. 2023", "2023-06-20"),
        ("20-Jun-2023", "2023-06-20"),
        ("05.06.2023", "2023-06-05"),
        ("2023. június 20.", "2023-06-20"),
        ("20 июня 2023 г.", "2023-06-20"),
        ("20 NİSAN 2023", "2023-04-20"),
        ("20 KASIM 2023", "2023-11-20"),
        ("20 kwi 2023", "2023-04-20"),
        ("Kamis, 20 Juli 2023", "2023-07-20"),
        ("20 जून 2023", "2023-06-20"),
        ("2023年6月20日", "2023-06-20"),
        ("2023年6月20日(火)", "2023-06-20"),
        ("6月20日", "XXXX-06-20"),
        ("2023년 6월 20일", "2023-06-20"),
        ("20 Ιουνίου 2023", "2023-06-20"),
    ],
)
def test_edtf(printed, edtf):
    stamp = read_stamp(printed)
    assert stamp is not None
    assert stamp.day.edtf == edtf


@pytest.mark.parametrize(
    "printed",
    ["Feb 30", "31/31/31", "192.168.11", "June", "2023", "20 June 2023 17", "20 June 7.30", "roof 20", "", "20:30"],
)
def test_what_is_no_date(printed):
    assert read_stamp(printed) is None


@pytest.mark.parametrize(
    ("printed", "edtf", "reason"),
    [
        ("31/31/2023", "", "impossible_date"),
        ("February 29, 2023", "", "impossible_date"),
        ("31.02.2023 17:32", "", "impossible_date"),
        ("20.06.2023 24:00", "2023-06-20", "unreadable_time"),
        ("20 June 2023 17:60", "2023-06-20", "unreadable_time"),
        ("20 June 2023 17:61", "2023-06-20", "unreadable_time"),
        ("20 June 2023, 13:05 p.m.", "2023-06-20", "unreadable_time"),
    ],
)
def test_what_cannot_be_says_so_and_keeps_the_rest(printed, edtf, reason):
    stamp = read_stamp(printed)
    assert stamp is not None
    assert (stamp.day.edtf, stamp.clock, stamp.reason) == (edtf, None, reason)


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
        ("2023-06-20T17:32:23Z", time(17, 32, 23), "Z"),
        ("20 июня 2023 г. в 17:32 МСК", time(17, 32), "МСК"),
        ("20 Haziran 2023 17:32", time(17, 32), None),
        ("20 czerwca 2023, godz. 17:32", time(17, 32), None),
        ("20 giugno 2023 alle 17.32", time(17, 32), None),
        ("June 20, 2023 at 5:32 p. m.", time(17, 32), None),
        ("2023年6月20日 17時32分", time(17, 32), None),
        ("2023年6月20日 午後5時", time(17), None),
        ("2023.06.20. 오후 5:32", time(17, 32), None),
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
