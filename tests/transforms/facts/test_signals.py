"""Signals of the wires, slugs and editors' notes."""

import pytest
from reader_examples import SIGNALS

from transforms.facts import signals


@pytest.mark.parametrize(("form", "line"), SIGNALS, ids=[e.line[:40] for _, e in SIGNALS])
def test_form(check, form, line):
    check("signal", form, line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(LEAD)", "update"),
        ("(2nd LD)", "update"),
        ("(Updates with the mayor's comment)", "update"),
        ("(Recasts, adds detail)", "update"),
        ("WRAPUP 3-Rain", "update"),
        ("REFILE-Rain", "update"),
        ("RPT-Rain", "repeat"),
        ("(Actualiza con declaraciones)", "update"),
        ("KORREKTUR: Regen", "correction"),
        ("(Corrige apellido)", "correction"),
        ("ALERT - Rain", "alert"),
        ("FLASH", "alert"),
        ("KILL", "kill"),
        ("EMBARGO", "embargo"),
        ("ADVISORY", "advisory"),
        ("N i e u w bericht, vervangt: Regen", "update"),
    ],
)
def test_kinds(line, kind):
    found = signals.read(line)
    assert found is not None
    assert found.value("signal") == kind


def test_a_headline_with_a_signal_stays_a_headline():
    found = signals.read("UPDATE 2-Rain falls on roofs")
    assert found is not None
    assert found.code is None


@pytest.mark.parametrize(
    "line",
    [
        "(The roofs were wet.)",
        "(This story was told in May, and roofs were wet.)",
        "Update your roof",
        "URGENTLY NEEDED ROOFS",
        "ADDS ROOFS TO THE LIST",
        "UPDATES BUDGET FORECAST",
        "RAIN - ROOFS",
        "Alert readers saw it.",
        "NOTE: Figures are of the year to June.",
        "Note: roofs are wet.",
        "Ed: I like rain.",
        "Editor's note: this story was corrected to say that the rain fell on the",
        "The roofs that they checked (update)",
        "The roofs were wet. They were red (Update)",
        "A roof for every house in town (Leaden)",
        "****",
        "",
    ],
)
def test_what_is_no_signal(line):
    assert signals.read(line) is None
