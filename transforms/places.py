"""The types of the gazetteer: a place, a country or state, and the resolution of a printed name."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """One place: ISO 3166-1 alpha-2 country (null at sea or where disputed), degrees in WGS 84, IANA time zone."""

    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    timezone: str | None
    population: int | None
    kind: str
    geoname_id: int | None

    @property
    def uri(self) -> str | None:
        """The URI in GeoNames, or null for a place of our own list."""
        return None if self.geoname_id is None else f"https://sws.geonames.org/{self.geoname_id}/"


class Resolution(NamedTuple):
    """The resolved place, or the reason why there is none (`unknown_place`, `ambiguous_place`).

    `basis` is the evidence that decided: `region`, `alone`, `rank`, `home`, `named` or `language`.
    """

    place: Place | None
    reason: str | None
    basis: str | None = None


class Region(NamedTuple):
    """A country (`admin1` null), or a state or province by its name in GeoNames."""

    country: str
    admin1: str | None
