"""A printed date and time as values of the articles' columns."""

from datetime import datetime

from transforms.facts.dates import Stamp


def stamp_values(stamp: Stamp | None, role: str) -> list[tuple[str, str]]:
    """Write a stamp as columns; `role` says what its clock time is the time of. Without a stamp there are none.

    `_reason` is no column: it says why the day or the time, though printed, is not known.
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
    """The columns of the clock time alone; the day must be certain, or the time says nothing."""
    day, clock = stamp.day.certain, stamp.clock
    if clock is None:
        return []
    zone = [("timezone_printed", clock.zone)] if clock.zone else []
    if day is None:
        return zone
    return [("timestamp_local", datetime.combine(day, clock.time).isoformat()), ("timestamp_role", role), *zone]
