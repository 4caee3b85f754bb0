"""Encodings from before UTF-8: invented stories in the languages they were made for."""

import pytest

from transforms.decode import Decoded, decode
from transforms.legacy_encodings import find_encoding

STORIES = {
    "English": "The ferry’s skipper, André Müller, said it “would sail” again – twice a day – from May.",
    "French": "Le bac reliera l’île deux fois par jour dès le mois de mai, a annoncé la capitainerie : « C’est sûr. »",
    "German": "Die Fähre fährt ab Mai wieder täglich, teilte das Hafenamt mit. „Größere Schäden gibt es nicht“.",
    "Spanish": "¿Cuándo vuelve el barco? Según la capitanía, en mayo habrá dos travesías al día, mañana otra.",
    "Portuguese": "A balsa fará duas viagens por dia a partir de maio, e não há razão para preocupação.",
    "Icelandic": "Ferjan siglir tvisvar á dag frá maí, að sögn hafnarstjóra. Bryggjan þolir það, og íbúar eru ánægðir.",
    "Czech": "Přívoz bude od května jezdit dvakrát denně, oznámil úřad. Molo je podle něj v pořádku, řekl Šťastný.",
    "Polish": "Prom będzie od maja kursował dwa razy dziennie, ogłosił urząd. Pomost wytrzyma, mówią inżynierowie.",
    "Hungarian": "A komp májustól naponta kétszer közlekedik, közölte a hivatal. A stég erős, fűzte hozzá a szóvivő.",
    "Turkish": "Feribot mayıstan başlayarak günde iki sefer yapacak, dedi liman müdürlüğü. İskele sağlam, şüphe yok.",
    "Lithuanian": "Keltas nuo gegužės plauks dukart per dieną, pranešė uostas. Prieplauka tvirta, sakė inžinierius.",
    "Russian": "Паром с мая будет ходить дважды в день, сообщило управление порта. Причал выдержит, уверены инженеры.",
    "Ukrainian": "Пором із травня ходитиме двічі на день, повідомило управління порту. Її причал витримає, є певність.",
    "Greek": "Το πλοίο εκτελεί δύο δρομολόγια την ημέρα από τον Μάιο, ανακοίνωσε το λιμεναρχείο. Η αποβάθρα αντέχει.",
    "Hebrew": "המעבורת תפליג פעמיים ביום החל ממאי, מסרה רשות הנמל. המזח חזק דיו, אמרו המהנדסים.",
    "Arabic": "ستبحر العبّارة مرتين في اليوم ابتداء من مايو، كما أعلنت إدارة الميناء. والرصيف متين، بحسب المهندسين.",
    "Thai": "เรือข้ามฟากจะออกวันละสองเที่ยวตั้งแต่เดือนพฤษภาคม การท่าเรือแจ้งว่าท่าเรือเก่ายังแข็งแรง",
    "Simplified Chinese": "港务局说，渡船从五月起每天开两班，旧码头还能用。这是大家在等的消息，不过票价会上涨。",
    "Traditional Chinese": "港務局說，渡船從五月起每天開兩班，舊碼頭還能用。這是大家在等的消息，不過票價會上漲。",
    "Japanese": "渡し船は五月から一日に二便となると港湾事務所が発表した。古い桟橋はまだ使えるという。",
    "Korean": "여객선은 오월부터 하루 두 번 다닌다고 항만청이 밝혔다. 낡은 부두는 아직 튼튼하다고 기술자들은 말했다.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *[
            (western, "windows-1252")
            for western in ("English", "French", "German", "Spanish", "Portuguese", "Icelandic")
        ],
        *[(central, "windows-1250") for central in ("Czech", "Polish", "Hungarian")],
        *[(central, "iso-8859-2") for central in ("Czech", "Polish")],
        ("Turkish", "windows-1254"),
        ("Lithuanian", "windows-1257"),
        *[("Russian", encoding) for encoding in ("windows-1251", "koi8-r", "iso-8859-5", "cp866")],
        *[("Ukrainian", encoding) for encoding in ("windows-1251", "koi8-u")],
        ("Greek", "windows-1253"),
        ("Hebrew", "windows-1255"),
        *[("Arabic", encoding) for encoding in ("windows-1256", "iso-8859-6")],
        ("Thai", "cp874"),
        ("Simplified Chinese", "gb18030"),
        ("Traditional Chinese", "cp950"),
        *[("Japanese", encoding) for encoding in ("cp932", "euc-jp")],
        ("Korean", "cp949"),
    ],
)
def test_a_story_is_read_in_the_encoding_it_was_written_in(language: str, encoding: str) -> None:
    text = STORIES[language] + "\r\n"
    assert decode(text.encode(encoding)) == Decoded(text, encoding, "detected", None)


def test_the_euro_of_iso_8859_15_is_not_read_as_a_currency_sign() -> None:
    text = "La traversée coûtera 4 € dès mai, 3 € pour les îliens et 1 € le dimanche."
    assert decode(text.encode("iso-8859-15")).text == text


def test_a_single_accent_in_an_english_text_is_western() -> None:
    raw = b"The caf\xe9 at the pier opens in May, when the ferry sails again."
    assert find_encoding(raw) == "windows-1252"


@pytest.mark.parametrize("raw", [b"\xff\xfa\xfb", bytes(range(0x80, 0x100))])
def test_bytes_that_no_language_writes_have_no_encoding(raw: bytes) -> None:
    assert find_encoding(raw) is None
