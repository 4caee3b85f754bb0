"""Printed zones as offsets from UTC."""

import pytest

from transforms.facts.zones import offsets


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [
        ("GMT", (0,)),
        ("CEST", (120,)),
        ("CST", (-360, 480)),
        ("UTC+5:30", (330,)),
        ("GMT-3", (-180,)),
        ("+0200", (120,)),
        ("−02:00", (-120,)),
        ("+99", ()),
        ("ROOF", ()),
    ],
)
def test_offsets(zone, minutes):
    assert offsets(zone) == minutes
