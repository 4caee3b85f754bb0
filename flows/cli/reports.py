"""Named reports on the command line: the list of them, one by its name, and the parameters that it is given."""

from collections.abc import Iterable

from flows.cli.queries import Rows
from flows.errors import UsageError
from warehouse.questions import Question, questions


def report_list() -> Rows:
    """List all reports with what they answer and the parameters that they take."""
    rows = ((report.name, report.title, _parameters(report)) for report in questions("reports").values())
    return Rows(("report", "answers", "parameters"), rows)


def _parameters(report: Question) -> str:
    return "; ".join(f"{p.name} ({p.kind}): {p.description}" for p in report.parameters)


def find_report(name: str) -> Question:
    """Find a report; UsageError where there is none of the name."""
    reports = questions("reports")
    if name not in reports:
        raise UsageError(f"no report {name!r}; there are {', '.join(reports)}")
    return reports[name]


def given_of(pairs: Iterable[str]) -> dict[str, str]:
    """Read NAME=VALUE pairs; UsageError for a word without an equals sign."""
    given = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise UsageError(f"a parameter is NAME=VALUE, not {pair!r}")
        given[name] = value
    return given
