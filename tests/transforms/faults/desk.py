"""One small file on its way through the whole desk, as the cases of faults look at it."""

from typing import Any

import pytest

from transforms.decode import decode
from transforms.refine import Pipeline, refine

PENDING = pytest.mark.xfail(strict=True, reason="known, not mended yet")
STORY = (
    "The market hall opened on Friday after two years of repairs, the town said in a statement. Traders had waited for "
    "that day since the winter."
)
MORE = "A second hall is to follow next year, and both will stay open on Sundays, the head of the union told reporters."
HEADLINE = "Market hall opens after two years of repairs"


def article(raw: str | bytes) -> dict[str, Any]:
    """Give the row of `articles` that a file comes to, with its lead; a text is written in UTF-8."""
    text = decode(raw if isinstance(raw, bytes) else raw.encode()).text
    row: dict[str, Any] = refine([""], [text], 0, Pipeline.of()).batches["articles"].to_pylist()[0]
    return row | {"lead": row["body"][: row["_lead_stop"]]}


def body(raw: str | bytes) -> str:
    """Give the body that a file comes to."""
    text: str = article(raw)["body"]
    return text


def column(row: dict[str, Any], name: str) -> Any:
    """Give a column's value; a date as it is written."""
    value = row[name]
    return value.isoformat() if hasattr(value, "isoformat") else value
