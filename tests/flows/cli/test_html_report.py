"""The page of reports: it shows what they find, and nothing in it is loaded or run."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.cli.html_report import MOST_ROWS, html_page
from flows.cli.reports import find_report
from flows.settings import Settings, settings_of
from tests.flows.conftest import Newsroom
from warehouse.named_queries import UnknownParameterError, named_queries

MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(1)> \x1b[2J &amp; {{ 7 * 7 }}"
ALL = list(named_queries("reports").values())


class Page(HTMLParser):
    """What a browser would see: tags, attributes, and the text of each cell."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.cells: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)
        self.cells += [""] if tag == "td" else []

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def settings(newsroom: Newsroom) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root))


@pytest.mark.slow
def test_all_reports_of_hostile_seeds_are_harmless(newsroom: Newsroom, tmp_path: Path) -> None:
    story = "The council met on Monday and agreed on the budget of the old harbour after long talks. " * 9
    newsroom.drop(**{MARKUP.replace("/", "|"): b"\x89PNG\r\n\x1a\n"})
    newsroom.drop(plain=f"{MARKUP}\n\n{story}\n")
    newsroom.run()
    (tmp_path / "page.html").write_text(html_page(settings(newsroom), ALL, {}, None), "utf-8")
    page = Page(tmp_path / "page.html")
    assert not page.tags & {"script", "img", "iframe", "form"}
    assert {name for name, _ in page.attributes} <= {
        "lang", "charset", "name", "content", "http-equiv", "href", "id", "class", "rel", "scope", "role", "tabindex",
        "aria-label", "aria-hidden", "viewbox", "preserveaspectratio", "width", "height",
    }  # fmt: skip
    assert all((value or "").startswith(("#", "data:,")) for name, value in page.attributes if name == "href")
    assert not [cell for cell in page.cells if "None" in cell or not cell.strip()]
    assert any(cell.startswith("<script>alert(1)<|script> <img") for cell in page.cells)
    assert not [c for c in (tmp_path / "page.html").read_text("utf-8") if not c.isprintable() and c != "\n"]


def test_an_empty_warehouse_has_a_page(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html_page(settings(newsroom), ALL, {}, None), "utf-8")
    assert (tmp_path / "page.html").read_text("utf-8").count("<section") == len(ALL)


def test_one_report_takes_its_parameters_and_a_long_one_says_that_it_stops(newsroom: Newsroom, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html_page(settings(newsroom), [find_report("rules")], {}, None), "utf-8")
    assert "The first" not in page.read_text("utf-8")
    newsroom.drop(a="A school opens in the valley after two years of building.\n")
    newsroom.run()
    page.write_text(html_page(settings(newsroom), [find_report("rules")], {}, None), "utf-8")
    assert f"The first {MOST_ROWS} rows; copydesk report rules --format csv" in page.read_text("utf-8")
    page.write_text(html_page(settings(newsroom), [find_report("places")], {"country": "FJ"}, 1), "utf-8")
    assert "Nothing." in page.read_text("utf-8")
    with pytest.raises(UnknownParameterError):
        page.write_text(html_page(settings(newsroom), ALL, {"country": "FJ"}, None), "utf-8")
