"""From rows to pages: the templates, and how values are printed in them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.site import page_names
from flows.site.marked_text import shown
from flows.site.site_folder import PAGE_START

NONE = "–"
_MONTHS = "January February March April May June July August September October November December".split()


class Page(NamedTuple):
    """A page before it is rendered: where it lies, its template, and the rows that it shows.

    `lay_out` makes the template's values of the rows; it hangs on nothing else, so that equal rows give an equal page.
    """

    path: str
    template: str
    rows: Mapping[str, Any]
    lay_out: Callable[..., Mapping[str, Any]] = dict

    def source(self) -> str:
        """The digest of all that the page is made from: the rows, the templates and the code."""
        made_from = repr((_code(), self.template, self.rows))
        return sha256(made_from.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    def text(self) -> str:
        """Render the page, which links by relative paths."""
        up, values = "../" * self.path.count("/"), self.lay_out(**self.rows)
        text = _environment().get_template(self.template).render(root=up, path=self.path, **values)
        return f"{PAGE_START.decode()}\n{text}\n"


def page(path: str, template: str, **rows: Any) -> Page:
    """A page that shows the rows as they are."""
    return Page(path, template, rows)


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
        percent=percent, day=day_in_words, short_day=short_day, month=month_in_words, words=in_words, moment=moment
    )
    environment.globals.update(
        {name: getattr(page_names, name) for name in dir(page_names) if name.endswith("_page")}
        | {"zip": zip, "days_between": days_between, "where": where}
    )
    return environment


def _printed(value: Any) -> Any:
    """A value as it is printed: never None, digits in groups, nothing invisible."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return shown(value) if type(value) is str else value


def percent(share: float | None) -> str:
    """A share as a person reads it.

    >>> percent(0.98765), percent(1.0), percent(0.9999), percent(None)
    ('98.8 %', '100 %', '> 99.9 %', '–')
    """
    if share is None:
        return NONE
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
    """A day of EDTF as a table has it.

    >>> short_day("2031-05-06"), short_day("XXXX-05-06"), short_day(None)
    ('6 May 2031', '6 May (no year)', '–')
    """
    year, _, rest = str(day or "").partition("-")
    month, _, number = rest.partition("-")
    if not (month.isdecimal() and number.isdecimal() and 1 <= int(month) <= 12):
        return str(day) if day else NONE
    words = f"{int(number)} {_MONTHS[int(month) - 1]}"
    return f"{words} {int(year)}" if year.isdecimal() else f"{words} (no year)"


def days_between(first: date | str | None, last: date | str | None) -> str:
    """The first and the last day of something.

    >>> days_between("2031-05-06", "2031-05-07"), days_between("2031-05-06", "2031-05-06"), days_between(None, None)
    ('6 May 2031 – 7 May 2031', '6 May 2031', '–')
    """
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def where(latitude: float | None, longitude: float | None) -> str:
    """Coordinates to a tenth of a degree.

    >>> where(38.254, -85.759), where(None, None)
    ('38.3° N, 85.8° W', '–')
    """
    if latitude is None or longitude is None:
        return NONE
    return (
        f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"
    )


def month_in_words(month: str | None) -> str:
    """A month of EDTF in words.

    >>> month_in_words("2031-05"), month_in_words("XXXX-05"), month_in_words("[2023-05,2023-06]")
    ('May 2031', 'May, year not printed', '2023-05 or 2023-06')
    """
    if month is None:
        return "no day read"
    if month.startswith("["):
        return month.strip("[]").replace(",", " or ")
    year, _, number = month.partition("-")
    if not (number.isdecimal() and 1 <= int(number) <= 12):
        return month
    name = _MONTHS[int(number) - 1]
    return f"{name} {year}" if year.isdecimal() else f"{name}, year not printed"


def moment(at: datetime | None) -> str:
    """An instant, in UTC, to the minute."""
    return NONE if at is None else f"{at:%Y-%m-%d %H:%M} UTC"


def in_words(name: str | None) -> str:
    """The name of a column or a status as words."""
    return NONE if name is None else name.replace("_", " ")


def rows_by(rows: list[Mapping[str, Any]], *names: str) -> dict[Any, list[Mapping[str, Any]]]:
    """Rows by one of their values, or by a tuple of several."""
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
        found.setdefault(key, []).append(row)
    return found
