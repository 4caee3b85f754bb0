"""Facts as typed columns that the schema of articles takes."""

from datetime import UTC, date, datetime

import pyarrow as pa

from schemas.articles import ARTICLES
from transforms.facts import read
from transforms.facts.article import columns
from transforms.paragraphs import split_paragraphs

STORY = (
    "By Jane Roe\n\nRain fell on the roofs of the town all day, the mayor said on Tuesday.\n\n"
    "20/06/2023 17:32:23 – Lima (AFP) – © 2023 AFP"
)


def row(text):
    return {field: value for field, (value,) in columns([read(text, split_paragraphs(text)).facts]).items()}


def test_every_column_has_the_schemas_type():
    found = row(STORY)
    types = {c.name: c.type for c in ARTICLES.columns}
    for name, value in found.items():
        assert pa.array([value], types[name]).to_pylist() is not None


def test_values():
    found = row(STORY)
    assert found["dateline_on"] == date(2023, 6, 20)
    assert found["timestamp_local"] == datetime(2023, 6, 20, 17, 32, 23)
    assert found["earliest_at"] < found["latest_at"]
    assert found["earliest_at"].tzinfo is UTC
    assert found["located_all"] == ["Lima"]
    assert found["authors"] == ["Jane Roe"]
    assert found["info_sources"] == [{"name": "AFP", "role": "author", "uri": "https://www.afp.com/"}]
    assert found["copyright_year"] == 2023


def test_what_was_not_read_is_null():
    found = row("Rain fell on the roofs.")
    assert set(found.values()) == {None}
