"""What all tests share: settings come from the test alone, and what a command leaves in its process goes again."""

import gc
import logging
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from flows.errors import LOGGER

settings.register_profile("copydesk", deadline=None)  # a test measures no time
settings.load_profile("copydesk")


def pytest_configure() -> None:
    """Take Ctrl-C also in the background, where a shell has it ignored: commands of tests inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Thousands of collected tests live to the end: the garbage collector need not visit them again and again."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


@pytest.fixture
def unpublished(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing takes half of a commit: of the tests of `make test`, only those marked `published` do it."""
    if not any(request.node.get_closest_marker(name) for name in ("published", "slow", "prove")):
        monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _nothing_of_a_command_stays() -> Iterator[None]:
    """`--settings` sets a variable for the processes of the command, `--log-format` handlers for all its messages."""
    before = os.environ.get("COPYDESK_SETTINGS")
    log = logging.getLogger(LOGGER)
    handlers, propagate = log.handlers, log.propagate
    yield
    log.handlers, log.propagate = handlers, propagate
    os.environ.pop("COPYDESK_SETTINGS", None)
    if before is not None:
        os.environ["COPYDESK_SETTINGS"] = before
