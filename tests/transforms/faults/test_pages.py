"""Faults of pages, headlines, seams and quotations: kinds that were reported, each with neighbours."""

import pytest

from tests.transforms.faults.desk import HEADLINE, MORE, STORY, article, column
from transforms.refine import Pipeline, refine

DATELINE = "QUITO, May 9, 2023 (AFP) - "
PAGE = f"{HEADLINE}\n\n{DATELINE}{STORY}\n\n{MORE}\n"
PLAIN = f"{HEADLINE}\n\n{STORY}\n\n{MORE}\n"


@pytest.mark.parametrize(
    "line",
    [
        "Economy",
        "Sport",
        " • 1708 views",
        "Views: 3,204",
        "ADVERTISEMENT",
        "- Advertisement -",
        "May 10, 2023",
        "10.05.2023, 18:20",
        "Skip to main content",
        "Home > Economy > Markets",
        "Share on Facebook",
        "3 min read",
    ],
)
def test_a_line_of_the_page_above_the_story_costs_nothing(line: str) -> None:
    row = article(f"{line}\n\n{PAGE}")
    assert line.strip() not in row["body"]
    assert row["lead"].startswith("The market hall opened")
    assert (row["agency"], row["located"], row["country"]) == ("AFP", "QUITO", "EC")
    assert (row["dateline_date"], row["headline"]) == ("2023-05-09", HEADLINE)


@pytest.mark.parametrize(
    "line",
    [
        "By The Courier Staff",
        "By Courier Staff",
        "By Mary Poe 3 hours ago",
        "By Tom Dove | 5 hours ago",
        "2023-05-10",
        "10 May 2023",
        "May 10, 2023 6:20 PM",
        "Published May 10, 2023",
    ],
)
def test_a_line_under_the_headline_is_no_part_of_the_story(line: str) -> None:
    row = article(f"{HEADLINE}\n{line}\n\n{STORY}\n\n{MORE}\n")
    assert line not in row["body"]
    assert row["headline"] == HEADLINE
    assert row["lead"].startswith("The market hall opened")


@pytest.mark.parametrize("line", ["Saturday", "Harbour News", "Old roof"])
def test_one_line_between_a_headline_and_its_story_does_not_hide_it(line: str) -> None:
    assert article(f"{HEADLINE}\n\n{line}\n\n{STORY}\n")["headline"] == HEADLINE


@pytest.mark.parametrize(
    "name", ["Paul K. Drew, Jr.", "Ruth Vane, M.D.", "Ana Rojas, Ph.D.", "Peter O. Lund, Sr.", "John Dole III"]
)
def test_an_author_keeps_the_ending_of_the_name(name: str) -> None:
    row = article(f"{HEADLINE}\n\nBy {name}\n\n{STORY}\n\n{MORE}\n")
    assert (row["authors"], row["headline"]) == ([name], HEADLINE)
    assert row["lead"].startswith("The market hall opened")


@pytest.mark.parametrize(
    ("tail", "gone"),
    [
        ("(AFP)\n\nRelated Articles\n\nA mill burned in the town of Samplefield", ["Samplefield", "(AFP)"]),
        ("(AFP)\n\nRelated stories\n\nA mill burned in the town of Samplefield", ["Samplefield", "(AFP)"]),
        ("Source: AFP\n\nLeave a comment\n\nBack to top", ["Source", "comment", "Back to top"]),
        ("Source: AFP\n\nPost a comment\n\nBack to top button", ["Source", "comment", "Back to top"]),
        ("(AFP)\n\nMost read\n\nA mill burned in the town of Samplefield", ["Samplefield", "(AFP)"]),
    ],
)
def test_what_stands_below_the_story_leaves_it_and_the_credit_is_read(tail: str, gone: list[str]) -> None:
    row = article(f"{PLAIN}\n{tail}\n")
    assert row["agency"] == "AFP"
    assert not [word for word in gone if word in row["body"]]


@pytest.mark.parametrize("opener", ["Also read:", "Read also:", "READ MORE:", "See also:", "Also Read |"])
def test_a_link_between_paragraphs_takes_its_title_along(opener: str) -> None:
    row = article(f"{HEADLINE}\n\n{STORY}\n\n{opener}\nA mill burned in Samplefield\n\n{MORE}\n\n{MORE}\n")
    assert "Samplefield" not in row["body"]
    assert "A second hall" in row["body"]


@pytest.mark.parametrize(
    "line",
    [
        "Please enter your comment!\nPlease enter your name here",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Your email address will not be published.",
        "* This article, published by Hill Weekly, was translated by AI and edited by staff.",
        "This article was translated automatically.",
        "Copyright 2023, dpa (www.dpa.de). All rights reserved",
        "© 2023 Hill Weekly. All rights reserved.",
    ],
)
def test_forms_notices_and_rights_leave_the_body(line: str) -> None:
    left = article(f"{PLAIN}\n{line}\n")["body"]
    assert not [part for part in line.split("\n") if part in left]
    assert MORE in left


def test_a_line_of_the_lead_below_the_dateline_is_no_headline() -> None:
    row = article(f"{DATELINE}The market hall opened on Friday, the town said,\nand it has forty stalls.\n\n{MORE}\n")
    assert (row["headline"], row["located"]) == (None, "QUITO")
    assert "and it has forty stalls." in row["body"]


@pytest.mark.parametrize(
    "line",
    [
        "The poster bore the words “© 2020 Hill Press, all rights reserved”, the court heard.",
        "“All rights reserved,” it says on the poster of the town.",
        "“Sign up for our newsletter”, the page begged, and nobody did.",
        '"Subscribe to our newsletter", said a line that nobody read.',
        "The screen said “This video is not available in your region”, she told the court.",
    ],
)
def test_a_sentence_that_quotes_a_page_is_of_the_story(line: str) -> None:
    assert line in article(f"{HEADLINE}\n\n{STORY}\n\n{line}\n\n{MORE}\n")["body"]


@pytest.mark.parametrize(
    ("language", "code"),
    [("Indonesian", "id"), ("Vietnamese", "vi"), ("Turkish", "tr"), ("Japanese", "ja"), ("Spanish", "es")],
)
def test_a_notice_names_the_language_of_the_original(language: str, code: str) -> None:
    notice = (
        "The English, Chinese and French versions are automatically generated by the AI. Please always see "
        f"{language} as our main language."
    )
    row = article(f"{PLAIN}\n{notice}\n")
    assert row["source_language_declared"] == code
    assert "automatically" not in row["body"]


@pytest.mark.parametrize(
    ("line", "holder", "year"),
    [
        ("Copyright 2023, dpa (www.dpa.de). All rights reserved", "dpa", 2023),
        ("Copyright 2021 AFP. All rights reserved", "AFP", 2021),
        ("© 2022 Reuters. All rights reserved.", "Reuters", 2022),
        ("(c) 2019 EFE", "EFE", 2019),
        ("© 2020 dpa GmbH", "dpa GmbH", 2020),
    ],
)
def test_a_rights_line_names_its_holder(line: str, holder: str, year: int) -> None:
    row = article(f"{PLAIN}\n{line}\n")
    assert (row["copyright_holder"], row["copyright_year"]) == (holder, year)


def test_a_stamp_that_agrees_completes_the_day_of_the_dateline() -> None:
    text = f"{HEADLINE}\nBy Staff | May. 09, 2017\n\nTOKYO, May 9 (UPI) -- {STORY}\n\n{MORE}\n"
    row = article(text)
    assert (row["agency"], row["located"], row["headline"]) == ("UPI", "TOKYO", HEADLINE)
    assert (row["dateline_date"], column(row, "dateline_on")) == ("XXXX-05-09", "2017-05-09")
    assert row["lead"].startswith("The market hall opened")


@pytest.mark.parametrize(
    ("dateline", "located", "country"),
    [
        ("NAIROBI:", "NAIROBI", "KE"),
        ("Moscow. 9 May. INTERFAX.RU —", "Moscow", "RU"),
        ("Hill Voice Agency (HVA) - Baghdad:", "Baghdad", "IQ"),
        ("Hill Voice Agency (HVA) - Muscat:", "Muscat", "OM"),
        ("DHAKA:", "DHAKA", "BD"),
        ("Kyiv. May 9. UKRINFORM —", "Kyiv", "UA"),
    ],
)
def test_datelines_in_other_clothes_are_read(dateline: str, located: str, country: str) -> None:
    row = article(f"{HEADLINE}\n\n{dateline} {STORY}\n\n{MORE}\n")
    assert (row["located"], row["country"]) == (located, country)


@pytest.mark.parametrize(
    "text",
    [
        "बाज़ार शुक्रवार को खुला, नगर ने कहा।\n\nव्यापारी सर्दियों से इस दिन की राह देख रहे थे।\n\nदूसरा बाज़ार अगले साल खुलेगा।",
        "বাজার শুক্রবার খুলেছে, শহর কর্তৃপক্ষ জানিয়েছে।\n\nব্যবসায়ীরা শীত থেকে অপেক্ষা করছিলেন।\n\nদ্বিতীয় বাজার আসবে।",
        "市场周五重新开放，市政府说。\n\n商贩从冬天起就在等这一天。\n\n第二个市场明年开放。",
        "Շուկան բացվեց ուրբաթ օրը, հայտնեց քաղաքը։\n\nԱռևտրականները սպասում էին ձմռանից։\n\nԵրկրորդը կբացվի գարնանը։",
        "The hall opened again on Friday, the town said.\n\nTraders had waited since winter.\n\nAnother is to follow.",
    ],
)
def test_a_first_sentence_is_no_headline(text: str) -> None:
    row = article(text)
    assert row["headline"] is None
    assert row["body"].startswith(text.partition("\n")[0])


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("She asked: “Is it late? ”Poe said nothing.", "late?” Poe"),
        ("He asked: “Why not? ”Then he left.", "not?” Then"),
        ("On May 3,“late” and “early” were words.", "May 3, “late”"),
        ("In all,“nine” of them and “ten” of us came.", "all, “nine”"),
        ("They said of it,“no” and of him,“yes” too.", "it, “no”"),
    ],
)
def test_a_blank_stands_on_the_right_side_of_a_quotation_mark(line: str, right: str) -> None:
    assert right in article(f"{STORY}\n\n{line}\n")["body"]


@pytest.mark.parametrize(
    ("glued", "line"),
    [
        ("announcedthat", "The town announcedthat the hall is open. He announced it, and that was it."),
        ("reportedthat", "The union reportedthat it was late."),
        ("possible.said", "They go as far as is possible.said his aide."),
        ("saidthat", "The head of it saidthat all is well."),
        ("confirmedthat", "The police confirmedthat he was there."),
    ],
)
def test_words_without_a_blank_between_are_flagged(glued: str, line: str) -> None:
    text = f"{STORY}\n\n{line}\n"
    edits = refine([""], [text], 0, Pipeline.of()).batches["edits"].to_pylist()
    at = text.index(glued)
    assert [e for e in edits if e["start"] < at + len(glued) and max(e["stop"], e["start"] + 1) > at]


@pytest.mark.parametrize(
    "headline",
    [
        HEADLINE,
        "Why the market hall is open again",
        "Hall opens",
        "TOWN OPENS HALL",
        "Hall of May 9 opens",
    ],
)
def test_a_headline_that_is_printed_twice_is_one(headline: str) -> None:
    row = article(f"{headline}\n\n{PAGE.replace(HEADLINE, headline)}")
    assert row["headline"] == headline
    assert row["lead"].startswith("The market hall opened")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("« Elle a dit “jamais” », the letter read.", "“jamais””"),
        ("« Il cria “assez” », the note read.", "“assez””"),
        ("« Un “grand” jour », the page said.", "”” "),
        ("«“Oui”, dit-il», the sheet read.", "””"),
        ("« Le “oui” et le “non” », the sheet read.", "”” "),
    ],
)
def test_marks_within_guillemets_are_not_doubled(line: str, left: str) -> None:
    assert left not in article(f"{STORY}\n\n{line}\n")["body"]


@pytest.mark.parametrize(
    "line",
    [
        'The card said "... From three to nine ... " in place of a name.',
        'He read "... And so to bed ... " from the card.',
        'A board with "... open at nine ... " hung there.',
        'She wrote "to be continued ... " and left.',
        'They sang "la ... la ... " all night.',
    ],
)
def test_an_ellipsis_before_a_mark_stays(line: str) -> None:
    words = line.split('"')[1].strip(". ")
    assert f"{words} ..." in article(f"{STORY}\n\n{line}\n")["body"]
