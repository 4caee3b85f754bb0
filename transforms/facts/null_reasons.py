"""The reasons for a null field."""

from transforms.fact import Fact, missing

READER = "facts"
REASONS = {
    "dateline": ("no_dateline",),
    "located": ("no_dateline", "no_place"),
    "country": ("no_dateline", "no_place", "unknown_place", "ambiguous_place", "no_country"),
    "dateline_date": ("no_dateline", "no_date", "impossible_date"),
    "timestamp_local": ("no_date", "no_time", "no_year", "ambiguous_date", "impossible_date", "unreadable_time"),
    "timezone_printed": ("no_time", "no_timezone"),
    "earliest_at": ("no_date", "no_year"),
    "agency": ("no_credit", "unknown_source"),
    "byline": ("no_byline",),
    "copyright_holder": ("no_copyright",),
}
_FACTS = {(field, reason): missing(field, reason, READER) for field, all_ in REASONS.items() for reason in all_}


# The reasons of a text in which no extractor finds anything.
NO_FACTS = tuple(_FACTS[field, reasons[0]] for field, reasons in REASONS.items())


def null_reason(field: str, reason: str) -> Fact:
    """The fact with the reason for a null; KeyError for a reason that the field does not have."""
    return _FACTS[field, reason]
