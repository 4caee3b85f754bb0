"""Renders rows as pages: the templates, and the printed forms of values."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.site import page_names
from flows.site.countries import country_name
from flows.site.marked_text import with_spaces, with_visible_controls
from flows.site.site_folder import PAGE_START

EMPTY_CELL = "–"
# Columns of articles in plain words.
_LABELS = {
    "located": "place",
    "located_name": "place, its usual name",
    "located_all": "all places",
    "located_uri": "place, its address at GeoNames",
    "dateline_date": "day",
    "dateline_on": "day, with its year",
    "dateline_on_basis": "where its year is from",
    "timestamp_local": "time of day",
    "timezone_printed": "time zone",
    "earliest_at": "not before",
    "latest_at": "not after",
    "bounds_basis": "what the bounds rest on",
    "info_sources": "sources",
    "ed_note": "editor’s note",
    "representation_type": "whole or part",
    "source_language_inferred": "source language",
}
_MONTHS = "January February March April May June July August September October November December".split()


class SitePage(NamedTuple):
    """A page before it is rendered: its path, its template, and the rows that it shows.

    `lay_out` makes the template's values from the rows; it depends on nothing else, so equal rows give an equal page.
    """

    path: str
    template: str
    rows: Mapping[str, Any]
    lay_out: Callable[..., Mapping[str, Any]] = dict

    def source(self) -> str:
        """The digest of everything that the page is made from: the rows, the templates and the code."""
        made_from = repr((_code(), self.template, self.rows))
        return sha256(made_from.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def text(self) -> str:
        """Render the page, which links by relative paths."""
        up, values = "../" * self.path.count("/"), self.lay_out(**self.rows)
        text = _environment().get_template(self.template).render(root=up, path=self.path, **values)
        return f"{PAGE_START.decode()}\n{text}\n"


def render_page(path: str, template: str, **rows: Any) -> SitePage:
    """A page that shows the rows as they are."""
    return SitePage(path, template, rows)


@cache
def _code() -> str:
    """The digest of the code and templates that make pages."""
    found, folders = sha256(), [files("flows.site"), files("flows.site") / "templates", files("flows.system")]
    for folder in folders:
        for file in sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name):
            found.update(file.read_bytes())
    return found.hexdigest()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_printed,
        auto_reload=False,
    )
    environment.filters.update(
        percent=percent,
        day=day_in_words,
        short_day=short_day,
        short_month=short_month,
        words=in_words,
        moment=moment,
        label=label,
        country=country_name,
        number=counted,
        spaces=_spaces,
    )
    environment.globals.update(
        article_page=page_names.article_page,
        day_page=page_names.day_page,
        list_page=page_names.list_page,
        zip=zip,
        days_between=days_between,
        where=coordinates,
        in_groups=in_groups,
    )
    return environment


def _spaces(text: str) -> Markup:
    return Markup(with_spaces(text))


def _printed(value: Any) -> Any:
    """The printed form of a value: never None, with grouped digits and visible control characters."""
    if value is None:
        return EMPTY_CELL
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return with_visible_controls(value) if type(value) is str else value


def percent(share: float | None) -> str:
    """A share in percent.

    >>> percent(0.98765), percent(1.0), percent(0.9999), percent(None)
    ('98.8 %', '100 %', '> 99.9 %', '–')
    """
    if share is None:
        return EMPTY_CELL
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{share:.1%}".replace("%", " %").replace(".0 ", " ")


def day_in_words(day: date | str | None) -> str:
    """A day of EDTF in words.

    >>> day_in_words("2031-05-06"), day_in_words("XXXX-05-06")
    ('6 May 2031', '6 May, year not printed')
    """
    return short_day(day).replace(" (no year)", ", year not printed")


def short_day(day: date | str | None) -> str:
    """A day of EDTF in the short form of tables.

    >>> short_day("2031-05-06"), short_day("XXXX-05-06"), short_day(None)
    ('6 May 2031', '6 May (no year)', '–')
    """
    year, _, rest = str(day or "").partition("-")
    month, _, number = rest.partition("-")
    if not (month.isdecimal() and number.isdecimal() and 1 <= int(month) <= 12):
        return str(day) if day else EMPTY_CELL
    words = f"{int(number)} {_MONTHS[int(month) - 1]}"
    return f"{words} {int(year)}" if year.isdecimal() else f"{words} (no year)"


def days_between(first: date | str | None, last: date | str | None) -> str:
    """The first and the last day of something.

    >>> days_between("2031-05-06", "2031-05-07"), days_between("2031-05-06", "2031-05-06"), days_between(None, None)
    ('6 May 2031 – 7 May 2031', '6 May 2031', '–')
    """
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def coordinates(latitude: float | None, longitude: float | None) -> str:
    """Coordinates to a tenth of a degree.

    >>> coordinates(38.254, -85.759), coordinates(None, None)
    ('38.3° N, 85.8° W', '–')
    """
    if latitude is None or longitude is None:
        return EMPTY_CELL
    return (
        f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"
    )


def short_month(month: str) -> str:
    """A month of EDTF in the form of calendars: an unknown year is left out.

    >>> short_month("2031-05"), short_month("XXXX-05"), short_month("203X-05")
    ('May 2031', 'May', 'May')
    """
    year, _, number = month.partition("-")
    name = _MONTHS[int(number) - 1]
    return f"{name} {year}" if year.isdecimal() else name


def moment(at: datetime | None) -> str:
    """A time in UTC, to the minute."""
    return EMPTY_CELL if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def in_words(name: str | None) -> str:
    """The name of a column or a status as words."""
    return EMPTY_CELL if name is None else name.replace("_", " ")


def label(field: str) -> str:
    """The name of a column of articles in plain words.

    >>> label("dateline_date"), label("copyright_holder")
    ('day', 'copyright holder')
    """
    return _LABELS.get(field) or in_words(field)


def as_sentence(words: str) -> str:
    """A message as a sentence.

    >>> as_sentence("repeated word"), as_sentence("It is open.")
    ('Repeated word.', 'It is open.')
    """
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "article"), counted(2000, "article"), counted(3, "story", "stories")
    ('1 article', '2,000 articles', '3 stories')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def in_groups(rows: list[Mapping[str, Any]], name: str) -> list[tuple[Any, list[Mapping[str, Any]]]]:
    """Neighbouring rows that have one value in common, with that value."""
    return [(value, list(group)) for value, group in groupby(rows, key=lambda row: row[name])]


def rows_by(rows: list[Mapping[str, Any]], *names: str) -> dict[Any, list[Mapping[str, Any]]]:
    """Rows by one of their values, or by a tuple of several."""
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        found.setdefault(key, []).append(row)
    return found
