"""Quotations in other languages, and speech that a dash opens."""

import pytest

from tests.transforms.quotes.test_speakers import read

MARKS = (
    ("fr", "Le maire parle d’« un jour difficile pour la ville »."),
    ("es", "El alcalde habla de «un día difícil para la ciudad»."),
    ("de", "Der Bürgermeister sprach von „einem schweren Tag für die Stadt“."),
    ("it", "Il sindaco parla di «una giornata difficile per la città»."),
    ("ru", "Мэр говорит, что это был «очень трудный день для всего города»."),
)


@pytest.mark.parametrize(("language", "text"), MARKS)
def test_marks_of_a_language_are_read(language: str, text: str) -> None:
    (quote,) = read(text, language)
    assert text[quote.start] in "«„"
    assert text[quote.stop - 1] in "»“"
    assert quote.status == "partial"


SPEAKERS = (
    ("fr", "« Le pont tiendra », a déclaré Ida Moreau lundi.", "Ida Moreau", "déclaré"),
    ("fr", "« Le pont tiendra », a-t-elle ajouté.", "elle", "ajouté"),
    ("fr", "Le préfet a précisé : « Le pont tiendra tout l’hiver. »", "Le préfet", "précisé"),
    ("fr", "Réunie à Tarn lundi, Ida Moreau a déclaré : « Le pont tiendra tout l’hiver. »", "Ida Moreau", "déclaré"),
    ("fr", "« Le pont tiendra », dit Moreau pour elle.", "Moreau", "dit"),
    ("fr", "« Le pont tiendra tout l’hiver », explique-t-il.", "il", "explique-t-il"),
    ("fr", "Le pont, dit-il, « tiendra tout l’hiver ».", "il", "dit-il"),
    ("fr", "Quand il arrive, Moreau dit : « Le pont tiendra tout l’hiver. »", "Moreau", "dit"),
    ("fr", "Selon Ida Moreau, « le pont tiendra tout l’hiver ».", "Ida Moreau", "Selon"),
    ("fr", "Des proches du maire ont réagi en soulignant qu’« ils ne savaient rien de tout cela ».", None, "réagi"),
    ("es", "«El puente aguantará», dijo Inés Robles en la plaza.", "Inés Robles", "dijo"),
    ("es", "«El puente aguantará todo el invierno», ha mencionado Robles.", "Robles", "mencionado"),
    ("es", "Tras la reunión, Inés Robles añadió: «El puente aguantará todo el invierno».", "Inés Robles", "añadió"),
    ("es", 'Ana Robles dijo que se cierra. "El agua llega al puente" contó Luis Paz.', "Luis Paz", "contó"),
    ("es", 'Según Ana Robles, "El agua llega al puente" contó Luis Paz.', "Ana Robles", "Según"),
    ("es", "La alcaldesa añadió: «El puente aguantará todo el invierno».", "La alcaldesa", "añadió"),
    ("de", "«Wir haben keine Sorgen», sagte Brandt am Dienstag.", "Brandt", "sagte"),
    ("de", "„Die Brücke hält den Winter aus“, so die Stadtwerke.", "die Stadtwerke", "so"),
    ("de", "Bei einem Treffen sagte Bürgermeisterin Ilse Brandt: „Die Brücke hält den Winter aus.“", None, "sagte"),
    ("it", '"Il ponte reggerà tutto l\'inverno", ha sottolineato Moretti in aula.', "Moretti", "sottolineato"),
    (
        "es",
        "El alcalde de Tarn, Leo Robles, afirmó que el puente «no puede esperar».",
        "El alcalde de Tarn, Leo Robles",
        "afirmó",
    ),
    (
        "fr",
        "Interrogé sur l’hiver, le préfet Luc Moreau a répondu : « Nous verrons. »",
        "le préfet Luc Moreau",
        "répondu",
    ),
    ("de", "Der Verband sprach von einem „schwarzen Tag“.", "Der Verband", "sprach"),
    ("pt", "“A ponte vai aguentar”, disse a engenheira Rita Moura ontem.", "a engenheira Rita Moura", "disse"),
    ("pt", "A autarca afirmou que a ponte “vai aguentar”.", "A autarca", "afirmou"),
    ("pl", "Most stoi. „To nie wystarczy” – oceniła Ewa Moss.", "Ewa Moss", "oceniła"),
    ("ru", "«Мост выдержит зиму», — заявил инженер Олег Дюжев.", "инженер Олег Дюжев", "заявил"),
    ("ru", "По словам Анны Дюжевой, мост «выдержит зиму».", "Анны Дюжевой", "По словам"),
    ("uk", "«Міст витримає зиму», — розповіла лікарка Олена Дюжева.", "лікарка Олена Дюжева", "розповіла"),
    ("ro", "Vorbind despre iarnă, Albu a declarat: „Podul va rezista toată iarna.”", "Albu", None),
)


@pytest.mark.parametrize(("language", "text", "speaker", "cue"), SPEAKERS, ids=lambda value: str(value)[:30])
def test_a_speaker_is_read_by_the_cues_of_the_language(
    language: str, text: str, speaker: str | None, cue: str | None
) -> None:
    (quote,) = read(text, language)
    assert quote.cue == cue
    assert quote.speaker == speaker or (speaker is None and quote.speaker is not None)
    assert quote.form is not None
    assert quote.form.startswith("other_")


def test_another_s_quotation_is_not_carried_over_a_colon() -> None:
    found = read("„Das war knapp“, meinte Kern. Reuter war enttäuscht: „Wir haben zwei Punkte verschenkt.“", "de")
    assert [quote.speaker for quote in found] == ["Kern", None]


def test_a_firm_in_quotation_marks_is_not_what_its_verb_quotes() -> None:
    (quote,) = read("Фирма «Севтарн» заявила о потерях.", "ru")
    assert (quote.status, quote.speaker) == ("scare", None)


DASHED = (
    ("– The bridge is open, says engineer Nils Hagen in Tarn.", "– The bridge is open", "engineer Nils Hagen"),
    (
        "The town woke up late. – We heard nothing at all – explained the baker.",
        "– We heard nothing at all",
        "the baker",
    ),
    ("– It was a quiet night, ” says Hagen.", "– It was a quiet night, ”", "Hagen"),
)


@pytest.mark.parametrize(("text", "speech", "speaker"), DASHED)
def test_a_dash_opens_speech_that_somebody_is_said_to_say(text: str, speech: str, speaker: str) -> None:
    (quote,) = read(text)
    assert (text[quote.start : quote.stop], quote.speaker, quote.status) == (speech, speaker, "complete")


@pytest.mark.parametrize(
    "text",
    [
        "– Tickets, maps and bread\n– Water, says the list in full, and salt that it names",
        "– The bridge, says engineer Nils Hagen in Tarn.",
        "- In spring, I often say that the road is worse.",
        "TARN, S.C. — In autumn, Oduya was winning the vote.",
        "It rained. — After the storm, Tarn says it wants a new dam for the river.",
    ],
)
def test_a_dash_alone_opens_no_speech(text: str) -> None:
    assert read(text) == []


THINGS = (
    ("de", "Die Polizei sagte, die „MS Aurora“ sei auf Grund gelaufen.", None),
    ("ru", "Министр сообщил, что танкер «Северное сияние» прибыл в порт.", None),
    ("fr", "Le pétrolier « Étoile du Nord » s’est échoué lundi, a annoncé la préfecture.", None),
    ("fr", "Le capitaine du navire a dit : « Tout est perdu. »", "Le capitaine du navire"),
    ("ru", "Министр назвал план «Безумием».", "Министр"),
    ("de", "Der Minister sprach von einer „Katastrophe“.", "Der Minister"),
)


@pytest.mark.parametrize(("language", "text", "speaker"), THINGS)
def test_the_name_of_a_thing_is_nobody_s_speech(language: str, text: str, speaker: str | None) -> None:
    assert [quote.speaker for quote in read(text, language)] == [speaker]
