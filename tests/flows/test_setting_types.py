"""Values of settings that could not work are refused."""

import pytest
from pydantic import TypeAdapter, ValidationError

from flows.setting_types import Command


@pytest.mark.parametrize("text", ["", "logger -t desk", "'my notifier' --now"])
def test_a_command_that_names_a_program_is_taken(text: str) -> None:
    assert TypeAdapter(Command).validate_python(text) == text


@pytest.mark.parametrize("text", ["''", "'' now", " ", "say 'it", "say\n"])
def test_a_command_that_names_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Command).validate_python(text)
