"""What shows that a text was saved with the page around it."""

from transforms.facts.page import Page
from transforms.facts.titles import is_page
from transforms.layout import Roles
from transforms.paragraphs import split_paragraphs

STORY = "The ferry was late on Monday, the captain said, and the queue reached the market."


def test_a_line_of_links_after_the_story_shows_a_page_and_a_sentence_does_not():
    for last, expected in (("Home > World > Ferries", True), ("Nobody minded.", False)):
        text = f"{STORY}\n\n{last}"
        page = Page(text, split_paragraphs(text), Roles([None, None], [], 0, 0))
        assert is_page(page, set()) is expected
