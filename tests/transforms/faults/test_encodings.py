"""Faults of encodings, control characters and mojibake: kinds that were reported, each with neighbours."""

import pytest

from tests.transforms.faults.desk import MORE, STORY, article, body

TRAILER = "14/03/2022 08:15:40 - Nairobi (AFP) - © 2022 AFP"
CYRILLIC = "Рынок открылся в пятницу, сообщила мэрия.\n\nТорговцы ждали этого дня с зимы, и теперь они довольны."


@pytest.mark.parametrize(
    ("codec", "line"),
    [
        ("cp1252", "The hall cost £7 million, she said."),
        ("cp1252", "A stall costs £40.50 a day, up from £38."),
        ("cp1252", "It was 28.6 °C in the hall at noon."),
        ("cp1252", "The roof covers 900 m² and took 2½ years."),
        ("cp1252", "The Larder™ is its bakery."),
        ("cp1252", "Fish went for 80¢ a pound."),
        ("mac_roman", "They sat in a café by the door."),
        ("mac_roman", "It’s late, said Zoë Müller."),
        ("mac_roman", "The façade is naïve, they say: “crème brûlée”."),
        ("cp850", "They sat in a café by the door."),
        ("cp850", "The façade of Frau Müller is naïve."),
    ],
)
def test_an_english_text_keeps_its_few_foreign_characters(codec: str, line: str) -> None:
    assert line in body(f"{STORY}\n\n{line}\n".encode(codec))


def test_a_copyright_sign_in_windows_1252_does_not_cost_the_credit_line() -> None:
    row = article(f"{STORY}\n\n{MORE}\n\n{TRAILER}\n".encode("cp1252"))
    assert "AFP" not in row["body"]
    assert (row["agency"], row["located"], row["country"], row["dateline_date"]) == (
        "AFP",
        "Nairobi",
        "KE",
        "2022-03-14",
    )
    assert (row["copyright_holder"], row["copyright_year"]) == ("AFP", 2022)


def test_a_text_that_was_joined_from_two_encodings_is_read_in_both() -> None:
    old = "The crêpe seller, Léa François, called it naïve – that’s all.\n\n" * 8
    row = article(old.encode("cp1252") + "It’s the one “new” line.\n".encode())
    assert "naïve – that’s" in row["body"]
    assert "“new”" in row["body"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_russian_in_utf_16_without_a_mark_is_russian(codec: str) -> None:
    row = article(CYRILLIC.encode(codec))
    assert row["language"] == "ru"
    assert row["body"] == CYRILLIC


@pytest.mark.parametrize("end", ["\x1a", "\x00\x00\x00", "\x03", "\x04\n", "\x1a\r\n"])
def test_control_characters_below_the_text_are_no_paragraph(end: str) -> None:
    row = article(f"{STORY}\n\n{MORE}\n\n{end}")
    assert row["paragraph_count"] == 2
    assert row["body"].strip() == f"{STORY}\n\n{MORE}"


@pytest.mark.parametrize("padding", ["\x00", "\x00\x00", "\x1a", "\x03", " \x00"])
def test_control_characters_are_no_part_of_a_value(padding: str) -> None:
    row = article(f"{STORY}\n\n{MORE}\n\n{TRAILER.replace('-', '–')}{padding}\n")
    assert (row["copyright_holder"], row["agency"]) == ("AFP", "AFP")


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("L√∏ken, J√∂rg and Gr√ºn", "Løken, Jörg and Grün"),
        ("the na√Øve √âlodie", "the naïve Élodie"),
        ("dinner √† deux", "dinner à deux"),
        ("at 31 ¬∞C for ‚Ç¨9", "at 31 °C for €9"),
        ("Herr Wa≈Çƒôsa", "Herr Wałęsa"),
        ("the man of LindkÃ?Â¶ping", "the man of Lindköping"),
        ("the MÃ?Â¼ller firm", "the Müller firm"),
        ("“Late,â€? he said", "“Late,” he said"),
        ("they donâ??t and canâ??t", "they don’t and can’t"),
        ("Sales fellÂ 9 percent", "Sales fell 9 percent"),
        ("sold out.Â  The rest", "sold out. The rest"),
        ("the cafÃ© wasnâ€™t open", "the café wasn’t open"),
        ("the words СЃР»РѕРІРѕ РІ РіРѕСЂРѕРґРµ", "the words слово в городе"),
        (r"Ren\u00e9e \u2013 a cook", "Renée – a cook"),
        (r"a bell.\n\nThe hall", "a bell.\n\nThe hall"),
        ("a **bold** [plan](https://hall.example/plan) of it", "a bold plan of it"),
        ("what they don&#8217t know", "what they don’t know"),
        ("what they don\ufffdt know", "what they don’t know"),
    ],
)
def test_mojibake_is_mended_where_the_way_back_is_sure(broken: str, right: str) -> None:
    assert right in body(f"{STORY}\n\nThey told of {broken} in the hall.\n")


@pytest.mark.parametrize(
    "text",
    [
        "a root of √2 or √π",
        "SÃO PAULO",
        "the letter Â alone?",
        "why â?? is that",
        "“CAFÉ” and À LA CARTE",
        "СІРІ ТІНІ",
        r"C:\news\new",
        "a 4** and a 5** hotel",
        "[a] (b)",
    ],
)
def test_what_only_looks_like_mojibake_stays(text: str) -> None:
    assert text in body(f"{STORY}\n\nThey told of {text} in the hall.\n")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("ბაზარი პარასკევს გაიხსნა, განაცხადა ქალაქის მერიამ. მოვაჭრეები ამ დღეს ზამთრიდან ელოდნენ.", ("ka", "und")),
        ("Շուկան բացվեց ուրբաթ օրը, հայտնեց քաղաքապետարանը։ Առևտրականները սպասում էին ձմռանից։", ("hy", "und")),
        ("ገበያው አርብ ዕለት ተከፈተ ሲል ከተማው ገለጸ። ነጋዴዎች ይህን ቀን ከክረምት ጀምሮ ሲጠብቁ ነበር።", ("am", "und")),
        (
            "Markaðurinn opnaði á föstudag, sagði bærinn. Kaupmenn höfðu beðið þess dags síðan í vetur, sögðu þeir.",
            ("is", "und"),
        ),
        ("Bazar cümə günü açıldı, şəhər meriyası bildirdi. Tacirlər bu günü qışdan bəri gözləyirdilər.", ("az", "und")),
        (
            "Рынак адкрыўся ў пятніцу, паведаміла мэрыя. Гандляры чакалі гэтага дня з зімы, і цяпер яны задаволеныя.",
            ("be", "und"),
        ),
    ],
)
def test_the_language_fits_the_letters(text: str, languages: tuple[str, ...]) -> None:
    assert article(text)["language"] in languages
