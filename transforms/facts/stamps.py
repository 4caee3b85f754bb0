"""A printed date and time as values of columns of `articles`."""

from datetime import datetime

from transforms.facts.dates import Stamp


def stamp_values(stamp: Stamp | None, role: str) -> list[tuple[str, str]]:
    """Give a stamp as columns; `role` is the role of its clock time. Without a stamp there are none.

    `_reason` is not a column: it says why the printed day or time is unknown.
    """
    if stamp is None:
        return []
    values = [("_reason", stamp.reason)] if stamp.reason else []
    if stamp.day.edtf:
        values.append(("dateline_date", stamp.day.edtf))
    if (day := stamp.day.certain) is not None:
        values += [("dateline_on", day.isoformat()), ("dateline_on_basis", "dateline")]
    return values + clock_values(stamp, role)


def clock_values(stamp: Stamp, role: str) -> list[tuple[str, str]]:
    """The columns of the clock time; none unless the day is certain."""
    day, clock = stamp.day.certain, stamp.clock
    if clock is None:
        return []
    zone = [("timezone_printed", clock.zone)] if clock.zone else []
    if day is None:
        return zone
    return [("timestamp_local", datetime.combine(day, clock.time).isoformat()), ("timestamp_role", role), *zone]
