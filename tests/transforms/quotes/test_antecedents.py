"""Whom `he`, `she` and `the minister` mean."""

import pytest

from transforms import mentions, quotes
from transforms.paragraphs import split_paragraphs


def names(text: str, source_language: str | None = None) -> list[str | None]:
    paragraphs = split_paragraphs(text)
    roles = ["body"] * len(paragraphs)
    named = mentions.read(text, paragraphs, roles, "en", None)
    found = quotes.read(text, paragraphs, roles, named, language="en", source_language=source_language)
    return [quote.speaker_name for quote in found]


BLUM = "“We will pay all of them,” said Karen Blum, who runs the yard."
PRONOUNS = (
    (f"{BLUM}\n\nPeter Stone watched from the pier.\n\n“It is done,” he said.", "Peter Stone"),
    (f"{BLUM}\n\nHer brother Peter Blum left in March.\n\n“I could not stay,” he said.", "Peter Blum"),
    (f"{BLUM}\n\nShe met Peter Stone on Friday.\n\n“It was a good talk,” she said.", "Karen Blum"),
    (f"{BLUM}\n\nShe met Peter Stone on Friday.\n\n“It was a good talk,” he said.", "Peter Stone"),
    (f"{BLUM}\n\nThe yard was closed in 2011.\n\n“We learned from that,” she said.", "Karen Blum"),
    (f"{BLUM}\n\nA fisherman shook his head.\n\n“They will not,” he said.", None),
    (f"{BLUM} “Peter Stone knows it,” she said. “He was there, all the time.”", "Karen Blum"),
    ("Minister Lars Holm and his deputy, Greta Lind, came. “It is a start,” she said.", "Greta Lind"),
    ("Minister Lars Holm and his deputy, Greta Lind, came. “It is a start,” he said.", "Lars Holm"),
    ("Lars Holm thanked the crew of Captain Jon Berg. “You saved us,” he said.", "Lars Holm"),
    ("Lars Holm thanked Peter Stone. “You saved us,” he said.", "Lars Holm"),
    ("Lars Holm asked Peter Stone about it. “I saved nobody,” he said.", "Peter Stone"),
    ("Lars Holm will sell the yard, Peter Stone said. “It is time,” he added.", "Peter Stone"),
    ("After he met Peter Stone, Lars Holm spoke. “It is time,” he said.", "Lars Holm"),
    ("As Peter Stone left, US President Lars Holm spoke to us. “It is time,” he said.", "Lars Holm"),
    ("Lars Holm came. According to him, “it is time to sell”.", "Lars Holm"),
    ("Quando Zell stressed: “It is late.” He pointed out that “all is clear”.", "Quando Zell"),
    ("North Suva stressed: “It is late.” He pointed out that “all is clear”.", None),
    ("King Harald received Siri Dahl on Friday. “We spoke of the sea,” he said.", "Harald"),
    ("Holm’s plan fails, says Lars Holm. Stone’s answer came late. “It is time,” he said.", "Lars Holm"),
)


@pytest.mark.parametrize(("text", "name"), PRONOUNS, ids=lambda value: str(value)[-40:])
def test_a_pronoun_means_the_subject_of_the_nearest_sentence_that_fits(text: str, name: str | None) -> None:
    assert names(text)[-1] == name


def test_a_translation_from_a_language_without_gender_does_not_tell_it() -> None:
    text = "Karen Blum runs the yard. Later Peter Stone came.\n\nBlum spoke first. “It is time,” he said."
    assert names(text) == ["Peter Stone"]
    assert names(text, "tr") == ["Karen Blum"]


def test_the_only_person_is_meant_whatever_the_gender() -> None:
    assert names("Karen Blum runs the yard. “It is time,” he said.") == ["Karen Blum"]


OFFICES = (
    ("Defence Minister Ruth Kamau came. “They are well,” the minister said.", "Ruth Kamau"),
    ("The mayor of Tarn, Ada Roe, came. “They are well,” the mayor said.", "Ada Roe"),
    ("Ada Roe, the mayor of Tarn, came. “They are well,” the mayor said.", "Ada Roe"),
    (
        "Foreign Minister Ruth Kamau met Interior Minister Paul Odhiambo. “Yes,” the interior minister said.",
        "Paul Odhiambo",
    ),
    ("Foreign Minister Ruth Kamau met Interior Minister Paul Odhiambo. “We agree,” the minister said.", "minister"),
    ("Vice President Omar Diallo came. “The talks go on,” the president said.", "president"),
    (
        "Spokeswoman Ada Roe came. A spokeswoman for the union sat down. “We strike,” the spokeswoman said.",
        "spokeswoman",
    ),
)


@pytest.mark.parametrize(("text", "name"), OFFICES, ids=lambda value: str(value)[:40])
def test_an_office_means_the_only_person_who_is_printed_with_it(text: str, name: str) -> None:
    assert names(text) == [name]
