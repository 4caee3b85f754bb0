"""The clock by which runs and incidents are dated; a simulation puts another in its place."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)
