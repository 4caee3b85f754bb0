"""Mojibake: text that was written as UTF-8 and decoded as something else; detected and decoded correctly."""

import re
from collections.abc import Iterator
from itertools import chain

from ftfy import fix_encoding

# cp1252 leaves five bytes undefined; lenient decoders give the control character of that number. ftfy has a codec
# that does so.
_CODEC = "sloppy-windows-1252"


def _as_cp1252(byte: int) -> str:
    return bytes([byte]).decode(_CODEC)


def _class(low: int, high: int, codec: str = _CODEC) -> str:
    """A character class of the bytes from `low` to `high`, decoded as cp1252 or by another codec."""
    return "[" + "".join(re.escape(bytes([byte]).decode(codec)) for byte in range(low, high + 1)) + "]"


_TAIL = _class(0x80, 0xBF)
# A character of two, three or four bytes, each byte read as a character of its own.
SEQUENCE = rf"(?:[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}})"
# In Mac Roman é begins with √, ° with ¬, ł with ≈; the apostrophe is ‚Äô.
_MAC_LEADS = "√¬≈ƒ"
_MAC_TAILS = bytes(range(0x80, 0xC0)).decode("mac_roman")
_MAC = rf"(?:‚Ä[ìîòôúùû¶†¢]|‚Ç¨|‚Ñ¢|[{_MAC_LEADS}][{_MAC_TAILS}])"
# The last byte of a closing quotation mark is a control character, which many systems drop or replace by a question
# mark; that of à is a space.
_CUT = r"â€(?=[\s.,;:!)]|\?(?<![,.!?…]â€\?)|\Z)|(?<![A-ZÀ-Þ])Ã(?=  ?[a-z]|\Z)"
# Cyrillic read as cp1251: а is Р°, т is С‚. One such pair can be a part of a word; a word of three of them cannot.
_CYRILLIC_CODEC = "sloppy-windows-1251"
_CYRILLIC_LEADS = "РСТ"
_CYRILLIC_TAIL = _class(0x80, 0xBF, _CYRILLIC_CODEC)
_PAIR = rf"[{_CYRILLIC_LEADS}]{_CYRILLIC_TAIL}"
_MARK = rf"В[\xa0«»]|вЂ{_CYRILLIC_TAIL}"
_CYRILLIC = rf"(?:(?:{_PAIR}){{1,2}}[ ])?(?:{_PAIR}){{3}}(?:[ ,.:\"-]{{0,2}}(?:{_PAIR}|{_MARK}))*+"
RUN = rf"{SEQUENCE}++|{_MAC}|{_CYRILLIC}|{_CUT}"
_RUN = re.compile(RUN)
_CODECS = dict.fromkeys("‚" + _MAC_LEADS, "mac_roman") | dict.fromkeys(_CYRILLIC_LEADS, _CYRILLIC_CODEC)

# One such sequence may be correct (the title «CAFÉ» ends in É»): it counts only if it gives one of these characters.
_LIKELY = set(
    chain(
        map(chr, range(0xA1, 0x100)),
        "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț",
        "\u00a0\u200b\u202f\u2009\ufeff–—‘’‚“”„†•…‰‹›€™−",
    )
)
_CYRILLIC_TEXT = re.compile(r"[А-яЁёЄєІіЇїЎўҐґ ,.:\"«»–—‘’“”„…\xa0-]+")
_QUOTES = "“”‘’»«…–—‹›"


def reread(run: str) -> str | None:
    """Decode a run of such sequences again; None if it is not one, or may be correct as it is.

    The round trip must succeed: the characters go back to bytes, and these are UTF-8.
    """
    if run == "â€":
        return "”"
    if run == "Ã":
        return "à"
    try:
        text = run.encode(_CODECS.get(run[0], _CODEC)).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    if run[0] in _CYRILLIC_LEADS:
        return text if _CYRILLIC_TEXT.fullmatch(text) else None
    if len(run) > 4 or ord(text[0]) > 0xFFFF:
        return text
    # A lone pair of letters, as in a name: only Â and Ã are so common as first bytes, and so rare as letters.
    is_name = len(run) == 2 and run[0] not in "ÂÃ" + _MAC_LEADS and run[1].isalpha() and run[1] not in "ªºˆƒ"
    return None if is_name or not set(text) <= _LIKELY else text


def is_ambiguous(run: str) -> bool:
    """Whether a run is a capital and a quotation mark or dash, as at the end of a word in capitals."""
    return len(run) == 2 and run[0] != "Â" and run[1] in _QUOTES


def needs_a_letter(run: str) -> bool:
    """Whether a run can be mathematics, with no letter next to it: √π, ≈ƒ; “√†” is à, a word by itself."""
    return len(run) == 2 and run[0] in "√≈ƒ" and run != "√†"


_BROKEN = re.compile(r"[ÃÂâ][\x80-\xbf€‚„†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸƒ]|ðŸ")


def repaired(span: str) -> str | None:
    """Repair a span by the table and, if it still looks broken, by ftfy; None if there is nothing to repair."""
    text = _RUN.sub(lambda m: reread(m[0]) or m[0], span)
    if _BROKEN.search(text):
        text = fix_encoding(text)
    return text if text != span and "\ufffd" not in text else None


def triggers() -> Iterator[str]:
    """Literals of which every run has one: the character of a first byte and that of a second one."""
    for lead in range(0xC2, 0xF5):
        yield from (_as_cp1252(lead) + _as_cp1252(tail) for tail in range(0x80, 0xC0))
    yield from (lead + tail for lead in _MAC_LEADS for tail in _MAC_TAILS)
    tails = bytes(range(0x80, 0xC0)).decode(_CYRILLIC_CODEC)
    yield from (lead + tail for lead in _CYRILLIC_LEADS for tail in tails)
    yield from ("‚Ä", "‚Ç¨", "‚Ñ¢", "Ã ", "â€")
