"""ENC: characters that were damaged or hidden on the way to the file; markup is in `markup.py`."""

import re
import unicodedata
from string import ascii_uppercase

from transforms.mojibake import RUN, is_ambiguous, needs_a_letter, repaired, triggers
from transforms.rule import Context, Match, fix, flag

_ZERO_WIDTH = "\u200b\u2060\ufeff"
_CONTROLS = "\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f"
# Scripts that use such characters on purpose: Hebrew and Arabic, those of India, Thai, Lao, Tibetan, Burmese, Khmer.
_NEEDS_THEM = re.compile(r"[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufefc]")
_EMOJI = re.compile(r"[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_LATIN = r"A-Za-z0-9\u00c0-\u024f"
_FULL_WIDTH = "，。：；！？（）％、"
_HALF_WIDTH = dict(zip(_FULL_WIDTH, ",.:;!?()%,", strict=True))
_FULL_DIGITS = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_COMBINING = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0326\u0327\u0328\u0331"
_CONTROL_ONES = [chr(n) for n in range(0x80, 0xA0) if n not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)]


def _around(match: Match, context: Context) -> str:
    return context.text[max(0, match.start() - 4) : match.end() + 4]


def _is_needless(match: Match, context: Context) -> bool:
    around = _around(match, context)
    return not _NEEDS_THEM.search(around) and not _EMOJI.search(around)


def _one_space(match: Match, context: Context) -> str:
    """The replacement of invisible characters: a space if one was among them within a line."""
    text, start, stop = context.text, match.start(), match.end()
    inside = start > 0 and stop < len(text) and text[start - 1] not in "\n " and text[stop] not in "\n "
    return " " if " " in match[0] and inside else ""


# The letter “Â” itself: the second mark can be a part of the match.
_AROUND_A_LETTER = ("“”", '""', "‘’", "''", "«»", "()")


def _is_broken(match: Match, context: Context) -> bool:
    before, after = context.text[match.start() - 1 : match.start()], context.text[match.end() : match.end() + 1]
    if f"{before}{match[0][1:]}{after}"[:2] in _AROUND_A_LETTER:
        return False
    if needs_a_letter(match[0]):
        return before.isalpha() or (after.isalpha() and match[0] != "√π")
    return not is_ambiguous(match[0]) or before.islower() or after.islower()


def _has_smart_controls(match: Match, context: Context) -> bool:
    """Whether \\x85 is an ellipsis here and not a line break: the text has other marks of its kind."""
    return match[0] != "\x85" or any(map(context.has, "\x91\x92\x93\x94\x96\x97"))


def _spaced(match: Match, context: Context) -> str:
    """A full-width mark, with a space after it, which the mark itself contains."""
    mark, follower = _HALF_WIDTH[match[0]], context.text[match.end() : match.end() + 1]
    before = context.text[match.start() - 1 : match.start()]
    if mark == "(":
        return mark if before.isspace() else f" {mark}"
    return f"{mark} " if follower.isalnum() and mark != "%" else mark


RULES = (
    fix(
        "ENC001",
        "zero-width space",
        why="""Online translators put invisible characters around words that they moved, and portals keep them. A byte
        order mark inside a text shows where two files were joined.""",
        triggers=_ZERO_WIDTH,
        pattern=rf"(?!\A)[ ]?[{_ZERO_WIDTH}](?:[ {_ZERO_WIDTH}]*[{_ZERO_WIDTH}])?[ ]?",
        replace=_one_space,
        gate=_is_needless,
        early=True,
        any_language=True,
        examples=(
            ("made \u200b\u200bby hand", "made by hand"),
            ("the values\u200b \u200bof others", "the values of others"),
            ("gov\u2060ernment", "government"),
        ),
        counter_examples=("ภาษา\u200bไทย", "👩\u200b👧"),
    ),
    fix(
        "ENC002",
        "direction mark between Latin letters",
        why="Translations from Arabic and Hebrew keep the marks of the writing direction.",
        triggers=_CONTROLS,
        pattern=rf"[{_CONTROLS}]+",
        replace="",
        gate=_is_needless,
        early=True,
        any_language=True,
        source_languages=("ar", "he"),
        examples=(("the minister\u200f, who", "the minister, who"), ("\u202aReuters\u202c said", "Reuters said")),
        counter_examples=("שלום\u200f!", "می\u200cخواهم", "the flag 🏳\u200d🌈 flew"),
    ),
    fix(
        "ENC003",
        "soft hyphen",
        why="A web page marks where a word may break. Copied text keeps the mark inside the word.",
        triggers="\u00ad",
        pattern=r"(?<=\S)\u00ad+(?=\S)|(?<=\s)\u00ad+(?=\w)",
        replace="",
        early=True,
        any_language=True,
        examples=(("the govern\u00adment", "the government"),),
        counter_examples=("the government", "a well-known name", "1990 \u00ad 1995"),
    ),
    fix(
        "ENC004",
        "no-break space",
        why="""French puts a no-break space before ; : ! ? and inside guillemets, other languages between a number and
        its unit. English text, and search in it, expects an ordinary space.""",
        triggers=_SPACES,
        pattern=rf"[ ]*[{_SPACES}][ {_SPACES}]*",
        replace=" ",
        early=True,
        examples=(("on 20\u00a0June", "on 20 June"), ("he asks\u202f: why", "he asks : why")),
        counter_examples=("on 20 June",),
    ),
    fix(
        "ENC007",
        "UTF-8 decoded as another encoding",
        why="""A portal decoded UTF-8 as Windows or Mac text. The characters are repaired only if their bytes are
        valid UTF-8 and give a likely character.""",
        triggers=triggers(),
        trigger_offset=0,
        pattern=rf"(?:{RUN})(?:[ \w.,-]?(?:{RUN}))*+",
        replace=lambda match, _: repaired(match[0]),
        gate=_is_broken,
        early=True,
        any_language=True,
        changes_digits=True,
        window=48,
        examples=(
            ("the cafÃ©s donâ€™t open", "the cafés don’t open"),
            ("â€œYes,â€\x9d she said", "“Yes,” she said"),
            ("SÃ¡nchez â€“ a mayor", "Sánchez – a mayor"),
            ("ÐœÐ¾Ñ\x81ÐºÐ²Ð° voted", "Москва voted"),
            ("РњРѕСЃРєРІР° РІ РјР°Рµ", "Москва в мае"),
            ("it‚Äôs a caf√© now", "it’s a café now"),
            ("M√ºller and √âric go √† la carte for ‚Ç¨5", "Müller and Éric go à la carte for €5"),
            ("VoilÃ tout, Ã  la carte", "Voilà tout, à  la carte"),
            ("itÃ¢â‚¬â„¢s", "it’s"),
            ("ZoÃ« Roe", "Zoë Roe"),
        ),
        counter_examples=(
            "“SÃO PAULO”",
            "the letter “Â” is common",
            "the title «CAFÉ»",
            "IRMÃ” said",
            "IRMÃ de Deus",
            "À la carte, Éric",
            "a £5 note, 20 °C, √2",
            "СІРІ ТІНІ",
            "РЄ СЃ",
            "a root of √π or ≈ƒ",
        ),
    ),
    fix(
        "ENC013",
        "first half of a no-break space",
        why="""A portal decoded UTF-8 as Windows text and made the second byte of a no-break space a space. The first
        byte remains as Â.""",
        triggers=("Â ", "Â\n", *(f"Â{letter}" for letter in ascii_uppercase)),
        trigger_offset=0,
        pattern=r"(?:(?<=[^\W\dA-ZÀ-Þ_])|(?<=[\d.,;:!?)%”\"’]))Â(?=[ \n])(?: (?= ))?|(?<=[.,;:!?)”\"’] )Â |"
        r"(?<![^\s“(])Â(?=[A-Z][a-z])",
        replace="",
        early=True,
        any_language=True,
        examples=(
            ("Prices roseÂ 5 percent.Â  Â So it goes.", "Prices rose 5 percent. So it goes."),
            ("ÂThe port is open.", "The port is open."),
        ),
        counter_examples=("the ROMÂ ship", "Âme and Château", "ÂGE D’OR", "the letter Â, that is", "a Â alone"),
    ),
    fix(
        "ENC014",
        "text decoded wrongly that lost a byte",
        why="""A portal decoded UTF-8 wrongly, and replaced bytes that Windows leaves undefined by question marks.
        Characters are repaired only if the rest identifies them.""",
        triggers=("Ã?Â", "â€?", "â??", "â?¬â?¢", "n\ufffdt", "t\ufffds", "nï¿½t", "tï¿½s"),
        pattern=r"(?:(?<=[a-z]n)(?:\ufffd|ï¿½)(?=t\b)|(?<=\b[Ii]t)(?:\ufffd|ï¿½)(?=s\b))|Ã\?Â([\xa0-\xbf])|(?<=[,.!?…])â€\?(?=\s|\Z)|(?<=[a-z])(?:â\?\?|Ã?¢?â\?¬â\?¢)(?=(?:s|t|re|ve|ll|d|m)\b)",
        replace=lambda match, _: chr(ord(match[1]) + 0x40) if match[1] else "”" if "€" in match[0] else "’",
        early=True,
        any_language=True,
        examples=(
            ("the man from WalldÃ?Â©n", "the man from Walldén"),
            ("“Yes,â€? she said", "“Yes,” she said"),
            ("we donâ??t and itÃ¢â?¬â?¢s", "we don’t and it’s"),
            ("we don\ufffdt, and itï¿½s late", "we don’t, and it’s late"),
        ),
        counter_examples=("â??", "Ã?", "is that soâ?", "the caf\ufffds", "fen\ufffdtre"),
    ),
    flag(
        "ENC008",
        "lost character",
        why="""A program could not decode a byte and wrote the replacement character. The text does not show which
        character was lost.""",
        triggers="\ufffd",
        trigger_offset=0,
        pattern=r"\ufffd+",
        any_language=True,
        examples=(("the caf\ufffd opened", "the café opened"),),
        counter_examples=("the café opened",),
        known_problems="Between two letters it was mostly an apostrophe.",
    ),
    fix(
        "ENC009",
        "control character in place of a mark",
        why="Windows text was decoded as Latin-1, so quotation marks and dashes became control characters.",
        triggers=(*_CONTROL_ONES, "\x85"),
        pattern="[" + "".join(_CONTROL_ONES) + r"]|(?<=\w)\x85(?=[\s\w])",
        replace=lambda match, _: match[0].encode("latin-1").decode("cp1252"),
        gate=_has_smart_controls,
        early=True,
        any_language=True,
        examples=(("\x93Yes,\x94 it\x92s here", "“Yes,” it’s here"), ("it\x92s late\x85 no", "it’s late… no")),
        counter_examples=("a line\x85another line", "“Yes,” it’s here"),
    ),
    fix(
        "ENC011",
        "full-width mark in English",
        why="Chinese and Japanese marks and digits are as wide as a character, and the translation kept them.",
        triggers=(*_FULL_WIDTH, *"０１２３４５６７８９"),
        pattern=rf"(?<=[{_LATIN}\s\"”’'.,)])[{_FULL_WIDTH}](?=[{_LATIN}\s\"“‘']|\Z)|(?<!\S)（|[０-９]+(?:．[０-９]+)?％?",
        replace=lambda match, context: (
            _spaced(match, context) if match[0] in _HALF_WIDTH else match[0].translate(_FULL_DIGITS)
        ),
        early=True,
        changes_digits=True,
        source_languages=("zh", "ja"),
        examples=(
            ("In Osaka，prices rose", "In Osaka, prices rose"),
            ("about １２ people", "about 12 people"),
            ("from １２％ to 8％ now", "from 12% to 8% now"),
            ("by 5％ a year", "by 5% a year"),
            ("the ministry（Tokyo）said", "the ministry (Tokyo) said"),
        ),
        counter_examples=("他说，是的", "東京、大阪"),
        known_problems="A Japanese name inside an English sentence may keep its own comma next to a Latin letter.",
    ),
    fix(
        "ENC012",
        "letter and accent as two characters",
        why="Some systems store an accented letter as two characters. It looks the same, but search does not find it.",
        triggers=(*_COMBINING, "ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ"),
        pattern=rf"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][{_COMBINING}]+|[ﬀ-ﬆ]",
        replace=lambda match, _: unicodedata.normalize("NFKC" if match[0] in "ﬀﬁﬂﬃﬄﬅﬆ" else "NFC", match[0]),
        early=True,
        any_language=True,
        examples=(("the cafe\u0301", "the café"), ("the ﬁrst oﬃce", "the first office")),
        counter_examples=("the café", "x² and ½", "a\u20dd", "Brand™"),
    ),
)
