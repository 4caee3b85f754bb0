"""Old encodings of Latin letters: what a byte stands between says which character it is."""

import pytest

from transforms.decode import decode
from transforms.latin import find_latin

LEAD = "The harbour board met on Tuesday and agreed that the old ferry should sail for another year.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "A ticket will cost £4, and £11.50 for the week.",
        "© 2021 Lake Press",
        "Copyright © Lake Press",
        "It was 31.5 °C on the pier, and 12° at sea.",
        "The crossing takes 2½ hours; ¾ of it is open water.",
        "The hall of 40 m² was let.",
        "The Skimmer™ is a boat of Rowan® Yachts.",
        "Fees rose by 5¢ a mile – or 3 ‰.",
        "It´s late, she said.",
        "See § 14 of the act.",
        "• The pier is shut.",
        "“It will sail,” she said… “and soon.”",
        "the skipper’s son",
        "The ferry–tram link, he said—if it comes—is dear.",
        "The café of Zoë Núñez and Jørgen Åsen",
        "He moved from Niš to À Coruña.",
        "a façade of 1890 and a crème brûlée",
        "the €30 pass, or 30 €",
        "«Ya», he said.",
    ],
)
def test_english_with_a_single_symbol_is_windows_1252(line: str) -> None:
    raw = (LEAD + line).encode("windows-1252")
    assert (decode(raw).text, decode(raw).encoding) == (LEAD + line, "windows-1252")


@pytest.mark.parametrize(
    ("encoding", "line"),
    [
        ("mac_roman", "They met in a café by the pier."),
        ("mac_roman", "It’s late, she said: “We’ll go.”"),
        ("mac_roman", "Frau Müller and Señor Peña left."),
        ("mac_roman", "the naïve skipper’s façade"),
        ("mac_roman", "Zoë Brontë wrote it."),
        ("mac_roman", "the café … was – she said – shut"),
        ("cp850", "They met in a café by the pier."),
        ("cp850", "Frau Müller and Señor Peña left."),
        ("cp850", "Mrs Böll wrote it in Málaga."),
        ("cp850", "the road to Besançon and Orléans"),
        ("windows-1250", "Mayor Wałęsa and Mrs Błońska left."),
    ],
)
def test_what_makes_no_sense_in_windows_1252_is_read_as_what_it_is(encoding: str, line: str) -> None:
    raw = (LEAD + line).encode(encoding)
    assert (decode(raw).text, decode(raw).encoding) == (LEAD + line, encoding)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "Die Fähre fährt ab Mai wieder täglich. Größere Schäden gibt es nicht, so das Hafenamt."),
        ("mac_roman", "Le bac reliera l’île deux fois par jour dès le mois de mai, a annoncé la mairie, très fière."),
        ("mac_roman", "¿Cuándo vuelve el barco? Según la capitanía, en mayo habrá dos travesías al día."),
        ("cp850", "Die Fähre fährt ab Mai wieder täglich. Größere Schäden gibt es nicht, so das Hafenamt."),
        ("cp850", "Le bac reliera les deux rives dès le mois de mai, a annoncé la mairie, très fière, à midi."),
        ("cp850", "A balsa fará duas viagens por dia, e não há razão para preocupação, disse a prefeita."),
        ("cp852", "Přívoz bude od května jezdit dvakrát denně, oznámil úřad. Molo je podle něj v pořádku."),
        ("cp852", "Prom będzie od maja kursował dwa razy dziennie, ogłosił urząd. Pomost wytrzyma, mówią."),
    ],
)
def test_files_of_old_macs_and_of_dos_are_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("raw", [b"caf\xc3 noir", b"the 5\xea7 of", b"\xd5 5"])
def test_a_byte_that_fits_nowhere_has_no_encoding(raw: bytes) -> None:
    assert find_latin(raw) is None
