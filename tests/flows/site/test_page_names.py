"""Names of pages: safe on a file system and in a link, and no two things share one."""

import re

import pytest

from flows.site import page_names

HOSTILE = (
    "",
    ".",
    "../../etc/passwd",
    "a/b\\c",
    "<script>alert(1)</script>",
    'x" onload="alert(1)',
    "javascript:alert(1)",
    "\x00\x1b[2J\u202e",
    "con.html",
    "Ñandú ünd Ölçü",
    "漢字" * 200,
    "\ud800",
    "x" * 5000,
)
PAGES = (
    page_names.agency_page,
    page_names.person_page,
    page_names.story_page,
    page_names.day_page,
    page_names.rule_page,
    page_names.article_page,
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_page_is_named_by_plain_letters(name: str) -> None:
    paths = [page(name) for page in PAGES]
    paths += [page_names.place_page("FR", name, name), page_names.portal_page(name, name)]
    for path in paths:
        assert re.fullmatch(r"[a-z0-9-]+/([a-z0-9-]+/)?[a-z0-9-]+\.html", path), path
        assert max(map(len, path.split("/"))) < 70


def test_no_two_things_share_a_page() -> None:
    for page in PAGES:
        assert len({page(name) for name in HOSTILE}) == len(HOSTILE)
    assert page_names.portal_page("a", "b c") != page_names.portal_page("a b", "c")
    assert page_names.place_page("US", "Columbus", "a") != page_names.place_page("US", "Columbus", "b")
    assert page_names.person_page("Ann Lee") != page_names.person_page("ann lee")


def test_plain_names_are_readable() -> None:
    assert page_names.day_page("XXXX-05-06") == "days/xxxx-05-06.html"
    assert page_names.rule_page("FIL002") == "rules/fil002.html"
    assert page_names.list_page(1) == "articles.html"
    assert page_names.list_page(2) == "articles/list-2.html"
    assert page_names.person_page("Marta Oduya").startswith("people/marta-oduya-")
