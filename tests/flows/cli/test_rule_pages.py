"""The catalogue on the terminal."""

import pytest

from flows.cli.rule_pages import UnknownRuleError, known_name, print_rule, print_rules
from transforms.rules import CATALOGUE


def test_the_list_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    print_rules()
    heard = capsys.readouterr().out
    assert all(f"| {rule.code} |" in heard for rule in CATALOGUE)


def test_a_page_is_found_in_either_case(capsys: pytest.CaptureFixture[str]) -> None:
    rule = CATALOGUE[0]
    print_rule(rule.code.lower())
    assert capsys.readouterr().out.startswith(f"### {rule.code} {rule.name}\n")


@pytest.mark.parametrize("name", ["quo", "QUO", "quotation", "Quotation"])
def test_a_beginning_and_a_family_are_lists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rule(name)
    heard = capsys.readouterr().out
    assert "| QUO002 |" in heard
    assert "| NUM002 |" not in heard
    assert known_name(name) in ("QUO", "quotation")


def test_an_unknown_code_is_told() -> None:
    with pytest.raises(UnknownRuleError):
        print_rule("NOPE")
