"""Lines of blog software, in its translations, and sentences that only begin or end like them."""

import pytest

from transforms.layout import assign_roles
from transforms.layout.blogs import LONGEST, role_of_blog
from transforms.layout.vocabulary import NO_PHRASES
from transforms.paragraphs import split_paragraphs


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The post Rain falls on the roofs appeared first on Valley Notes.", "rights"),
        ("Der Beitrag Regen auf den Dächern erschien zuerst auf Talblatt.", "rights"),
        ("La entrada Llueve en el valle se publicó primero en Diario del Valle.", "rights"),
        ("L’article Il pleut sur les toits est apparu en premier sur Le Val.", "rights"),
        ("O post Chove no vale apareceu primeiro em Folha do Vale.", "rights"),
        ("Het bericht Regen in het dal verscheen eerst op Dalpost.", "rights"),
        ("The post Rain falls appeared first on valley.example.", "rights"),
        ("3 thoughts on “Rain falls on the roofs”", "form"),
        ("One thought on “Rain falls on the roofs”", "form"),
        ("2 Gedanken zu „Regen auf den Dächern“", "form"),
        ("14 comentarios en «Llueve en el valle»", "form"),
        ("1 réflexion sur « Il pleut sur les toits »", "form"),
    ],
)
def test_role(line, role):
    assert role_of_blog(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "The post was vacant for a year, and nobody wanted it.",
        "His novel appeared first on the pages of a weekly.",
        "The article he wrote in May appeared first on the site of the party, and was withdrawn.",
        "L'articolo 4 della legge proviene da un accordo tra i partiti.",
        "3 comments on the plan were sent to the council",
        "Thoughts on “Rain” by the poet",
        "Der Beitrag der Stadt steigt auf zwei Millionen.",
        "The post " + "rain " * LONGEST + " appeared first on Valley Notes.",
    ],
)
def test_no_role(line):
    assert role_of_blog(line) is None


def test_a_line_of_a_feed_is_not_the_last_prose():
    story = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and it went on."
    text = f"{story}\n\nThe post Rain falls on the roofs of the town appeared first on the pages of Valley Notes."
    found = assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES)
    assert (found.roles, found.last) == ([None, "rights"], 0)
