"""A map of the world: land, a mark for each place, and names of the largest that do not overlap."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import pi, radians, sqrt
from pathlib import Path
from typing import NamedTuple

COASTLINE = Path(__file__).with_name("coastline.json")
MAP_WIDTH = 960
MAP_LINKS = 40
_NORTH, _SOUTH = 84, -58
_SMALLEST, _LARGEST = 2.5, 20
# Sizes of the names: on a wide screen, and on a phone, where the map is a third as large.
WIDE, NARROW = 13, 27
_MOST_NAMES = {WIDE: 16, NARROW: 6}


class Dot(NamedTuple):
    """A mark of a map, its name, and its link."""

    x: float
    y: float
    radius: float
    label: str
    page: str | None


class Name(NamedTuple):
    """The name of a place on the map, at the left end of its baseline."""

    x: float
    y: float
    text: str


class Size(NamedTuple):
    """A mark of the legend: the number of texts for this radius."""

    radius: float
    article_count: int


class Map(NamedTuple):
    """The world in the Natural Earth projection: land and grid as paths, marks, names by size, and the legend."""

    land: str
    grid: str
    width: int
    height: int
    dots: Sequence[Dot]
    names: Sequence[Name]
    narrow_names: Sequence[Name]
    sizes: Sequence[Size]


class MarkedPlace(NamedTuple):
    """A place to mark."""

    latitude: float
    longitude: float
    article_count: int
    name: str
    page: str | None


def world_map(places: Iterable[MarkedPlace]) -> Map:
    """Lay out places; smaller ones are drawn over larger ones."""
    listed = sorted(places, key=lambda place: -place.article_count)
    most = max((place.article_count for place in listed), default=1)
    dots = [
        Dot(
            *projected(place.longitude, place.latitude),
            _radius(place.article_count, most),
            f"{place.name}: {place.article_count:,}",
            place.page,
        )
        for place in listed
    ]
    height = round(projected(0, _SOUTH)[1])
    named = [(dot, place.name) for dot, place in zip(dots, listed, strict=True)]
    wide, narrow = (list(_named(named, size, height)) for size in (WIDE, NARROW))
    sizes = [Size(_radius(count, most), count) for count in dict.fromkeys((most, max(most // 10, 1)))] if listed else []
    return Map(_land(), _grid(), MAP_WIDTH, height, dots, wide, narrow, sizes)


def _radius(count: int, most: int) -> float:
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(count / most), 1)


def _named(dots: Sequence[tuple[Dot, str]], size: int, height: int) -> Iterator[Name]:
    """Names next to their marks, right or left, that cover no other name and none of the largest marks."""
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot, _ in dots[:12]]
    found = 0
    for dot, text in dots[:MAP_LINKS]:
        width = len(text) * size * 0.58
        for x in (dot.x + dot.radius + 3, dot.x - dot.radius - 3 - width):
            box = (x, dot.y - size * 0.6, x + width, dot.y + size * 0.6)
            is_inside = box[0] > 0 and box[2] < MAP_WIDTH and box[3] < height
            if is_inside and found < _MOST_NAMES[size] and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found += 1
                yield Name(round(x, 1), round(dot.y + size * 0.35, 1), text)
                break


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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
    return "M" + "L".join("{:g} {:g}".format(*projected(lon, lat)) for lon, lat in points)


def projected(longitude: float, latitude: float) -> tuple[float, float]:
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
