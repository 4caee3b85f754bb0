"""UTF-8 that is cut, or joined to a part in another encoding."""

import pytest

from transforms.decode import decode

OLD = "The café’s owner, François Déjean, called it naïve – and dear.\n"
NEW = "It’s a “new” line, she said.\n"


@pytest.mark.parametrize(
    ("parts", "encoding"),
    [
        ([(OLD, "windows-1252"), (NEW, "utf-8")], "windows-1252"),
        ([(NEW, "utf-8"), (OLD * 9, "windows-1252")], "windows-1252"),
        ([(OLD * 9, "utf-8"), ("Tickets are £5.", "windows-1252")], "windows-1252"),
        ([("Zoë said so. " + NEW, "utf-8"), ("© 2021 Lake Press", "windows-1252")], "windows-1252"),
        ([(NEW * 2, "utf-8"), ("Wałęsa and Błońska left.", "windows-1250")], "windows-1250"),
    ],
)
def test_each_part_is_read_in_its_own_encoding(parts: list[tuple[str, str]], encoding: str) -> None:
    raw = b"".join(text.encode(codec) for text, codec in parts)
    decoded = decode(raw)
    assert (decoded.text, decoded.how) == ("".join(text for text, _ in parts), f"utf-8 and {encoding}")
    assert decoded.bytes == raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (NEW.encode() + "and “".encode()[:-1], NEW + "and \ufffd"),
        ("’tis “late”".encode()[2:], "\ufffdtis “late”"),
        ("Паром ходит дважды".encode()[:-1], "Паром ходит дважд\ufffd"),
        ("नौका दिन में".encode()[:-2], "नौका दिन मे\ufffd"),
        ("渡船每天开两班".encode()[1:-1], "\ufffd\ufffd船每天开两\ufffd"),
    ],
)
def test_a_character_that_was_cut_is_marked(raw: bytes, text: str) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.bytes) == (text, raw)
    assert decoded.how.startswith("utf-8 with ")


def test_a_lost_byte_inside_is_marked_and_not_guessed() -> None:
    raw = (OLD * 3).encode().replace("ç".encode(), b"\xc3", 1)
    assert decode(raw).text == (OLD * 3).replace("ç", "\ufffd", 1)


def test_other_scripts_are_not_mixed_with_latin_letters() -> None:
    text = "Паром ходит дважды в день, сообщило управление порта. Причал выдержит, уверены. "
    assert decode(text.encode() * 2 + b"\xe9").text == text * 2 + "\ufffd"
