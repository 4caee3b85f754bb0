"""Log lines: time in UTC, level, run and message, one a line, as text and as JSON."""

import json
import logging
import os
import re
from collections.abc import Iterator

import pytest

from flows.errors import LOGGER, reporting_errors
from flows.runs.log_lines import LogConsole, show_for
from flows.settings import settings_of
from tests.flows.conftest import Newsroom

TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("PREFECT_LOGGING_FORMATTERS_JSON_CLASS", "PREFECT_LOGGING_HANDLERS_CONSOLE_FORMATTER"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    yield
    logging.getLogger(LOGGER).handlers, logging.getLogger(LOGGER).propagate = [], True


def test_without_a_form_a_run_speaks_to_a_person() -> None:
    assert not isinstance(show_for(settings_of()), LogConsole)
    assert isinstance(show_for(settings_of(), "text"), LogConsole)
    assert isinstance(show_for(settings_of(log_format="json")), LogConsole)


def test_text_is_one_line_whatever_a_message_holds(capfd: pytest.CaptureFixture[str]) -> None:
    show = show_for(settings_of(log_format="text"))
    show.say("taken")
    show.warn("rejected: a\nb\x1b[31m 100%s")
    first, second = capfd.readouterr().err.splitlines()
    assert re.fullmatch(f"{TIME} INFO - taken", first)
    assert re.fullmatch(f"{TIME} WARNING - " + re.escape(r"rejected: a⏎b\x1b[31m 100%s"), second)


def test_a_run_in_json_names_its_id(newsroom: Newsroom, capfd: pytest.CaptureFixture[str]) -> None:
    from flows.runs.run import Request, run

    newsroom.drop(story="The council voted on Monday to widen the old harbour .\n")
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), log_format="json")
    assert run(settings, Request(direct=True), show_for(settings)) == 0
    out, err = capfd.readouterr()
    lines = [json.loads(line) for line in err.splitlines()]
    (summary,) = (line for line in lines if line["message"].startswith("files seen: 1; added: 1; "))
    assert summary.keys() == {"time", "level", "run", "message"}
    assert summary["run"] == newsroom.values("SELECT run_id FROM runs")[0]
    assert re.fullmatch(TIME, summary["time"])
    assert not out


def test_an_error_is_a_line_as_well(capfd: pytest.CaptureFixture[str]) -> None:
    show_for(settings_of(log_format="json"))
    with pytest.raises(SystemExit), reporting_errors():
        raise FileNotFoundError(2, "No such file or directory", "gone")
    with pytest.raises(SystemExit), reporting_errors():
        raise ZeroDivisionError("by nothing")
    plain, traced = (json.loads(line) for line in capfd.readouterr().err.splitlines())
    assert (plain["level"], "gone" in plain["message"], "trace" in plain) == ("ERROR", True, False)
    assert (traced["message"], "test_log_lines" in traced["trace"]) == ("ZeroDivisionError: by nothing", True)


def test_prefect_takes_the_form() -> None:
    show_for(settings_of(log_format="json"))
    assert os.environ["PREFECT_LOGGING_FORMATTERS_JSON_CLASS"] == "flows.runs.log_lines.JsonLines"
