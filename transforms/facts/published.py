"""A portal's publication line: when the page was put up or changed."""

import re

from transforms.facts.dates import STAMP, read_stamp
from transforms.facts.found import Example, Found, example
from transforms.facts.phrases import one_of
from transforms.facts.stamps import clock_values

READER = "published"
LONGEST = 160

_PUBLISHED = one_of(
    "published, first published, originally published, posted, issued, created, date, publié, publiée, publicado,"
    " publicada, veröffentlicht, erstellt, pubblicato, gepubliceerd, publicerad, publisert, publiceret, udgivet"
)
_UPDATED = one_of(
    "updated, last updated, modified, last modified, mis à jour, actualizado, aktualisiert, stand, aggiornato,"
    " atualizado, bijgewerkt, uppdaterad, oppdatert, opdateret"
)
_ON = r"(?:\s?:|\s(?:on|at|le|el|am|il|em|op|den|d\.)|\s?[-–—|])?\s*"
_AND_MORE = rf"(?:\s*[,;|·•(/–—-]?\s*(?:{_UPDATED}|{_PUBLISHED}|\d+\smin|[Bb]y\s).{{0,60}})?"
_LINE = re.compile(
    rf"[(*\s]*(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED})){_ON}"
    rf"(?P<stamp>{STAMP}|\d.{{4,50}}?){_AND_MORE}[)*\s.]*"
)

EXAMPLES: tuple[tuple[str, Example], ...] = (
    (
        "published",
        example(
            "Posted on June 20, 2023 at 5:32 p.m.",
            timestamp_local="2023-06-20T17:32:00",
            timestamp_role="portal_published",
        ),
    ),
    ("published", example("Published on 06/20/2023 at 17:32", timestamp_local="2023-06-20T17:32:00")),
    ("published", example("Publié le 20 juin 2023 à 17h32", timestamp_local="2023-06-20T17:32:00")),
    ("published", example("Published: 20/06/2023 17:32 GMT", timezone_printed="GMT")),
    ("updated", example("Updated June 20, 2023 5:32 PM EDT", timestamp_role="portal_updated", timezone_printed="EDT")),
    ("updated", example("Stand: 20.06.2023, 17:32 Uhr", timestamp_local="2023-06-20T17:32:00")),
    ("updated", example("Mis à jour le 20/06/2023 à 17:32", timestamp_role="portal_updated")),
)


def read(line: str) -> Found | None:
    """Read a line that is nothing but when the page was published or updated.

    Its day is not the dateline's: only the clock time is read, in the role that it has.
    """
    m = _LINE.fullmatch(line) if len(line) <= LONGEST else None
    stamp = read_stamp(m["stamp"]) if m else None
    if m is None or stamp is None:
        return None
    printed = line.strip()
    start = line.index(printed)
    form, role = ("published", "portal_published") if m["published"] else ("updated", "portal_updated")
    values = (("_day", stamp.day.edtf), *clock_values(stamp, role))
    return Found(start, start + len(printed), READER, form, values, "BOI005", "published")
