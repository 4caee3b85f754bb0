"""Where the head ends and the tail begins."""

import pytest

from transforms.facts.page_layout import lay_out
from transforms.paragraphs import split_paragraphs

LONG = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."


def readers(*paragraphs):
    text = "\n\n".join(paragraphs)
    return [f.reader for f in lay_out([text], [split_paragraphs(text)])[0].found]


def test_matter_stands_above_the_dateline_in_any_number():
    head = (
        "(Adds details)",
        "Rain falls on roofs",
        "By Jane Roe",
        "Posted on June 20, 2023 at 17:32",
        f"LIMA (AP) - {LONG}",
    )
    assert readers(*head, LONG) == ["signal", "headline", "byline", "published", "dateline"]


def test_a_dateline_may_stand_under_one_lead():
    assert readers("Rain falls on roofs", LONG, f"LIMA, June 20 - {LONG}", LONG) == ["headline", "dateline"]
    assert readers(LONG, LONG, f"LIMA, June 20 - {LONG}", LONG) == []


def test_a_headline_with_a_town_and_a_day_gives_way_to_the_dateline_below():
    for title in (
        "LYON, JUNE 1 - ROOFS ARE DRY AGAIN",
        "Lyon – Roofs are dry again after the rain of the last four weeks",
    ):
        text = f"{title}\n\nOSLO, June 2 (Reuters) - {LONG}\n\n{LONG}"
        found = lay_out([text], [split_paragraphs(text)])[0].found
        assert [(f.reader, f.value("located")) for f in found] == [("headline", None), ("dateline", "OSLO")]


def test_a_bare_place_opens_only_the_first_paragraph():
    assert readers(f"Lima - {LONG}", LONG) == ["dateline"]
    assert readers(LONG, f"Lima - {LONG}") == []


def test_a_line_that_is_a_place_is_a_dateline_below_its_agency_or_with_a_stop():
    assert readers("ANADOLU AGENCY", "IZMIR", LONG, LONG) == ["credit", "dateline"]
    assert readers("Rain falls on roofs", "IZMIR", LONG, LONG) == ["headline"]
    assert readers(LONG, "Leipzig.", LONG, LONG) == ["dateline"]
    assert readers("Rain falls on roofs", "Medan, CNN Indonesia", LONG, LONG, LONG) == ["headline", "dateline"]


def test_the_tail_ends_where_the_story_does():
    assert readers(LONG, LONG, "With AFP", "© 2023 The Daily Example", "ab/cd") == ["credit", "copyright", "ending"]
    assert readers(LONG, LONG, LONG, "With AFP", LONG, LONG, LONG) == []


def test_a_line_after_the_credit_does_not_hide_it():
    assert readers(LONG, LONG, "20/06/2023 17:32 – Lima (AFP)", "More rain tomorrow") == ["trailer"]


def test_one_paragraph_has_both_ends():
    assert readers(f"LIMA, June 20 (EFE). - {LONG} EFE ab/cd") == ["dateline", "ending"]


def test_a_short_first_line_of_prose_is_no_headline():
    assert readers("It rains", "and rains", "and rains", "and rains") == []
    assert readers("“It rains, and rains", LONG) == []


def test_of_two_headlines_neither_is_sure():
    assert readers("RAIN ON ROOFS", LONG, LONG, LONG) == ["headline"]
    assert readers("RAIN ON ROOFS", "STREETS ARE WET", LONG, LONG) == []
    assert readers("RAIN ON ROOFS", "STREETS ARE WET", "By Jane Roe", f"LIMA (AP) - {LONG}") == [
        "headline",
        "byline",
        "dateline",
    ]


def found_by(*paragraphs):
    text = "\n\n".join(paragraphs)
    (layout,) = lay_out([text], [split_paragraphs(text)])
    printed = {f.reader: text[f.start : f.stop] for f in layout.found}
    return printed, [text[d.start : d.stop] for d in sorted(layout.debris)]


def test_a_notice_above_a_page_hides_nothing_below_it():
    notice = "[Translated by machine from the original Turkish. Errors may occur.]"
    lines = ("Home page", "Last minute", "Rain of 20 litres falls in Malatya", "Text size A- A+")
    printed, debris = found_by(notice, *lines, f"MALATYA (AA) - {LONG}", LONG)
    assert printed["headline"] == "Rain of 20 litres falls in Malatya"
    assert debris == ["Home page", "Last minute", "Text size A- A+"]


def test_the_name_of_the_paper_is_not_kept_for_its_copyright_notice():
    page = ("Skip to main content", "The Valley Gazette", "Subscribe", "Rain falls on the roofs of the town")
    _, debris = found_by(*page, LONG, LONG, "© 2023 The Valley Gazette. All rights reserved.")
    assert debris == ["Skip to main content", "The Valley Gazette", "Subscribe"]


def test_a_headline_may_have_two_sentences_where_no_other_line_speaks_of_the_story():
    page = ("News  Sport  Culture  Weather", "Rain falls on the town. Streets and roofs are wet", "3 May 2023, 12:44")
    printed, debris = found_by(*page, LONG, LONG, "Share")
    assert printed["headline"] == page[1]
    assert debris == [page[0], "Share"]
    printed, _ = found_by("Roofs of the town are wet", *page, LONG, LONG, "Share")
    assert printed["headline"] == "Roofs of the town are wet"


def test_a_name_below_the_headline_of_a_page_is_its_byline():
    printed, _ = found_by("Subscribe", "Rain falls on the roofs of the town", "ROSA LIMA", "3 May 2023", LONG, LONG)
    assert printed["byline"] == "ROSA LIMA"


def test_addresses_and_stars_are_no_lines_of_a_story():
    page = ("Subscribe", "Rain falls on the roofs of the town", LONG)
    for line in ("desk@valley.example", "www.valley.example", "#rain #roofs", "★★★★☆"):
        assert found_by(*page, line, LONG)[1] == ["Subscribe", line]
        assert found_by(LONG, line, LONG)[1] == []  # no page is seen
    assert found_by(*page, "Write to the roof office:", "desk@valley.example", LONG)[1] == ["Subscribe"]


def test_a_caption_is_printed_again_beside_its_picture():
    page = ("Subscribe", "Rain falls on the roofs of the town", LONG)
    assert found_by(*page, "Wet roofs at noon", "Wet roofs at noon", LONG)[1][1:] == ["Wet roofs at noon"] * 2
    assert found_by(*page, "Wet roofs at noon", LONG)[1] == ["Subscribe"]
    assert found_by(*page, "Not so.", "Not so.", LONG)[1] == ["Subscribe"]


def test_a_long_paragraph_that_is_printed_again_is_no_caption():
    page = ("Subscribe", "Rain falls on the roofs of the town", LONG)
    quoted = f"This is what the mayor said of it. {LONG * 4}"
    assert found_by(*page, quoted, LONG, quoted, LONG)[1] == ["Subscribe"]


def test_a_long_row_of_links_above_the_headline_is_the_pages():
    links = "Gazette on Facebook Gazette on X Gazette on Telegram Gazette on YouTube"
    page = ("Subscribe", links, "Log in", "World", "Rain falls on the roofs of the town")
    assert found_by(*page, LONG, LONG, "Gazette on Facebook")[1][1] == links


@pytest.mark.parametrize(
    "pointer", ["READ ALSO: Ferry fares to rise", "Read more: Ferry fares rise", "Follow us on Facebook"]
)
def test_what_points_elsewhere_behind_a_sentence_leaves_alone(pointer):
    page = ("Rain falls on the roofs of the town", f"{LONG} {pointer}", f"It was wet. {pointer}", "Share")
    printed, debris = found_by(*page)
    assert debris == [f" {pointer}", f" {pointer}", "Share"]
    assert printed["headline"] == page[0]


def test_speech_before_a_picture_credit_is_no_caption():
    speech = '"The roofs are wet," the mayor Ole Brandt said.'
    assert found_by(LONG, f"{speech} (Photo: Hina)", LONG)[1] == [" (Photo: Hina)"]
    assert found_by(LONG, "A man on a wet roof in the town. (Photo: Hina)", LONG)[1] != [" (Photo: Hina)"]


def test_the_title_of_the_window_is_not_the_headline():
    title = "Rain falls on the roofs of the town"
    printed, debris = found_by(f"{title} - The Valley Gazette", title, LONG, LONG, "Share")
    assert printed["headline"] == title
    assert debris == [f"{title} - The Valley Gazette", "Share"]


def test_a_label_makes_a_headline_of_the_line_above_the_standfirst():
    page = ("Subscribe", "INTERVIEW: “The town is wet”", "The mayor on rain, roofs and streets", "3 May 2023, 12:44")
    assert found_by(*page, LONG, LONG)[0]["headline"] == page[1]


def test_what_readers_wrote_below_a_form_is_no_story():
    page = (
        "Rain falls on the roofs of the town",
        LONG,
        LONG,
        "Comments (2)",
        "Kofi92: Same in 2019!",
        "Leave a comment",
    )
    assert found_by(*page)[1] == list(page[3:])


PAGE = ("Home", "Rain falls on the roofs of the town", "20 June 2023 11:40")


def test_a_live_page_has_its_headline_above_its_entries():
    entry = ("11:10", "Schools stay shut", LONG)
    found, debris = found_by("LIVE: Rain floods roofs in the valley", *entry, "10:55", LONG, "10:20", LONG, "Share")
    assert found["headline"] == "LIVE: Rain floods roofs in the valley"
    assert {"11:10", "10:55", "10:20"} <= set(debris)
    assert "Schools stay shut" not in debris


def test_the_times_of_a_programme_stay():
    _, debris = found_by(*PAGE, LONG, "10:20", "Speech of the mayor", "10:55", "Music in the harbour", LONG)
    assert not {"10:20", "10:55"} & set(debris)


@pytest.mark.parametrize(
    ("caption", "source"),
    [
        ("FILE - A roof in the rain, May 4, 2022. (AP Photo/Jane Roe)", "media:AP"),
        ("Ein Dach im Regen. (Foto: Johanna Roh/dpa)", "media:dpa"),
        ("A roof in the rain. [Jane Roe/Reuters]", "media:Reuters"),
    ],
)
def test_a_caption_within_the_story_credits_no_text(caption, source):
    text = "\n\n".join((f"LIMA (Reuters) - {LONG}", caption, LONG))
    (read,) = [f for f in lay_out([text], [split_paragraphs(text)])[0].found if f.reader == "media"]
    assert (read.role, read.value("info_sources"), read.value("agency")) == ("caption", source, None)


def test_prose_of_the_page_above_a_dateline_hides_neither_it_nor_the_headline():
    shop = "The shop of the valley has new boots for the winter, and everything else that keeps feet dry and warm."
    found, debris = found_by("Home", shop, "Share", "Log in", "Rain falls on the roofs", f"LIMA (AP) - {LONG}", LONG)
    assert list(found) == ["headline", "dateline"]
    assert shop not in debris


def test_sentences_below_a_rule_are_the_storys():
    _, debris = found_by(*PAGE, f"LIMA (AP) - {LONG}", "___", "It rained on Monday too.", "Share")
    assert "It rained on Monday too." not in debris


def test_a_paragraph_with_its_credit_below_an_opener_is_the_storys():
    last = "Some hundred people live on what is sold in the old port each Monday. EFE"
    _, debris = found_by(*PAGE, f"LIMA (EFE) - {LONG}", "Related stories", "The old pier is sold", last, "Share")
    assert "The old pier is sold" in debris
    assert last not in debris


def test_short_titles_of_chinese_and_japanese_are_headlines():
    story = "昨日开始的大雨使港口的两条街道被淹，市长表示今晚将开放学校作为避难所。"
    found, _ = found_by("首页", "港口街道被大雨淹没", "2023-06-20 11:40", story, story)
    assert found["headline"] == "港口街道被大雨淹没"


def test_a_title_that_the_block_of_an_opener_took_is_the_headline():
    found, _ = found_by("Home", "Most read", "Rain falls on the roofs", "20 June 2023 11:40", f"LIMA (AP) - {LONG}")
    assert found["headline"] == "Rain falls on the roofs"
    found, _ = found_by("Home", "Most read", "Pier is sold to the harbour office", f"LIMA (AP) - {LONG}", LONG)
    assert "headline" not in found


@pytest.mark.parametrize("name", ["TT", "ANP", "(UNB)", "PNA", "APA"])
def test_a_name_of_several_meanings_is_an_agency_where_the_story_cites_it(name):
    cited = f"“It rains on all the roofs of the town again,” the mayor told {name.strip('()')} on Monday."
    assert "credit" in found_by(*PAGE, name, LONG, cited)[0]
    assert "credit" not in found_by(*PAGE, name, LONG, LONG)[0]
    assert "credit" in found_by(*PAGE, LONG, cited, name)[0]


def test_a_time_below_a_notice_of_rights_is_not_the_end_of_a_sentence():
    page = ("(Busan=Yonhap News) Reporter Kim Min-ji = " + LONG, LONG, "Report by mail to the desk")
    rights = "<Copyright (c) Yonhap News, unauthorized reproduction and redistribution prohibited>"
    _, debris = found_by(*PAGE, *page, rights, "2023/04/02 10:30 Sent", "Recommended news", "Ferry resumes")
    assert "2023/04/02 10:30 Sent" in debris


@pytest.mark.parametrize(
    "line",
    [
        "This story was told to me by a man from the valley.",
        "Join us in the work, and you will see it done.",
        "You have read what it costs.",
        "Find us at the old pier.",
        "Manage your preferences wisely, she said.",
        "If you find an error on your bill, call the bank.",
        "Scan the code to pay, the sign on the wall told us.",
        "Our standards: the roof, the rain, the neighbour.",
    ],
)
def test_sentences_of_a_speech_that_begin_like_a_page_stay(line):
    assert line not in found_by(*PAGE, LONG, LONG, line)[1]
    assert line not in found_by(*PAGE, LONG, line, LONG)[1]


def test_a_short_last_sentence_of_japanese_stays():
    story = "市議会は月曜日、港の道路を広げる案を可決したと市長が述べた。"
    assert (
        "町に雨が降った。"
        not in found_by("メニュー", "港の道路を広げる案", story, story, "町に雨が降った。", "印刷")[1]
    )


@pytest.mark.parametrize(
    ("name", "place", "is_read"),
    [("APP", "GILGIT", True), ("UNB", "KHULNA", True), ("APP", "Jaipur", False), ("MIA", "GILGIT", False)],
)
def test_an_agency_with_other_meanings_is_read_above_a_place_of_its_country(name, place, is_read):
    text = "\n".join(
        ("Home", "Rain falls on the roofs of the town", name, "20 June 2023 11:40", f"{place}: {LONG}", LONG)
    )
    (layout,) = lay_out([text], [split_paragraphs(text)])
    assert ("agency", name) in [v for f in layout.found for v in f.values] or not is_read
    assert is_read or all(f.value("agency") is None for f in layout.found)


def test_a_name_below_the_standfirst_is_the_byline_and_a_place_is_none():
    standfirst = "The council asks the people of the town to stay at home until the rain stops"
    page = ("Home", "Rain falls on the roofs of the town", standfirst)
    assert "byline" in readers(*page, "Lucía Barrera", "3 May 2023", LONG, LONG, "Share")
    for line in ("Virginia Beach", "Old Harbour"):
        assert "byline" not in readers(*page, line, "3 May 2023", LONG, LONG, "Share")
    assert "byline" not in readers(*page[:2], "Sport", "Lucía Barrera", "3 May 2023", LONG, LONG, "Share")


def test_a_line_in_the_words_of_pages_is_read_before_it_leaves():
    line = "© 2023 Reuters. Read our terms before you share this article"
    assert readers("Home", "Rain falls on roofs", LONG, LONG, line, "Share this") == ["headline", "copyright"]
