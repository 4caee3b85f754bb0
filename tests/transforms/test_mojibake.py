"""What was UTF-8 is read again; what only looks like it is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mojibake import repaired, reread

LETTERS = "áàâãäçéèêëíìîïñóòôõöúùûüÁÉÑÖÜß"
MARKS = "‘’“”–—…€™"


def broken(text: str, encoding: str = "cp1252") -> str:
    """Read UTF-8 in a Windows encoding; the bytes that it leaves undefined become control characters."""
    return "".join(
        bytes([b]).decode(encoding, "ignore") or chr(b) if b > 0x7F else chr(b) for b in text.encode("utf-8")
    )


@given(
    st.text(LETTERS + MARKS + "abc ,.", min_size=1, max_size=30).filter(lambda t: not t.isascii() and not repaired(t))
)
def test_what_was_broken_is_repaired(text: str) -> None:
    assert repaired(broken(text)) == text


@pytest.mark.parametrize("text", ["Москва", "東京", "Ελλάδα", "😀"])
def test_other_scripts_are_repaired(text: str) -> None:
    assert repaired(broken(text)) == text


@pytest.mark.parametrize("run", ["É»", "Ü”", "Èš", "Ã", "ÿ€"])
def test_a_pair_that_may_be_meant_is_no_run(run: str) -> None:
    assert reread(run) in (None, "à")


@pytest.mark.parametrize("text", ["café", "À LA CARTE", "«CAFÉ»", "SÃO PAULO", "£5", "naïve"])
def test_sound_text_has_nothing_to_repair(text: str) -> None:
    assert repaired(text) is None
