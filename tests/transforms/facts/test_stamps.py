"""A stamp as columns."""

from transforms.facts.dates import read_stamp
from transforms.facts.stamps import stamp_values


def values(printed):
    return dict(stamp_values(read_stamp(printed), "dispatch"))


def test_as_much_as_is_certain():
    assert values("June 20") == {"dateline_date": "XXXX-06-20"}
    assert values("20 June 2023") == {"dateline_date": "2023-06-20", "dateline_on": "2023-06-20"}
    assert values("05/06/2023 10:00 GMT") == {"dateline_date": "[2023-05-06,2023-06-05]", "timezone_printed": "GMT"}
    assert values("20 June 2023 10:00") == {
        "dateline_date": "2023-06-20",
        "dateline_on": "2023-06-20",
        "timestamp_local": "2023-06-20T10:00:00",
        "timestamp_role": "dispatch",
    }


def test_nothing_of_nothing():
    assert stamp_values(None, "dispatch") == []
