"""The instants that a printed stamp can mean."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from transforms.facts.bounds import bounds
from transforms.facts.dates import read_stamp


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_printed_zone_gives_the_instant():
    found = bounds(read_stamp("20/06/2023 17:32:23 GMT"), ["Asia/Shanghai"])
    assert found == (at(2023, 6, 20, 17, 32, 23), at(2023, 6, 20, 17, 32, 23), "printed_zone")


def test_a_zone_that_several_share_gives_both():
    found = bounds(read_stamp("20/06/2023 08:00:00 CST"))
    assert found == (at(2023, 6, 20, 0), at(2023, 6, 20, 14), "printed_zone")


def test_assumed_zones_give_the_outermost_instants():
    found = bounds(read_stamp("20/06/2023 17:32:23"), ["Asia/Shanghai", "Europe/Paris"])
    assert found == (at(2023, 6, 20, 9, 32, 23), at(2023, 6, 20, 15, 32, 23), "assumed_zone")


def test_a_time_to_the_minute_lasts_the_minute():
    found = bounds(read_stamp("20/06/2023 17:32 UTC"))
    assert found is not None
    assert found.latest - found.earliest == timedelta(seconds=59)


def test_a_bare_day_is_the_whole_day_where_it_could_have_been():
    assert bounds(read_stamp("20 June 2023"), ["Asia/Tokyo"]) == (
        at(2023, 6, 19, 15),
        at(2023, 6, 20, 14, 59, 59),
        "whole_day",
    )
    assert bounds(read_stamp("20 June 2023")) == (at(2023, 6, 19, 10), at(2023, 6, 21, 11, 59, 59), "whole_day")


def test_an_unknown_order_spans_both_days():
    found = bounds(read_stamp("05/06/2023"), ["UTC"])
    assert found == (at(2023, 5, 6), at(2023, 6, 5, 23, 59, 59), "whole_day")


def test_no_year_no_bounds():
    assert bounds(read_stamp("20 June")) is None


ZONES = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Europe/Paris"])


@given(st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31)), st.lists(ZONES, max_size=3))
def test_more_zones_never_narrow_the_bounds(local, zones):
    stamp = read_stamp(f"{local:%d/%m/%Y} {local:%H:%M:%S}")
    one, more = bounds(stamp, ["Europe/Paris"]), bounds(stamp, ["Europe/Paris", *zones])
    assert more.earliest <= one.earliest <= one.latest <= more.latest
