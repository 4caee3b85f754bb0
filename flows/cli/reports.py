"""Named reports on the command line: the list, the report of a name, and its parameters."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from flows.cli.queries import QueryRows
from flows.errors import UsageError
from warehouse.named_queries import NamedQuery, named_queries


def report_list() -> QueryRows:
    """List all reports with their titles and parameters."""
    rows = ((report.name, report.title, _parameters(report)) for report in named_queries("reports").values())
    return QueryRows(("report", "answers", "parameters"), rows)


def _parameters(report: NamedQuery) -> str:
    return "; ".join(f"{p.name} ({p.kind}): {p.description}" for p in report.parameters)


def find_report(name: str) -> NamedQuery:
    """Find a report; raises UsageError for an unknown name."""
    reports = named_queries("reports")
    if name not in reports:
        near = get_close_matches(name, reports, 3, 0.6)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(reports)}"
        raise UsageError(f"no report {name!r}; {hint}")
    return reports[name]


def refuse_unbound(report: NamedQuery, given: Mapping[str, str]) -> None:
    """Raise UsageError if a report lacks a required parameter."""
    if report.needs and not any(given.get(needed) for needed in report.needs):
        raise UsageError(f"report {report.name} needs --{' or --'.join(report.needs)}")


def given_of(pairs: Iterable[str], flags: Sequence[str] = ()) -> dict[str, str]:
    """Parse NAME=VALUE pairs, and options like `--since 2031-05-06` or `--since=2031-05-06`.

    Raises UsageError for a pair without an equals sign, and for an argument that is not an option or has no value.
    """
    given = {}
    words = iter(flags)
    for word in words:
        name, separator, value = word.partition("=")
        if not name.startswith("--"):
            raise UsageError(f"one report at a time; what is {word!r}?")
        if not separator and (value := next(words, "")) == "":
            raise UsageError(f"{name} needs a value")
        given[name.removeprefix("--")] = value
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise UsageError(f"a parameter is NAME=VALUE, not {pair!r}")
        given[name] = value
    return given
