"""A stamp as columns."""

from transforms.facts.dates import read_stamp
from transforms.facts.stamps import stamp_values


def values(printed):
    return dict(stamp_values(read_stamp(printed), "dispatch"))


def test_as_much_as_is_certain():
    assert values("June 20") == {"dateline_date": "XXXX-06-20"}
    assert values("20 June 2023") == {
        "dateline_date": "2023-06-20",
        "dateline_on": "2023-06-20",
        "dateline_on_basis": "dateline",
    }
    assert values("05/06/2023 10:00 GMT") == {"dateline_date": "[2023-05-06,2023-06-05]", "timezone_printed": "GMT"}
    assert values("20 June 2023 10:00") == {
        "dateline_date": "2023-06-20",
        "dateline_on": "2023-06-20",
        "dateline_on_basis": "dateline",
        "timestamp_local": "2023-06-20T10:00:00",
        "timestamp_role": "dispatch",
    }


def test_what_cannot_be_is_left_out_with_its_reason():
    assert values("31.02.2023 10:00") == {"_reason": "impossible_date"}
    assert values("20 June 2023 24:00").get("timestamp_local") is None
    assert values("20 June 2023 24:00")["_reason"] == "unreadable_time"


def test_nothing_of_nothing():
    assert stamp_values(None, "dispatch") == []
