"""What is read of whole texts: conflicts decided, reasons for nulls, evidence that replays, stretches that leave."""

import re

import pytest
from dateline_examples import FORMS, SCRIPTS
from hypothesis import example as try_first
from hypothesis import given
from hypothesis import strategies as st
from reader_examples import BYLINE, CREDIT, ENDINGS, MEDIA, PUBLISHED, RIGHTS, SIGNALS, TRAILER
from typed_rows import row, typed

from schemas.articles import ARTICLES
from transforms.facts import READERS, read
from transforms.facts.null_reasons import REASONS
from transforms.paragraphs import split_paragraphs

BODY = (
    "Rain fell on the roofs of the town all day, the mayor said on Tuesday.\n\n"
    "The streets were wet as well, and the people went home before the evening.\n\n"
    "Nobody was hurt, and the sun is to come back before the end of the week."
)
LINES = [e.line for forms in (FORMS, SCRIPTS) for some in forms.values() for e in some]
LINES += [e.line for _, e in (*BYLINE, *CREDIT, *ENDINGS, *MEDIA, *PUBLISHED, *SIGNALS)]
LINES += [e.line for e in (*TRAILER, *RIGHTS)]


def reading(text):
    return read(text, split_paragraphs(text))


def body_of(text):
    left, at = [], 0
    for start, stop, *_ in sorted(reading(text).extracts):
        left.append(text[at:start])
        at = stop
    return ("".join(left) + text[at:]).strip()


def reasons(text):
    return {f.field: f.reason for f in reading(text).facts if f.reason}


def replay(evidence):
    """Run a printed fact's reader on its stored stretch alone; gives the value again, or None where it does not."""
    read_line = READERS.get(evidence.reader)
    found = read_line(evidence.text) if read_line and evidence.text is not None else None
    if found is None:
        return None
    values = [value for field, value in found.values if field == evidence.field]
    return evidence.value if evidence.value in values else next(iter(values), None)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_evidence_replays(line, place):
    text = f"{line}\n\n{BODY}" if place == "head" else f"{BODY}\n\n{line}"
    for fact in reading(text).facts:
        if fact.value is None:
            continue
        assert fact.text == text[fact.start : fact.stop]
        if not fact.is_inferred and fact.reader in READERS and fact.field != "stories":
            assert replay(fact) == fact.value


def test_values_have_the_form_of_their_column():
    patterns = {column.name: re.compile(column.pattern) for column in ARTICLES.columns if column.pattern}
    read_of = {(f.field, f.value) for line in LINES for f in reading(f"{line}\n\n{BODY}\n\n{line}").facts if f.value}
    formed = {(field, value) for field, value in read_of if field in patterns}
    assert {field for field, _ in formed} >= {"dateline_date", "country", "signal", "located_uri", "bounds_basis"}
    assert [(field, value) for field, value in formed if not patterns[field].fullmatch(value)] == []


def test_a_leading_dateline():
    text = f"Rain falls on roofs\n\nBy Jane Roe\n\nLIMA, Peru, June 20, 2023 (AFP) - {BODY}"
    found = row(text)
    assert found["headline"] == "Rain falls on roofs"
    assert (found["located"], found["country"], found["agency"]) == ("LIMA", "PE", "AFP")
    assert (found["authors"], found["bounds_basis"]) == (["Jane Roe"], "whole_day")
    assert body_of(text) == BODY


def test_a_trailing_dateline():
    text = f"{BODY}\n\n14/09/2022 08:05:41 – Lima (AFP) – © 2022 AFP"
    found = row(text)
    assert (found["located"], found["country"], found["agency"], found["agency_role"]) == (
        "Lima",
        "PE",
        "AFP",
        "author",
    )
    assert found["timestamp_role"] == "portal_published"
    assert found["copyright_holder"] == "AFP"
    assert body_of(text) == BODY
    assert reasons(text) == {"timezone_printed": "no_timezone", "byline": "no_byline"}


def test_a_text_without_anything_says_why():
    assert reasons(BODY) == {
        "dateline": "no_dateline",
        "located": "no_dateline",
        "country": "no_dateline",
        "dateline_date": "no_dateline",
        "timestamp_local": "no_date",
        "timezone_printed": "no_time",
        "earliest_at": "no_date",
        "agency": "no_credit",
        "byline": "no_byline",
        "copyright_holder": "no_copyright",
    }


@pytest.mark.parametrize(
    ("head", "field", "reason"),
    [
        ("", "dateline", "no_dateline"),
        ("", "located", "no_dateline"),
        ("Jan 3 (Reuters) - ", "located", "no_place"),
        ("", "country", "no_dateline"),
        ("Jan 3 (Reuters) - ", "country", "no_place"),
        ("XQZVILLE, June 3 (AFP) - ", "country", "unknown_place"),
        ("CAMBRIDGE, June 3 (AFP) - ", "country", "ambiguous_place"),
        ("UNITED NATIONS, June 3 (AFP) - ", "country", "no_country"),
        ("", "dateline_date", "no_dateline"),
        ("Lima (AFP) - ", "dateline_date", "no_date"),
        ("LIMA, 31/31/2023 (AFP) - ", "dateline_date", "impossible_date"),
        ("Lima (AFP) - ", "timestamp_local", "no_date"),
        ("LIMA, 31/31/2023 (AFP) - ", "timestamp_local", "impossible_date"),
        ("LIMA, June 3, 2023 24:00 (AFP) - ", "timestamp_local", "unreadable_time"),
        ("LIMA, June 3, 2023 (AFP) - ", "timestamp_local", "no_time"),
        ("LIMA, June 3 (AFP) - ", "timestamp_local", "no_year"),
        ("LIMA, 05/06/2023 (AP) - ", "timestamp_local", "ambiguous_date"),
        ("LIMA, June 3 (AFP) - ", "timezone_printed", "no_time"),
        ("LIMA, June 3, 2023 17:32 (AFP) - ", "timezone_printed", "no_timezone"),
        ("Lima (AFP) - ", "earliest_at", "no_date"),
        ("LIMA, June 3 (AFP) - ", "earliest_at", "no_year"),
        ("", "agency", "no_credit"),
        ("LIMA, Peru (Channel Nine) - ", "agency", "unknown_source"),
        ("", "byline", "no_byline"),
        ("", "copyright_holder", "no_copyright"),
    ],
)
def test_reasons(head, field, reason):
    assert reasons(head + BODY)[field] == reason


def test_every_reason_is_tested():
    tested = {(field, reason) for _, field, reason in test_reasons.pytestmark[0].args[1]}
    assert tested == {(field, reason) for field, all_ in REASONS.items() for reason in all_}


def test_a_field_has_a_value_or_a_reason():
    for text in (BODY, f"LIMA, June 3 (AFP) - {BODY}", "", "AFP"):
        found = row(text)
        for field in REASONS:
            assert (found[field] is None) == (field in reasons(text))


def test_another_date_tells_the_order_of_the_numbers():
    story = f"{BODY}\n\nThe roofs were counted on 25/05/2023.\n\n05/06/2023 – Lima (Reuters)"
    assert row(story)["dateline_date"] == "2023-06-05"
    fact = next(f for f in reading(story).facts if f.field == "dateline_date")
    assert fact.is_inferred
    assert fact.text == "25/05/2023"
    assert row(f"{BODY}\n\n05/06/2023 – Lima (Reuters)")["dateline_date"] == "[2023-05-06,2023-06-05]"


def test_a_photo_credit_is_not_the_texts_credit():
    found = row(f"(Photo: AFP / Jane Roe)\n\n{BODY}")
    assert found["agency"] is None
    assert found["info_sources"][0]["role"] == "media"


def test_a_mention_credits_nobody():
    text = BODY.replace("the mayor said", "the mayor told AFP")
    assert row(text)["agency"] is None


def test_an_end_mark_is_the_weakest_credit():
    found = row(f"{BODY}\n\nREUTER\n\n20/06/2023 – Lima (AFP) – © 2023 AFP")
    assert found["agency"] == "AFP"
    assert [s["name"] for s in found["info_sources"]] == ["AFP", "Reuters"]


def test_an_author_who_is_printed_twice_is_one():
    found = row(f"The ferry left\n\nBy Jane Roe\n\nANKARA (AA) - JANE ROE - {BODY}")
    assert found["authors"] == ["Jane Roe"]


def test_the_distributor_comes_first_and_the_author_stays():
    found = row(f"Canadian Press - REGINA, Sask. (AP) - {BODY}")
    assert (found["agency"], found["agency_role"]) == ("CP", "distributor")
    assert [(s["name"], s["role"]) for s in found["info_sources"]] == [("CP", "distributor"), ("AP", "author")]


def test_a_publication_line_gives_the_time_and_the_bounds():
    found = row(f"Published on June 20, 2023 at 17:32 GMT\n\nLIMA (AP) - {BODY}")
    assert found["timestamp_role"] == "portal_published"
    assert found["bounds_basis"] == "printed_zone"
    assert found["dateline_date"] is None


@pytest.mark.parametrize(
    ("dateline", "stamp", "day"),
    [
        ("LIMA, June 20 (AFP) - ", "Published: 20 June 2023", "2023-06-20"),
        ("LIMA, June 20 (AFP) - ", "2023-06-21 00:32:05", "2023-06-20"),
        ("LIMA, Dec 31 (AFP) - ", "Updated: January 1, 2018", "2017-12-31"),
        ("LIMA, June 5 (AFP) - ", "Published: 05/06/2023", "2023-06-05"),
        ("LIMA, June 20 (AFP) - ", "Published: 23 June 2023", None),
        ("LIMA, June 20 (AFP) - ", "Published: 20 June", None),
        ("LIMA, June 20 (AFP) - ", "Published: 31.06.2023", None),
        ("LIMA (AFP) - ", "Published: 20 June 2023", None),
    ],
)
def test_a_stamp_that_agrees_gives_the_dateline_its_year(dateline, stamp, day):
    text = f"{stamp}\n\n{dateline}{BODY}"
    found = [f for f in reading(text).facts if f.field == "dateline_on"]
    assert [f.value for f in found] == [day] * bool(day)
    for fact in found:
        assert fact.is_inferred
        assert [text[start:stop] for start, stop in fact.spans] == [dateline.strip(), stamp]
        assert "XXXX" in next(f.value for f in reading(text).facts if f.field == "dateline_date")


def test_two_stamps_of_different_years_complete_nothing():
    text = f"Published: 20 June 2023\n\nUpdated: 20 June 2024\n\nLIMA, June 20 (AFP) - {BODY}"
    assert "dateline_on" not in {f.field for f in reading(text).facts}


def test_the_published_time_comes_before_the_updated_one():
    text = f"Updated: 21 June 2023 08:00 GMT\n\nPublished: 20 June 2023 17:32\n\n{BODY}"
    given = {f.field: f.value for f in reading(text).facts if f.value}
    assert given["timestamp_local"] == given["published_local"] == "2023-06-20T17:32:00"
    assert given["updated_local"] == "2023-06-21T08:00:00"
    assert (given["timestamp_role"], given.get("timezone_printed")) == ("portal_published", None)


def test_bare_dates_that_differ_say_nothing():
    text = f"Tuesday, 27 June 2023\n\n20 June 2023\n\n{BODY}"
    assert "published_on" not in {f.field for f in reading(text).facts}
    assert "published_on" in {f.field for f in reading(text.replace("27", "20")).facts}


def test_a_notice_and_a_stamp_behind_the_last_sentence():
    text = f"{BODY} * This article was translated by AI and edited. 2023-06-20 17:32:05"
    given = {f.field: f.value for f in reading(text).facts if f.value}
    assert (given["is_translated"], given["published_local"]) == ("true", "2023-06-20T17:32:05")
    assert body_of(text) == BODY
    prose = f"{BODY} The town is quiet. AI translated its signs."
    assert body_of(prose) == prose


def test_a_date_that_ends_a_line_before_it_stays_in_the_body():
    text = f"{BODY}\n\nRoofs: 312 were counted in the harbour after the storm of\n\nJune 20, 1986"
    assert body_of(text) == text
    assert "published_on" not in {f.field for f in reading(text).facts}
    trailer = "14/09/2022 08:05:41 – Lima (AFP) – © 2022 AFP"
    assert body_of(f"{BODY}\n\n{trailer}\n\nJune 20, 1986") == BODY


def test_a_second_dateline_is_a_second_story():
    text = f"LIMA, June 20 (AFP) - {BODY}\n\nROME, June 20 (AFP) - {BODY}"
    assert [f.value for f in reading(text).facts if f.field == "stories"] == ["2"]
    assert not [f for f in reading(f"LIMA, June 20 (AFP) - {BODY}").facts if f.field == "stories"]


def test_a_text_that_is_all_matter_keeps_its_body():
    assert reading("AFP").extracts == []


def test_the_headline_of_translated_lines():
    text = "Rain falls on roofs\n" + BODY.replace("\n\n", "\n")
    assert row(text)["headline"] == "Rain falls on roofs"
    assert row(BODY.replace("\n\n", "\n"))["headline"] is None
    assert row("Rain falls on roofs\nand on the streets of the town")["headline"] is None


def test_a_headline_in_capitals_of_1987():
    text = "RAIN FALLS ON ROOFS\n    LIMA, June 3 - Rain fell on the roofs.\n REUTER"
    found = row(text)
    assert (found["headline"], found["agency"]) == ("RAIN FALLS ON ROOFS", "Reuters")
    assert body_of(text) == "Rain fell on the roofs."


PIECES = st.sampled_from([*LINES, *BODY.split("\n\n"), "\n", "\n\n", " ", "(", ")", "–", "©", "\u200b", "20/06/2023"])


@given(st.lists(PIECES, max_size=12).map("\n".join) | st.text(max_size=300))
@try_first("")
@try_first("(" * 200)
@try_first("dpa abc xx yyy\ndpa abc xx yyy\n(Photo: AFP / Jane Roe)\ndpa abc xx yyy")
@try_first("A " * 200 + "(AFP) -")
def test_any_text_can_be_read(text):
    paragraphs = split_paragraphs(text)
    found = read(text, paragraphs)
    typed(text)
    last = 0
    for extract in sorted(found.extracts):
        assert last <= extract.start <= extract.stop <= len(text)
        last = extract.stop
    for fact in found.facts:
        if fact.value is not None:
            assert fact.start is not None
            assert 0 <= fact.start <= fact.stop <= len(text)
            assert fact.text == text[fact.start : fact.stop]
