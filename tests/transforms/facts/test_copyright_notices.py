"""Copyright notices: holder, year, and whether the holder is an agency."""

import pytest
from reader_examples import RIGHTS, example

from transforms.facts import copyright_notices


@pytest.mark.parametrize("line", RIGHTS, ids=[e.line[:40] for e in RIGHTS])
def test_form(check, line):
    assert check("copyright", None, line).code == "AGY009"


@pytest.mark.parametrize(
    ("line", "holder", "year"),
    [
        ("© 2023 The Daily Example", "The Daily Example", "2023"),
        ("©\u00a02023\u00a0AFP", "AFP", "2023"),
        ("(C) 2023 Roof Media Ltd.", "Roof Media Ltd.", "2023"),
        ("Copyright 2023 by The Daily Example", "The Daily Example", "2023"),
        ("Copyright: The Daily Example, 2023", "The Daily Example", "2023"),
        ("COPYRIGHT 1999–2023 ROOF MEDIA", "ROOF MEDIA", "2023"),
        ("© 2023 dpa. Alle Rechte vorbehalten", "dpa", "2023"),
        ("Copyright (c) 2023 AFP. All rights reserved. No part may be copied.", "AFP", "2023"),
    ],
)
def test_holder_and_year(check, line, holder, year):
    check("copyright", None, example(line, copyright_holder=holder, copyright_year=year, copyright_notice=line))


def test_a_portals_own_notice_credits_no_agency():
    found = copyright_notices.read("© 2023 The Daily Example. All rights reserved.")
    assert found is not None
    assert found.value("agency") is None


@pytest.mark.parametrize(
    "line",
    [
        "© Jane Roe / AFP",
        "Copyright law is old, he said.",
        "2023",
        "(c) the third roof was dry and the fourth one wet",
        "",
    ],
)
def test_what_is_no_notice(line):
    assert copyright_notices.read(line) is None


@pytest.mark.parametrize(
    "line", ["© 2023 Все права защищены", "© 2023 All rights reserved", "Copyright © 2023. Alle Rechte vorbehalten"]
)
def test_the_terms_of_a_notice_are_no_holder(line):
    found = copyright_notices.read(line)
    assert found is None or found.value("copyright_holder") is None


def test_the_number_of_a_story_follows_its_holder():
    found = copyright_notices.read("© dpa-infocom, dpa:230203-99-456123/3")
    assert found is not None
    assert (found.value("copyright_holder"), found.value("agency")) == ("dpa-infocom", "dpa")
