"""Notices of translation and the language they name."""

import pytest

from transforms.facts import disclaimer
from transforms.facts.found import example


@pytest.mark.parametrize("line", disclaimer.EXAMPLES, ids=[e.line[:40] for e in disclaimer.EXAMPLES])
def test_form(check, line):
    check("disclaimer", "translated_from", line)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Translated from Russian", "ru"),
        ("Machine translated from the Chinese original", "zh"),
        ("This text has been translated automatically from the original in Dutch.", "nl"),
        ("Traduction automatique de l’allemand", "de"),
        ("Traducción automática del portugués", "pt"),
        ("Traduzido automaticamente do inglês", "en"),
        ("Übersetzt aus dem Russischen", "ru"),
        ("Vertaald uit het Engels", "en"),
    ],
)
def test_languages(check, line, code):
    check("disclaimer", None, example(line, source_language_declared=code))


@pytest.mark.parametrize("line", ["He translated the roof plans.", "The translation was good.", "French roofs", ""])
def test_what_names_no_language(line):
    assert disclaimer.read(line) is None
