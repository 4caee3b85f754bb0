"""What all tests share: settings come from the test alone, never from the machine that it runs on."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)
