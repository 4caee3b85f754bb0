"""Names of peoples in English, and the languages of their countries."""

import csv
from functools import cache
from importlib.resources import files


@cache
def demonyms() -> dict[str, str | None]:
    """The language (BCP 47) of each people's name in data/demonyms.csv; None where its country has several."""
    lines = files("transforms").joinpath("data", "demonyms.csv").read_text(encoding="utf-8").splitlines()
    return {word: row["language"] or None for row in csv.DictReader(lines) for word in row["words"].split("|")}
