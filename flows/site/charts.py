"""Where the marks of charts and maps lie; templates draw them as SVG, with the table behind them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil, pi, radians, sqrt
from pathlib import Path
from typing import NamedTuple

COASTLINE = Path(__file__).with_name("coastline.json")
WIDTH, HEIGHT = 1000, 200
MAP_WIDTH = 960
MAP_LINKS = 40
_NORTH, _SOUTH = 84, -58


class Line(NamedTuple):
    """A line chart in WIDTH by HEIGHT units: the points of its line, the area below it, and the labels of its axes."""

    points: str
    area: str
    across: Sequence[str]
    up: Sequence[str]


class Dot(NamedTuple):
    """A mark of a map, its name, and where it leads."""

    x: float
    y: float
    radius: float
    label: str
    page: str | None


class Map(NamedTuple):
    """The world in the projection Natural Earth: land and grid as paths, and the marks."""

    land: str
    grid: str
    width: int
    height: int
    dots: Sequence[Dot]


def line_chart(counts: Sequence[tuple[date, int]], label: str = "%Y-%m-%d") -> Line:
    """Lay out counts by day, in order; days between them count as 0. `label` is how a day is printed."""
    first, span = counts[0][0], max((counts[-1][0] - counts[0][0]).days, 1)
    most = _round_up(max(count for _, count in counts))
    known = dict(counts)
    places = []
    for number in range(span + 1):
        count = known.get(first + timedelta(number), 0)
        places.append(f"{number / span * WIDTH:.1f},{HEIGHT - count / most * HEIGHT:.1f}")
    points = " ".join(places)
    steps = min(5, span + 1)
    across = [(first + timedelta(round(span * n / (steps - 1)))).strftime(label) for n in range(steps)]
    return Line(points, f"0,{HEIGHT} {points} {WIDTH},{HEIGHT}", across, [f"{n:,}" for n in (0, most // 2, most)])


def timeline(moments: Sequence[datetime | None]) -> list[float | None]:
    """Lay instants out along a line of 100 units; None where there is none."""
    known = [moment for moment in moments if moment]
    if not known:
        return [None] * len(moments)
    first, span = min(known), (max(known) - min(known)).total_seconds() or 1
    return [None if m is None else round(2 + (m - first).total_seconds() / span * 96, 2) for m in moments]


def _round_up(count: int) -> int:
    """The next even number of one or two leading digits, so that half of it is a whole number.

    >>> [_round_up(n) for n in (1, 7, 130, 4100)]
    [2, 8, 140, 4200]
    """
    step: int = 2 * 10 ** max(len(str(count)) - 2, 0)
    return ceil(count / step) * step


def bar_shares(counts: Iterable[int]) -> list[float]:
    """Lengths of bars in percent of the longest."""
    known = list(counts)
    most = max(known, default=0) or 1
    return [round(100 * count / most, 1) for count in known]


def world_map(places: Iterable[tuple[float, float, int, str, str | None]]) -> Map:
    """Lay out places, given as latitude, longitude, count, name and page; larger ones lie below smaller ones."""
    listed = sorted(places, key=lambda place: -place[2])
    most = max((place[2] for place in listed), default=1)
    dots = [
        Dot(*_projected(longitude, latitude), round(4 + 16 * sqrt(count / most), 1), label, page)
        for latitude, longitude, count, label, page in listed
    ]
    height = round(_projected(0, _SOUTH)[1])
    return Map(_land(), _grid(), MAP_WIDTH, height, dots)


@cache
def _land() -> str:
    rings = json.loads(COASTLINE.read_text("utf-8"))["rings"]
    return "".join(_path([(ring[n] / 10, ring[n + 1] / 10) for n in range(0, len(ring), 2)]) + "z" for ring in rings)


@cache
def _grid() -> str:
    meridians = [[(lon, lat) for lat in range(_SOUTH, _NORTH + 1, 5)] for lon in range(-180, 181, 30)]
    parallels = [[(-180, lat), (180, lat)] for lat in range(-30, 61, 30)]
    return "".join(map(_path, [*meridians, *parallels]))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join("{:g} {:g}".format(*_projected(lon, lat)) for lon, lat in points)


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    """A place on the map, by the polynomials of the Natural Earth projection (Patterson and Savric 2011)."""
    x, y = _natural_earth(radians(longitude), radians(latitude))
    top = _natural_earth(0, radians(_NORTH))[1]
    scale = MAP_WIDTH / (2 * pi * 0.8707)
    return round(MAP_WIDTH / 2 + x * scale, 1), round((top - y) * scale, 1)


def _natural_earth(lon: float, lat: float) -> tuple[float, float]:
    p2 = lat * lat
    p4 = p2 * p2
    x = lon * (0.870700 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    return x, lat * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
