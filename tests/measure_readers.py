"""How often each reader's form is right: its values against the labelled datelines, credits and pages at hand."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from transforms import facts, gazetteer
from transforms.fact import Fact
from transforms.language import languages
from transforms.paragraphs import split_paragraphs

EVAL = Path(__file__).parents[2] / "shared" / "eval"
Key = tuple[str, str, str]
"""Reader, form and field."""
IsRight = Callable[[str], bool]
_NOTE = re.compile(r"\([^()]*\)\s(?=\w)")
# A credit that the labels of agency_agnews do not know of.
_CREDIT = re.compile(r"\d \([A-Za-z]+\) --")
_OF_EFE = re.compile(r"(?P<town>[A-ZÁÉÍÓÚ][\w -]{2,30}?)(?: \((?P<region>[^()]+)\))?, \d\d? may \(EFE")


class Text(NamedTuple):
    """A text, and for each field that its label knows the question whether a value is right."""

    text: str
    wanted: dict[str, IsRight]


class Judged(NamedTuple):
    """One value that was checked, in the text of this number."""

    text: int
    key: Key
    is_right: bool


def reader_figures(score: Any) -> list[list[Any]]:
    """Count for every reader, form and field what was checked and what of it was right."""
    checked: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for one in judged([*labelled(score)]):
        checked[one.key] += 1
        right[one.key] += one.is_right
    for is_right in languages_judged(score):
        checked["language", "", "language"] += 1
        right["language", "", "language"] += is_right
    return [[*key, checked[key], right[key]] for key in sorted(checked)]


def judged(texts: Sequence[Text]) -> Iterator[Judged]:
    """Read the texts, and judge the first value of each field that a label knows."""
    for number, (one, found) in enumerate(zip(texts, read_all([t.text for t in texts]), strict=True)):
        first = {fact.field: fact for fact in reversed(found) if fact.value is not None}
        for field, is_right in one.wanted.items():
            if fact := first.get(field):
                yield Judged(number, (fact.reader, fact.form or "", field), is_right(fact.value or ""))


def read_all(texts: Sequence[str]) -> Iterator[list[Fact]]:
    """Read the facts of texts as the pipeline does."""
    for text, found in zip(texts, languages(texts), strict=True):
        yield facts.read(text, split_paragraphs(text), found[0] if found else None).facts


def labelled(score: Any) -> Iterator[Text]:
    """All labelled texts at hand."""
    yield from _datelines(score)
    yield from _trailers(score)
    yield from _agencies(score)
    yield from _pages(score)
    for record in score.find_set(EVAL / "dev", "langid_news"):
        if line := _OF_EFE.search(record["text"]):
            yield Text(record["text"], _country(line["town"], line["region"] or ""))


@cache
def _countries() -> dict[str, str]:
    """The country of each town of towns.csv: those that wires date without one."""
    with Path(__file__).with_name("towns.csv").open(encoding="utf-8", newline="") as lines:
        return {town.upper(): row["country"] for row in csv.DictReader(lines) for town in row["towns"].split("|")}


def _country(town: str, region: str) -> dict[str, IsRight]:
    """The country by the region printed with the town, or by the list of towns; nothing where neither says it."""
    printed = gazetteer.is_region(region) if region else None
    country = printed.country if printed else None if region else _countries().get(town.upper())
    return {"country": country.__eq__} if country else {}


def _datelines(score: Any) -> Iterator[Text]:
    for name in ("dateline_reuters", "dateline_efe_es"):
        for record in score.find_set(EVAL / "dev", name):
            if record.get("dateline_raw") and record.get("place") and record.get("label_clean", True):
                town, _, region = record["place"].replace(" (", ",").rstrip(")").partition(",")
                day = f"{record['month']:02d}-{record['day']:02d}" if record.get("day") else ""
                wanted: dict[str, IsRight] = _country(town.strip(), region.strip()) | {
                    "located": lambda v, r=record: (
                        score.norm(v) in score.accepted(r | {"place": _NOTE.sub("", r["place"])})
                    ),
                    "dateline_date": lambda v, day=day: not day or v[5:10] == day,
                }
                if agency := record.get("agency"):
                    wanted["agency"] = lambda v, agency=agency: agency.startswith(v)  # EFECOM is a service of EFE
                yield Text(record["text"], wanted)
            elif record.get("type", "BRIEF") == "BRIEF" and not record.get("dateline_raw"):
                yield Text(record["text"], {"located": lambda _: False})


def _trailers(score: Any) -> Iterator[Text]:
    for record in score.find_set(EVAL / "dev", "dateline_reuters"):
        if text := score.with_trailer(record):
            town, _, region = record["place"].partition(",")
            wanted: dict[str, IsRight] = _country(town, region.strip()) | {
                "located": lambda v, town=town: score.norm(v) == score.norm(town),
                "dateline_date": f"2023-{record['month']:02d}-{record['day']:02d}".__eq__,
                "agency": lambda v, text=text: f"({v})".upper() in text.rpartition("\n")[2].upper(),
            }
            yield Text(text, wanted)


def _agencies(score: Any) -> Iterator[Text]:
    for name in ("agency_agnews", "wire_fixtures"):
        for record in score.find_set(EVAL / "dev", name):
            label = record.get("label") or record
            gold = label.get("agency_lead") or label.get("agency")
            is_unlabelled = not gold and (record.get("agency_title_suffix") or _CREDIT.search(record["text"][:90]))
            if not record.get("ambiguous") and not is_unlabelled:
                yield Text(record["text"], {"agency": lambda v, gold=gold: score.canonical(v) == score.canonical(gold)})


def _pages(score: Any) -> Iterator[Text]:
    for record in score.find_set(EVAL / "dev", "pages_composed"):
        names = (("agency", "agency"), ("located", "place"), ("dateline_date", "date"), ("headline", "headline"))
        yield Text(record["text"], {field: _is(score, field, [record[name]]) for field, name in names})
    for record in score.find_set(EVAL / "dev", "portal_pages"):
        names = (("agency", "agency"), ("located", "place"), ("country", "country"), ("headline", "headline"))
        right = {field: [record[name], *(record.get(f"{name}_ok") or [])] for field, name in names}
        yield Text(record["text"], {field: _is(score, field, values) for field, values in right.items()})


def _is(score: Any, field: str, wanted: Sequence[str | None]) -> IsRight:
    """Whether a value is one of those wanted; a headline is compared by its letters alone."""
    same = {"headline": score.letters, "agency": score.canonical}.get(field, score.norm)
    return lambda value: same(value) in [same(one) for one in wanted if one]


def languages_judged(score: Any) -> Iterable[bool]:
    """Whether each language answered on labelled news is right."""
    records = score.find_set(EVAL / "dev", "langid_news")
    for record, found in zip(records, languages([r["text"] for r in records]), strict=True):
        if record["lang"] not in score.NO_PROFILE and found:
            yield found[0] == record["lang"]
