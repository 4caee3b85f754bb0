"""A paragraph that stayed in the source's language is found, and nothing else is."""

import pytest

from transforms.paragraphs import split_paragraphs
from transforms.rules.foreign import reads_foreign
from transforms.untranslated import suspects, untranslated

ENGLISH = "The harbour has been closed since Monday, and the council will not say when it opens again."
FOREIGN = {
    "fr": "La préfecture a fermé le port lundi, et les pêcheurs ne savent pas quand ils pourront sortir.",
    "de": "Der Hafen ist seit Montag geschlossen, und die Fischer wissen nicht, wann sie wieder auslaufen dürfen.",
    "es": "El puerto está cerrado desde el lunes y los pescadores no saben cuándo podrán salir con sus barcos.",
    "ru": "Порт закрыт с понедельника, и рыбаки не знают, когда они снова смогут выйти в море.",
    "hi": "बंदरगाह सोमवार से बंद है और मछुआरों को नहीं पता कि वे फिर कब समुद्र में जा सकेंगे।",
    "ja": "港は月曜日から閉鎖されており、漁師たちはいつ再び海に出られるのか分からない。",
}


def verdicts(*paragraphs: str, language: str | None = "en") -> list[tuple[str | None, bool]]:
    text = "\n\n".join(paragraphs)
    return untranslated(text, split_paragraphs(text), language)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_foreign_paragraph_is_found_among_english_ones(language: str) -> None:
    assert verdicts(ENGLISH, FOREIGN[language], ENGLISH) == [(None, False), (language, True), (None, False)]


def test_an_english_text_with_foreign_names_is_left_alone() -> None:
    paragraphs = (
        "The Banco de la Nación and the daily El Faro del Sur have their seats in the Calle de los Pinos.",
        "“Das Boot der Anderen”, a film by Ludwig von der Alm, won the prize of the jury on Sunday.",
        "Shares of Société des Ports du Nord fell 3 percent, and those of Hafen und Werft AG rose.",
    )
    assert verdicts(*paragraphs) == [(None, False)] * 3


@pytest.mark.parametrize(
    "paragraph",
    [
        "The buyers are Caisse du Port, Union des Pêcheurs et des Travaux du Sud and Société de la Digue.",
        "Harbour Walk (Sector Bosque del Faro)",
        "El Charco del Norte",
    ],
)
def test_names_alone_do_not_make_a_paragraph_foreign(paragraph: str) -> None:
    assert verdicts(ENGLISH, paragraph, ENGLISH) == [(None, False)] * 3


def test_capitals_and_small_words_of_a_sentence_are_foreign() -> None:
    assert reads_foreign("EL PUERTO ESTÁ CERRADO POR LAS OBRAS")
    assert reads_foreign("Das ist die Stadt der Brücken.")


def test_a_text_wholly_in_its_own_language_is_not_untranslated() -> None:
    assert verdicts(FOREIGN["fr"], FOREIGN["fr"], language="fr") == [(None, False)] * 2


def test_english_paragraphs_make_a_mixed_text_english() -> None:
    assert verdicts(FOREIGN["hi"], FOREIGN["hi"], ENGLISH, language="hi") == [("hi", True), ("hi", True), (None, False)]


def test_a_paragraph_translated_in_part_is_not_meant() -> None:
    assert reads_foreign(FOREIGN["hi"])
    assert not reads_foreign(FOREIGN["hi"].replace("समुद्र", "harbour"))


def test_names_in_latin_letters_do_not_hide_another_script() -> None:
    assert verdicts(
        ENGLISH, "В порту выступят группы Harbour Lights, The Tide и ещё одна, а потом закроют ворота."
    ) == [
        (None, False),
        ("ru", True),
    ]


def test_known_suspects_spare_the_search() -> None:
    text = f"{ENGLISH}\n\n{FOREIGN['de']}"
    paragraphs = split_paragraphs(text)
    assert suspects(text, paragraphs) == [paragraphs[1]]
    assert untranslated(text, paragraphs, "en", suspected=[paragraphs[1]]) == untranslated(text, paragraphs, "en")
    assert untranslated(text, paragraphs, "en", suspected=[]) == [(None, False)] * 2
