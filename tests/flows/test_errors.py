"""An error is one line where a person can act on it, and a trace where only a programmer can."""

import sqlite3

import pytest

from flows.cli.output import PipeClosedError
from flows.errors import UsageError, reporting_errors
from flows.sources.folder import InboxMissingError
from warehouse import UnknownFormatError, UnpublishedError
from warehouse.snapshot import EMPTY


@pytest.mark.parametrize(
    ("error", "code"),
    [(UsageError("what now"), 2), (InboxMissingError("what now"), 2), (UnknownFormatError("what now"), 1)],
)
def test_what_a_person_can_act_on_is_one_line(error: Exception, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise error
    assert ended.value.code == code
    assert capsys.readouterr().err == "copydesk: what now\n"


def test_a_file_that_the_system_refuses_is_named_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise OSError(28, "No space left on device", "/desk/_data/x")
    assert ended.value.code == 1
    assert capsys.readouterr().err == "copydesk: '/desk/_data/x': No space left on device\n"


ARROW = OSError("Error writing bytes to file. Detail: [errno 28] No space left on device")


@pytest.mark.parametrize(
    "error", [OSError(28, "No space"), ARROW, sqlite3.OperationalError("database or disk is full")]
)
def test_a_full_disk_is_one_line_without_a_file(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise error
    assert ended.value.code == 1
    assert capsys.readouterr().err == "copydesk: the disk is full: a file could not be written\n"


def test_what_nobody_expected_keeps_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise KeyError("what now")
    assert ended.value.code == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("error", [UnknownFormatError("a\x1b[31mb\x07\nc\u202e"), KeyError("\x1b]0;pwn\x07")])
def test_no_error_acts_on_the_terminal(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), reporting_errors():
        raise error
    assert all(c.isprintable() or c == "\n" for c in capsys.readouterr().err)


def test_an_exit_code_passes() -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise SystemExit(3)
    assert ended.value.code == 3


@pytest.mark.parametrize("error", [PipeClosedError("enough"), UnpublishedError(EMPTY, "a full disk")])
def test_an_exit_code_is_that_of_the_errors_class(error: Exception) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        raise error
    assert ended.value.code == {PipeClosedError: 141, UnpublishedError: 3}[type(error)]
