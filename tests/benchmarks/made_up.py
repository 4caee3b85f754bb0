"""Makes news-like texts up, in any number, with the artifacts of machine translation planted in them."""

import random
from collections.abc import Iterator
from pathlib import Path

_PEOPLE = "Marta Oduya,Pavel Linden,Rosa Quintal,Ivo Brandt,Hana Sato,Luc Perrault,Amara Diallo,Nils Ekholm".split(",")
_CITIES = "Lyon,Porto,Gdansk,Tampere,Cusco,Windhoek,Hobart,Sapporo,Leipzig,Valparaiso,Antwerp,Izmir".split(",")
_AGENCIES = "AFP,Reuters,AP,dpa,EFE,ANSA".split(",")
_BODIES = "the harbour board,the water authority,the rail regulator,the city council,the growers' union".split(",")
_DOES = "approved,postponed,questioned,defended,published,withdrew,reviewed".split(",")
_THINGS = (
    "a plan to dredge the northern channel,a levy on empty warehouses,the timetable of the night ferries,"
    "a survey of the old bridge,the contract for the new tram line,a ban on heating oil,the audit of the archive"
).split(",")
_REASONS = (
    "after weeks of talks with residents,because the costs had doubled since the spring,"
    "while engineers waited for the results of a second test,although the opposition had asked for more time,"
    "as the first storms of the season reached the coast,in spite of a warning by its own experts"
).split(",")
_SAID = "“We did not choose the date”,“Nobody was asked”,“It is a question of trust”,“The figures are plain”".split(",")
_DAMAGE = (
    (" the ", "  the "),
    (". ", " . "),
    (",” said", "” - said"),
    ("”", " »"),
    ("cannot", "can not"),
    ("’", "â€™"),
    (" percent", " %"),
)
_FOREIGN = (
    "Selon la préfecture, les travaux reprendront dès lundi et les riverains seront informés par courrier.",
    "Nach Angaben der Behörde soll der Verkehr in der kommenden Woche wieder ohne Einschränkungen rollen.",
)


def sentence(rng: random.Random) -> str:
    """Make one sentence up."""
    kind = rng.random()
    if kind < 0.2:
        return f"{rng.choice(_SAID)[:-1]},” said {rng.choice(_PEOPLE)}, who speaks for {rng.choice(_BODIES)}."
    if kind < 0.3:
        return f"Some {rng.randint(2, 98)} percent of those asked in {rng.choice(_CITIES)} said they cannot wait."
    body, city, does = rng.choice(_BODIES), rng.choice(_CITIES), rng.choice(_DOES)
    return f"{body[0].upper()}{body[1:]} in {city} {does} {rng.choice(_THINGS)} {rng.choice(_REASONS)}."


def story(rng: random.Random, paragraphs: int = 22) -> str:
    """Make one story up, of about 4,500 characters with 22 paragraphs, a few of them damaged."""
    parts = [" ".join(sentence(rng) for _ in range(rng.randint(1, 3))) for _ in range(paragraphs)]
    for _ in range(rng.randint(3, 8)):
        n = rng.randrange(paragraphs)
        bad, worse = rng.choice(_DAMAGE)
        parts[n] = parts[n].replace(bad, worse, 1)
    if rng.random() < 0.04:
        parts.insert(rng.randrange(paragraphs), rng.choice(_FOREIGN))
    city, agency, day = rng.choice(_CITIES), rng.choice(_AGENCIES), rng.randint(1, 28)
    if rng.random() < 0.5:
        parts[0] = f"{city.upper()}, June {day} ({agency}) - {parts[0]}"
    else:
        parts.append(f"{day:02d}/06/2023 17:32:23 – {city} ({agency}) – © 2023 {agency}")
    return "\n\n".join(parts)


def stories(count: int, seed: int = 1) -> Iterator[str]:
    """Make `count` stories up, always the same ones for the same seed."""
    rng = random.Random(seed)
    return (story(rng) for _ in range(count))


def write_inbox(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` stories as files into a folder, a thousand to a subfolder."""
    for n, text in enumerate(stories(count, seed)):
        place = folder / f"{n // 1000:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{n:06d}.txt").write_text(text, encoding="utf-8")


_SYLLABLES = "ka,lo,mi,ren,tu,sor,vel,an,dri,os,pa,hul,ne,wick,bra,zin".split(",")
_PORTALS = ("gazette", "morning", "harbourside")


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 4))).capitalize()


def event(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Make the texts of one event up, with their folders: a lead, and of some an update, a correction and copies."""
    person, town, firm, ship = (_name(rng) for _ in range(4))
    toll, day, agency = rng.randint(100, 9_999), rng.randint(1, 28), rng.choice(_AGENCIES)
    said = [
        f"The {ship} ran into the pier of {town} with {toll} crates on board, {firm} said.",
        f"“Nobody at {firm} saw the {ship} come,” said {person}, who runs the port of {town}.",
        f"{person} asked for an inquiry into the pilots of the {ship}.",
        *(sentence(rng) for _ in range(12)),
        f"{firm} bought the {ship} in {_name(rng)} after a fire, the register of {town} shows.",
    ]
    dateline = f"{town.upper()}, June {day}, 2023 ({agency}) - "
    lead = "\n\n".join(said)
    yield agency.lower(), dateline + lead
    updated = (
        lead.replace(str(toll), str(toll + 7)) + f"\n\nDivers reached the {ship} at night, {person} told reporters."
    )
    if rng.random() < 0.3:
        yield agency.lower(), f"UPDATE 1-Divers reach the {ship}\n\n{dateline}{updated}"
    if rng.random() < 0.1:
        yield agency.lower(), f"CORRECTED-Divers reach the {ship}\n\n{dateline}{updated.replace('fire', 'storm')}"
    for portal in _PORTALS:
        if rng.random() < 0.2:
            cut = "\n\n".join(part for n, part in enumerate(said) if n != rng.randint(3, 14))
            yield portal, f"Home | News | Sport\n\n{ship} hits the pier of {town}\n\n{cut}\n\nShare this article"


def write_events(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` texts of events as files into a folder, by who printed them and a thousand to a subfolder."""
    rng = random.Random(seed)
    texts = (text for _ in range(count) for text in event(rng))
    for n, (printed_by, text) in zip(range(count), texts, strict=False):
        place = folder / printed_by / f"{n // 1000:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{n:06d}_{n:016x}.txt").write_text(text, encoding="utf-8")
