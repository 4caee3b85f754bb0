"""What a page asks of its reader, in words of many languages, and what a story says of the same things."""

import pytest

from transforms.layout import assign_roles
from transforms.layout.appeals import LONGEST, role_of_appeal
from transforms.layout.vocabulary import NO_PHRASES
from transforms.paragraphs import split_paragraphs

LONG = "Rain fell on the roofs of the town all day, the mayor said on Tuesday, and the streets were wet as well."


@pytest.mark.parametrize(
    "line",
    [
        "Join 40,000 neighbours on our WhatsApp channel.",
        "Want the morning's stories first? Follow us on Telegram.",
        "Rejoignez-nous sur WhatsApp et Telegram, chaque matin.",
        "Abonnieren Sie unseren Newsletter.",
        "Síguenos en Telegram para no perder nada.",
        "Seguici sul nostro canale WhatsApp.",
        "Siga o nosso canal no Telegram.",
        "Zapratite naš kanal na Viberu.",
        "Подпишитесь на наш канал в Telegram.",
        "Підписуйтесь на наш Telegram!",
        "Bizi Twitter'da takip edin.",
        "Obserwuj nas na Facebooku.",
        "Kövess minket a Facebookon is!",
        "हमें फेसबुक पर फॉलो करें",
    ],
)
def test_a_page_asks_to_be_followed(line):
    assert role_of_appeal(line, is_of_page=False) == "promotion"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Unlock unlimited reading from $2 a month", "promotion"),
        ("No commitment, cancel when you like", "promotion"),
        ("Schon ab 2 € lesen, monatlich kündbar", "promotion"),
        ("Ya eres suscriptor? Entra en tu cuenta; con tu suscripción lees todo", "promotion"),
        ("Comments that hold insults are removed by our desk.", "form"),
        ("Die Kommentare werden vor der Freigabe geprüft und wenn nötig gelöscht", "form"),
        ("Komentari koji sadrže uvrede biće obrisani", "form"),
        ("Комментарии с оскорблениями удаляются", "form"),
    ],
)
def test_offers_and_rules_are_the_page_below_a_line_of_it_only(line, role):
    assert role_of_appeal(line, is_of_page=True) == role
    assert role_of_appeal(line, is_of_page=False) is None


@pytest.mark.parametrize(
    "line",
    [
        "Seen a mistake? Tell us",
        "Fehler gefunden? Jetzt melden!",
        "Vous avez repéré une erreur ? Signalez-la",
        "Нашли ошибку? Сообщите нам",
        "Uočili ste grešku? Prijavite je!",
        "Zauważyłeś błąd? Napisz do nas",
    ],
)
def test_a_page_asks_for_its_mistakes(line):
    assert role_of_appeal(line, is_of_page=False) == "form"


@pytest.mark.parametrize(
    "line",
    [
        "Police asked people to follow its page on Facebook.",
        "We joined Facebook in 2009, and our friends followed.",
        "The city offered a rise of 6%. Follow us on Facebook",
        "“Follow us on Instagram, where we show our bread,” she added.",
        "Join the dots between Facebook and Instagram, and the fine is clear.",
        "His comments drew a sharp reply from the opposition.",
        "Subscribers of the service will have to pay $8 more from May on.",
        "The report found an error in the count.",
        "Who made the mistake is open; the commission is to report in May.",
        "Die Zeitung hat 40.000 Abonnenten verloren.",
        "Who found the mistake? A pupil of nine, and she will report it on Monday.",
        "Qui a repéré l'erreur ? Une élève de neuf ans.",
        "We found an error in our own count.",
        "If you see an error, tell us, the newspaper asks its readers every day.",
        "A subscription had cost $4 a month. Readers could get 10 free articles before.",
        "El canal de Telegram del ministerio tiene 300 suscriptores.",
        f"Follow us on Facebook{'!' * LONGEST}",
    ],
)
def test_a_story_asks_nothing(line):
    assert role_of_appeal(line, is_of_page=False) is None


def test_appeals_leave_outside_the_story_and_below_another_appeal():
    def roles(*lines):
        text = "\n\n".join(lines)
        return assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles

    ask = "Follow us on Telegram for more of our stories from the valley and its towns."
    assert roles(ask, LONG, LONG, ask) == ["promotion", None, None, "promotion"]
    assert roles(LONG, ask, LONG) == [None, None, None]
    assert roles(LONG, LONG, ask, "No commitment, cancel when you like") == [None, None, "promotion", "promotion"]


@pytest.mark.parametrize(
    "line",
    [
        "You can cancel the contract within 14 days, and your money comes back.",
        "The membership of the club fell to 312, and you can see why.",
        "Votre abonnement de bus coûtera 2 euros de plus par mois.",
        "The moderator deleted 40 insulting comments from the page of the mayor.",
        "El tribunal eliminó los comentarios del expediente.",
        "Seine Kommentare wurden gelöscht und später wieder veröffentlicht.",
        "Jego komentarze usunięto ze strony.",
    ],
)
def test_sentences_of_a_story_are_no_offers_or_rules_below_a_line_of_the_page(line):
    assert role_of_appeal(line, is_of_page=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "Write your comment; insulting comments are not published.",
        "Kommentare mit Beleidigungen werden nicht veröffentlicht.",
        "Los comentarios con insultos no serán publicados.",
        "Komentari koji sadrže uvrede neće biti objavljeni",
        "Комментарии с оскорблениями не публикуются.",
    ],
)
def test_what_is_not_published_is_a_rule_anywhere_outside_the_story(line):
    assert role_of_appeal(line, is_of_page=False) == "form"
    assert role_of_appeal("His comments were not published until 2019.", is_of_page=False) is None


def test_what_comes_to_an_inbox_is_a_promotion_and_a_sentence_is_none():
    for line in (
        "Get the morning news in your inbox",
        "Recibe las noticias en tu correo",
        "Receba o resumo no seu e-mail",
    ):
        assert role_of_appeal(line, is_of_page=False) == "promotion"
    for line in ("Receive the pass in your email, print it, and show it at the gate.", "The bill is in your inbox"):
        assert role_of_appeal(line, is_of_page=False) is None


def test_an_appeal_between_paragraphs_leaves_if_it_is_no_sentence_and_follows_no_colon():
    def roles(*lines):
        text = "\n\n".join(lines)
        return assign_roles(text, split_paragraphs(text), phrases=NO_PHRASES).roles

    assert roles(LONG, "Get the morning news in your inbox", LONG) == [None, "promotion", None]
    assert roles(LONG, "Follow us on Telegram.", LONG) == [None, None, None]
    assert roles(LONG, "The poster says:", "Follow us on Telegram", LONG) == [None, None, None, None]
