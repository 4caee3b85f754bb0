"""Publication lines of portals in many languages."""

import pytest

from transforms.facts import published
from transforms.facts.found import example


@pytest.mark.parametrize(("form", "line"), published.EXAMPLES, ids=[e.line[:40] for _, e in published.EXAMPLES])
def test_form(check, form, line):
    check("published", form, line)


@pytest.mark.parametrize(
    "line",
    [
        "Published June 20, 2023 at 17:32",
        "First published on 20 June 2023 at 17:32",
        "Posted: June 20, 2023, 17:32",
        "Publié le 20/06/2023 à 17:32",
        "Publicado el 20 de junio de 2023 a las 17:32",
        "Publicado em 20 de junho de 2023 às 17:32",
        "Pubblicato il 20 giugno 2023 alle 17:32",
        "Veröffentlicht am 20.06.2023 um 17:32",
        "Gepubliceerd op 20 juni 2023 om 17:32",
        "Publisert 20. juni 2023 kl. 17:32",
        "Published Tuesday, June 20, 2023 17:32 | Updated June 21, 2023 08:00",
    ],
)
def test_languages(check, line):
    values = {"timestamp_local": "2023-06-20T17:32:00", "timestamp_role": "portal_published"}
    check("published", "published", example(line, **values))


@pytest.mark.parametrize(
    "line", ["Updated 20 June 2023 17:32", "Last updated: 20 June 2023, 17:32", "Actualizado: 20/06/2023 17:32"]
)
def test_updates(check, line):
    check("published", "updated", example(line, timestamp_role="portal_updated"))


@pytest.mark.parametrize(
    "line",
    [
        "Published by Roof Press",
        "Posted on a wall",
        "Updated plans were shown on June 20.",
        "20 June 2023",
        "Stand up",
        "",
    ],
)
def test_what_is_no_publication_line(line):
    assert published.read(line) is None
