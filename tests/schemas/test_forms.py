"""What the forms of values take, and what they do not."""

import re
from datetime import date, timedelta

from schemas.forms import EDTF

GOOD = "2023 2023-06 2023-XX-20 XXXX-02-26 XXXX-02-29 2024-02-29 2000-02-29 XX23-06-20 201X [2023-05-06,2023-06-05]"
BAD = "last week,2024-99-99,2023-02-29,1900-02-29,2023-04-31,2023-13-01,2023-6-2,0999-01-01,20230602,[2023],"


def test_dates_in_edtf_are_those_that_exist() -> None:
    matches = re.compile(EDTF).fullmatch
    assert [text for text in GOOD.split() if not matches(text)] == []
    assert [text for text in BAD.split(",") if matches(text)] == []
    start = date(1899, 1, 1)
    days = {(start + timedelta(n)).isoformat() for n in range(80_000)}
    every = {f"{y}-{m:02}-{d:02}" for y in range(1899, 2110) for m in range(14) for d in range(33)}
    assert {text for text in every if matches(text)} == days & every
