"""The names of countries."""

from functools import cache
from importlib.resources import as_file, files

import pyarrow.parquet as pq


def country_name(code: str | None) -> str | None:
    """The English name of a country of ISO 3166, or the code if it has none.

    >>> country_name("PT"), country_name("ZZ"), country_name(None)
    ('Portugal', 'ZZ', None)
    """
    return None if code is None else _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    with as_file(files("transforms") / "data" / "places.parquet") as path:
        rows = pq.read_table(path, columns=["country", "name"], filters=[("kind", "=", "country")]).to_pylist()
    return {row["country"]: row["name"] for row in rows}
