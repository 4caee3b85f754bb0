"""UTF-16 without a mark is found in every script, and only there."""

import pytest

from transforms.decode import decode
from transforms.utf_16 import find_byte_order

TEXTS = {
    "English": "The ferry sails twice a day.",
    "French": "Le bac passe deux fois, dès mai.",
    "Russian": "Паром ходит дважды в день, сообщил порт.\n\nПричал выдержит.",
    "Ukrainian": "Пором ходить двічі на день.",
    "Greek": "Το πλοίο κάνει δύο δρομολόγια.",
    "Hebrew": "המעבורת תפליג פעמיים ביום.",
    "Arabic": "ستبحر العبّارة مرتين في اليوم.",
    "Hindi": "नौका दिन में दो बार चलेगी।",
    "Thai": "เรือข้ามฟากออกวันละสองเที่ยว",
    "Georgian": "ბორანი დღეში ორჯერ გადის.",
    "Armenian": "Լաստանավը օրական երկու անգամ է։",
    "Chinese": "渡船每天开两班，旧码头还能用。",
    "Japanese": "渡し船は一日に二便となると発表した。",
    "Korean": "여객선은 하루 두 번 다닌다고 밝혔다.",
}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_text_without_a_mark_is_read(language: str, encoding: str) -> None:
    raw = TEXTS[language].encode(encoding)
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.how, decoded.bytes) == (TEXTS[language], encoding, "detected", None)


@pytest.mark.parametrize("raw", [b"\x01\x02the ferry sails\x03\x04", b"", b"\x00" * 80, bytes(range(256)), b"abcd" * 9])
def test_other_bytes_have_no_byte_order(raw: bytes) -> None:
    assert find_byte_order(raw) is None


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe"])
def test_half_a_character_at_the_end_is_marked(mark: bytes) -> None:
    raw = mark + TEXTS["Russian"].encode("utf-16-le") + b"\x2e"
    decoded = decode(raw)
    assert (decoded.text, decoded.bytes) == (TEXTS["Russian"] + "\ufffd", raw)
