"""Lines in the words of pages, and lines of stories about pages, reports and readers."""

import pytest

from transforms.layout import assign_roles
from transforms.layout.vocabulary import NO_PHRASES
from transforms.layout.wording import (
    asks_reader,
    is_about_author,
    is_of_page,
    is_sentence_of_page,
    may_be_of_page,
    names_helpers,
    points_elsewhere,
    speaks_to_reader,
)
from transforms.paragraphs import split_paragraphs

LONG = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."


def roles(*lines):
    text = "\n".join(lines)
    return assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles


@pytest.mark.parametrize(
    "line",
    [
        "Read all comments on this story",
        "To read this text in full, subscribe",
        "Watch live",
        "Listen to the text | 4 min",
        "Mute or unmute the player",
        "View this post on Telegram",
        "Read or share similar articles",
    ],
)
def test_a_line_in_the_words_of_pages(line):
    assert is_of_page(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sign of the times",
        "Share and share alike",
        "Our water, our rules",
        "This story is not over",
        "Free to leave",
        "Stay or leave",
        "Live and let live",
        "What the new rules say",
        "Support for the party fell again",
        "How to read the report",
        "Full text of the treaty",
        "Follow the money",
        "The story so far",
        "News of the valley",
        "Comments",
        "“Read all comments on this story”",
        "Read all comments on this story.",
        "It rained. Read all comments on this story",
    ],
)
def test_a_heading_of_a_story_is_not_in_the_words_of_pages(line):
    assert not is_of_page(line)


@pytest.mark.parametrize(
    "line",
    [
        "This page has been put together by our editors from the posts of readers.",
        "Sent in error? To stop this newsletter, unsubscribe with one click.",
        "The photographs on our site may not be copied, printed or published elsewhere.",
        "This article first appeared in the weekend edition, on page 3.",
        "The latest news, sent straight to your device.",
        "You subscribed at valley.example; click to unsubscribe or to change it.",
        "Thank you for reading the Valley News on the internet today.",
    ],
)
def test_sentences_about_the_page(line):
    assert is_sentence_of_page(line)


@pytest.mark.parametrize(
    "line",
    [
        "The report was published in full on the ministry's website on Monday.",
        "The video has been viewed two million times and shared widely on social media.",
        "You can read the full report on the website of the council.",
        "Readers can send comments on the plan to the council until 3 May.",
        "US readers follow the news on social media, a survey published on Monday shows.",
        "“Our readers follow the news on our site and in our newsletter,” the editor said.",
        "Click the link in this message to read it, the text reads.",
        "Our town has no paper.",
        "This text of the treaty has been agreed by both sides.",
        "You can help us by staying at home.",
    ],
)
def test_sentences_about_reports_and_readers_are_of_the_story(line):
    assert not is_sentence_of_page(line)
    assert roles("Rain falls", LONG, LONG, line, "5 of 9", "#rain")[3] is None


def test_a_sentence_about_the_page_is_of_the_page_without_other_lines_if_most_words_are():
    unsure = "The photographs on our site may not be copied or sold elsewhere."
    assert roles("Rain falls", LONG, LONG, unsure) == [None] * 4
    assert roles("Rain falls", LONG, LONG, unsure, "Read all comments on this story")[3] == "notice"
    sure = "Please check this page again later today, or read our newsletter."
    assert roles("Rain falls", LONG, LONG, sure)[3] == "notice"
    assert roles("Rain falls", LONG, unsure, LONG, sure)[2] is None


def test_stories_of_readers_and_newspapers_keep_their_first_and_last_sentence():
    for line in (
        "Our subscribers paid for this newspaper to print the story of the strike.",
        "All of us read the newsletter and shared the articles with our friends.",
    ):
        assert is_sentence_of_page(line)
        assert roles(line, LONG, LONG, line) == [None] * 4


def test_lines_in_the_words_of_pages_leave_if_the_text_has_another_line_of_a_page():
    line = "Read all comments on this story"
    assert roles("Rain falls", LONG, line, LONG)[2] is None
    below = "Please check this page again later today, or read our newsletter."
    assert roles("Rain falls", LONG, line, LONG, below)[2] == "notice"
    assert roles("Rain falls", LONG, "He listed what to do:", line, LONG, below)[3] is None


def test_between_paragraphs_only_a_sentence_with_more_such_words_leaves():
    unsure = "The photographs on our site may not be copied or sold elsewhere."
    sure = "Please check this page again later today, or read our newsletter."
    assert roles("Rain falls", LONG, unsure, LONG, sure)[2] is None
    assert roles("Rain falls", LONG, sure, LONG, sure)[2] == "notice"


@pytest.mark.parametrize(
    "line",
    [
        "Click on the picture to see it larger",
        "Tap here to listen",
        "Scroll down for the map",
        "Log in to comment",
        "Register now for free reading",
        "Contact us by e-mail",
        "Send us your photos of the flood",
        "Help us improve the Valley News",
    ],
)
def test_a_line_that_asks_the_reader_to_use_the_page(line):
    assert asks_reader(line)
    assert roles("Rain falls", LONG, line, LONG, "Read all comments on this story")[2] == "notice"


@pytest.mark.parametrize(
    "line",
    [
        "Click beetles return",
        "Tap water unsafe",
        "Tap on the shoulder",
        "Press for change",
        "Press freedom at risk",
        "Register to vote",
        "Sign up or ship out",
        "Help us, villagers plead",
        "Help us find our son",
        "Tell us the truth",
        "Join us or die",
        "Log in to comment.",
    ],
)
def test_a_heading_that_begins_with_the_same_words_asks_nothing(line):
    assert not asks_reader(line)
    assert roles("Rain falls", LONG, line, LONG, "Read all comments on this story")[2] is None


def test_those_who_make_the_page_speak_to_its_reader():
    assert speaks_to_reader("Like what you are reading? Take our daily digest.")
    assert not speaks_to_reader("We will rebuild, and you will help us.")
    assert not speaks_to_reader("Our weekly digest comes out on Fridays, with news of the valley.")
    assert not speaks_to_reader("“Read our newsletter, and you will know all the news of the week,” he said.")


def test_how_to_reach_the_author():
    assert is_about_author("Jane Roe reports on ferries. Reach her at jroe@valley.example.")
    assert is_about_author("John Poe covers the courts for the Valley News. Follow him on X: @poe")
    assert is_about_author("Reach Jane at 555-0142 or on X at @janeroe.")
    assert not is_about_author("Contact Sergeant Roe at roe@police.example with any information.")
    assert not is_about_author("Those who saw the fox may write to the ranger at fox@valley.example.")
    assert not is_about_author("The mayor, who wrote to her at home, did not follow them.")


def test_the_title_of_another_page_after_a_label():
    assert points_elsewhere("Read also on this subject: Ferry fares to rise")
    assert points_elsewhere("WATCH | Ferry runs aground in fog")
    assert not points_elsewhere("Ferries: What the new fares mean")
    assert not points_elsewhere("Listen: The river speaks")
    assert not points_elsewhere("Seen on Monday: Two ferries aground")
    assert not points_elsewhere("Read: the judge ruled that the ferry was unsafe.")
    assert roles("Rain falls", LONG, "Watch: Ferry runs aground in fog", LONG)[2] == "related"
    assert roles("Watch: Ferry runs aground in fog", LONG, LONG) == [None] * 3


def test_a_title_that_may_be_of_the_page():
    assert may_be_of_page("Your briefing and our newsletters")
    assert not may_be_of_page("Rain falls on the roofs")
    assert not may_be_of_page("1887")


def test_those_who_helped_the_author_leave_from_pages():
    line = "Gazette writers Jane Roe in Lima and John Poe contributed to this report."
    assert names_helpers(line)
    assert not names_helpers("The Associated Press contributed to this report.")
    assert not names_helpers("Forty towns contributed to this report.")
    assert not names_helpers("Jane Roe, who died in May, contributed to this report.")
    assert roles("Rain falls", LONG, LONG, line, "Read all comments on this story")[3] == "notice"
    assert roles("Rain falls", LONG, LONG, line) == [None] * 4
