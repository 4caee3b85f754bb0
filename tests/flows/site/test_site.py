"""The site of a small inbox with hostile texts: pages are whole, link to pages that are there, and run nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from flows.settings import Settings, settings_of
from flows.site.build import build_site
from flows.site.marked_text import KEEP
from flows.site.rendering import SitePage
from tests.flows.conftest import Newsroom

MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(1)> \x1b[2J {{ 7 * 7 }}"
STORY = (
    "LYON, June 20 (AFP) - The council met on the Monday and agreed on the the budget of the harbour.\n\n"
    "“Nobody was asked,” said Marta <b>Oduya</b>. “It is a question of trust,” said Marta Oduya, who speaks for it.\n"
)
KINDS = "about agencies articles days index people places portals review rules runs stories".split()


class Seen(HTMLParser):
    """What a browser would see of a page: tags, links and anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.anchors += [value or "" for name, value in attrs if name == "id"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    newsroom = Newsroom(folder)
    newsroom.seeds.mkdir()
    newsroom.drop(**{MARKUP.replace("/", "|"): f"{MARKUP}\n\n{STORY}", "plain": STORY, "picture": b"\x89PNG\r\n\x1a\n"})
    newsroom.run()
    build_site(settings(newsroom), folder / "site", None, print, all_articles=False)
    return folder / "site"


def settings(newsroom: Newsroom) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root))


def pages(site: Path) -> dict[Path, Seen]:
    return {path: Seen(path.read_text("utf-8")) for path in site.rglob("*.html")}


@pytest.mark.slow
def test_there_is_a_page_for_everything(site: Path) -> None:
    assert {path.stem for path in site.glob("*.html")} == set(KINDS)
    assert {path.name for path in site.iterdir() if path.is_dir()} == {
        "agencies", "articles", "days", "people", "places", "portals", "rules", "stories",
    }  # fmt: skip
    assert len(list(site.glob("articles/*/*.html"))) == 2
    (day,) = site.glob("days/*.html")
    assert "20 June, year not printed" in day.read_text("utf-8")


@pytest.mark.slow
def test_nothing_runs_and_nothing_is_loaded(site: Path) -> None:
    refuse_active(pages(site))


def refuse_active(found: dict[Path, Seen]) -> None:
    for path, page in found.items():
        assert not page.tags & {"script", "img", "iframe", "form", "object", "embed", "style", "base", "b"}, path
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}, path
        assert not [link for link in page.links if re.match("[a-z]+:", link) and link != "data:,"], path
        text = path.read_text("utf-8")
        assert "default-src 'none'" in text
        assert not [c for c in text if not c.isprintable() and c not in KEEP], path
        assert ">None<" not in text
        assert "> 49 <" not in text


@pytest.mark.slow
def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    refuse_dead_links(pages(site))


def refuse_dead_links(found: dict[Path, Seen]) -> None:
    for path, page in found.items():
        assert len(page.anchors) == len(set(page.anchors)), path
        for link in page.links:
            target, anchor = urldefrag(link)
            if target == "data:,":
                continue
            file = (path.parent / target).resolve() if target else path
            assert file.is_file(), f"{path} links to {link}"
            if anchor:
                assert anchor in found[file].anchors, f"{path} links to {link}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder for a site; the warehouse's lies beside it."""
    return tmp_path / "site"


def test_the_site_of_an_empty_warehouse_is_whole(newsroom: Newsroom, root: Path) -> None:
    built = build_site(settings(newsroom), root, None, print, all_articles=False)
    found = pages(root)
    assert {path.stem for path in root.glob("*.html")} == set(KINDS)
    assert built.written == len(found) + 1
    refuse_active(found)
    refuse_dead_links(found)


@pytest.mark.slow
def test_a_second_build_writes_what_changed_and_removes_what_went(newsroom: Newsroom, root: Path) -> None:
    newsroom.drop(a=STORY, b=f"{STORY}\nThe bridge opens in the spring.\n")
    newsroom.run()
    first = build_site(settings(newsroom), root, None, print, all_articles=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(SitePage, "text")  # a page whose rows are the same is not rendered
        again = build_site(settings(newsroom), root, None, print, all_articles=False)
    assert (first.unchanged, again.written, again.removed, again.unchanged) == (0, 0, 0, first.written)
    newsroom.drop(b="A school opens in the valley after two years of building.\n")
    newsroom.run()
    changed = build_site(settings(newsroom), root, None, print, all_articles=False)
    assert changed.removed >= 1
    assert sum("when its file changed" in path.read_text("utf-8") for path in root.rglob("*.html")) == 1
    assert 0 < changed.written < first.written
    assert len(list(root.glob("articles/*/*.html"))) == 2


@pytest.mark.slow
def test_versions_are_compared_as_diff_revisions_does(newsroom: Newsroom, root: Path) -> None:
    kept = "The council met on Monday.\n\nIt agreed on the budget of the harbour.\n\n"
    newsroom.drop(a=f"{kept}Nobody asked the pilots.\n\nThe bridge opens in the spring of next year.\n")
    newsroom.run()
    newsroom.drop(a=f"{kept}The bridge opens in the autumn of next year.\n\nFishermen <b>protested</b>.\n")
    newsroom.run()
    build_site(settings(newsroom), root, None, print, all_articles=False)
    (page,) = root.glob("articles/*/*.html")
    found = page.read_text("utf-8")
    assert "3 sentences changed:" in found
    for change in (
        "<del>Nobody asked the pilots.</del>",
        "The bridge opens in the <del>spring</del> of next year.",
        "The bridge opens in the <ins>autumn</ins> of next year.",
        "<ins>Fishermen &lt;b&gt;protested&lt;/b&gt;.</ins>",
    ):
        assert change in found
    changes = newsroom.rows(
        "SELECT change FROM articles, diff_revisions((SELECT any_value(doc_id) FROM articles)) ORDER BY 1"
    )
    assert changes == [("added",), ("changed",), ("removed",)]


@pytest.mark.slow
def test_two_places_of_one_name_are_two_pages(newsroom: Newsroom, root: Path) -> None:
    for state, what in (("Ky.", "bridge"), ("Colo.", "school")):
        text = f"LOUISVILLE, {state}, March 11 (Reuters) - Work on a {what} begins, the mayor said on Monday.\n"
        newsroom.drop(**{what: text, f"{what}-2": f"{text}\nMany people came.\n"})
    newsroom.run()
    build_site(settings(newsroom), root, None, print, all_articles=False)
    found = sorted(path.read_text("utf-8") for path in root.glob("places/us-louisville-*.html"))
    assert [re.findall("[0-9.]+° N, [0-9.]+° W", text) for text in found] == [
        ["38.3° N, 85.8° W"],
        ["40.0° N, 105.1° W"],
    ]
    assert [("bridge" in text, "school" in text) for text in found] == [(True, False), (False, True)]
    assert "40.0° N, 105.1° W" in (root / "places.html").read_text("utf-8")
    refuse_dead_links(pages(root))
    again = [build_site(settings(newsroom), root, None, print, all_articles=False).written for _ in range(3)]
    assert again == [0, 0, 0]


@pytest.mark.slow
def test_a_story_is_not_named_by_an_address(newsroom: Newsroom, root: Path) -> None:
    text = f"https://news.example/a/1\n\n{STORY.partition(' - ')[2]}"
    newsroom.drop(a=text, b=f"{text}\nIt opens in spring.\n")
    newsroom.run()
    build_site(settings(newsroom), root, None, print, all_articles=False)
    (story,) = root.glob("stories/*.html")
    (title,) = re.findall("<h1>(.*)</h1>", story.read_text("utf-8"))
    assert title.startswith("The council met")


@pytest.mark.slow
def test_many_articles_are_asked_for(newsroom: Newsroom, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.site.build.MANY_ARTICLES", 1)
    newsroom.drop(a=STORY, b=f"{STORY}\nThe bridge opens in the spring.\n")
    newsroom.run()
    said: list[str] = []
    built = build_site(settings(newsroom), root, None, said.append, all_articles=False)
    assert built.left_out == 2
    assert not list(root.glob("articles/*/*.html"))
    assert "2 articles: a page for each is 2 files, about" in said[0]
    build_site(settings(newsroom), root, None, said.append, all_articles=True)
    assert len(list(root.glob("articles/*/*.html"))) == 2
