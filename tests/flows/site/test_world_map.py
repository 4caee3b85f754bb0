"""The map: places lie where they should, and names do not cover each other."""

import pytest

from flows.site.world_map import NARROW, WIDE, MarkedPlace, Name, world_map


def places(*found: tuple[float, float, int, str]) -> list[MarkedPlace]:
    return [MarkedPlace(latitude, longitude, count, name, f"{name}.html") for latitude, longitude, count, name in found]


def test_places_lie_on_the_map_and_the_large_ones_below() -> None:
    drawn = world_map(places((0, 0, 1, "a"), (45, 90, 100, "b"), (-45, -90, 4, "c")))
    assert [dot.label for dot in drawn.dots] == ["b: 100", "c: 4", "a: 1"]
    b, c, a = drawn.dots
    assert a.x == drawn.width / 2
    assert b.x - a.x == pytest.approx(a.x - c.x)
    assert b.y < a.y < c.y < drawn.height
    assert a.radius < c.radius < b.radius
    assert [(size.article_count, size.radius) for size in drawn.sizes] == [(100, b.radius), (10, drawn.sizes[1].radius)]
    assert drawn.land.startswith("M")
    assert drawn.land.count("z") > 100


def test_names_cover_no_other_and_stay_on_the_map() -> None:
    crowd = places(*((50 + n / 3, n / 2, 40 - n, f"Harbour {n}") for n in range(30)), (-40, 179, 50, "Far Harbour"))
    drawn = world_map(crowd)
    for names, size in ((drawn.names, WIDE), (drawn.narrow_names, NARROW)):
        assert names[0].text == "Far Harbour"
        assert 1 < len(names) < 30
        boxes = [box(name, size) for name in names]
        assert all(left > 0 and right < drawn.width for left, _, right, _ in boxes)
        assert not [1 for n, one in enumerate(boxes) for other in boxes[:n] if overlap(one, other)]


def test_a_map_without_places_is_a_map() -> None:
    drawn = world_map([])
    assert (drawn.dots, drawn.names, drawn.sizes) == ([], [], [])


def box(name: Name, size: int) -> tuple[float, float, float, float]:
    return name.x, name.y - size / 2, name.x + len(name.text) * size / 2, name.y


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
