"""Facts as typed columns that the schema of articles takes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from typed_rows import row, typed

from schemas.articles import ARTICLES

STORY = (
    "By Jane Roe\n\nRain fell on the roofs of the town all day, the mayor said on Tuesday.\n\n"
    "20/06/2023 17:32:23 – Lima (AFP) – © 2023 AFP"
)


def test_every_column_has_the_schemas_type():
    types = {c.name: c.type for c in ARTICLES.columns}
    for field in typed(STORY).schema:
        assert field.type == types[field.name]


def test_values():
    found = row(STORY)
    assert found["dateline_on"] == date(2023, 6, 20)
    assert found["timestamp_local"] == datetime(2023, 6, 20, 17, 32, 23)
    assert found["earliest_at"] < found["latest_at"]
    assert found["earliest_at"].tzinfo == ZoneInfo("UTC")
    assert found["located_all"] == ["Lima"]
    assert found["authors"] == ["Jane Roe"]
    assert found["info_sources"] == [{"name": "AFP", "role": "author", "uri": "https://www.afp.com/"}]
    assert found["copyright_year"] == 2023


def test_what_was_not_read_is_null():
    found = row("Rain fell on the roofs.")
    assert set(found.values()) == {None}


def test_each_document_has_its_own():
    assert typed("Rain fell.", STORY, "Rain fell.", STORY).to_pylist() == [row("Rain fell."), row(STORY)] * 2
    assert typed().num_rows == 0
