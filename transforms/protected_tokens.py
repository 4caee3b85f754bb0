"""Tokens that no rule may change (addresses, handles, files, code, ticker symbols), and stops that end no sentence."""

import re
from string import ascii_letters

# An address is searched only so far from an edit, so that a line without spaces costs no more than others.
_REACH = 200
_PROTECTED = re.compile(
    r"""(?:https?://|www\.)\S+        # URLs
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+  # e-mail addresses
      | (?<![\w&])(?:@|\#(?!\d+;))\w+  # handles and tags, but no entity
      | \b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|int|info|co\.uk|fr|de|es|it|ru|cn|eu)\b(?!\.\s)
      | \$[A-Z]{1,5}\b | (?<!\S)<[A-Z]{1,5}(?:\.[A-Z]{1,2})?>  # ticker symbols
      | \b\w+\.(?:txt|pdf|docx?|xlsx?|jpe?g|png|html?|py|js|zip)\b
      | \w+(?:_|\\(?!u[\dA-Fa-f]{4}|n(?![a-z])))\w+ | \w+\(\)  # code, but no JSON escape
    """,
    re.VERBOSE,
)
# Every protected token has one of these. The stop is not one of them: every third token has it.
_TELLING = re.compile(r"[/@#$<_\\(]|\.\w|www\.")
# Every text with such a token has one of these; nine texts of ten have none. A search for one character is fifteen
# times as fast as for two, and a pattern that begins with one twice as fast.
_MARKS = ("@", "#", "<", "_", "\\")
_PAIRS = tuple(map(re.compile, (r"\((?=\))", r":(?=//)", r"\.(?:[a-z]{2}|(?<=www\.))", r"\$[A-Z]")))

ABBREVIATIONS = frozenset(
    """U.S U.K U.N E.U D.C p.m a.m e.g i.e etc vs cf ca No Nos Mr Mrs Ms Messrs Dr Prof Gen Col Maj Capt Lt Sgt Cpl
    Cmdr Adm Gov Sen Rep Rev Hon Pres St Ste Mt Ft Jr Sr Inc Ltd Co Corp Bros Assn Assoc Dept Univ Govt Sec Bd Intl
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev N.H N.J N.M N.Y
    N.C N.D Okla Ore Pa R.I S.C S.D Tenn Tex Vt Va Wash W.Va Wis Wyo Ont Que
    dlr dlrs pct approx est fig vol pp mln bln cts shr oz lb lbs sq ft Ave Blvd Rd""".split()
)
_IN_ABBREVIATIONS = f"{ascii_letters}."


def may_protect(text: str) -> bool:
    """Whether a text can have a protected token at all; one test that saves some twenty others."""
    return any(mark in text for mark in _MARKS) or any(pair.search(text) for pair in _PAIRS)


def is_protected(text: str, start: int, stop: int) -> bool:
    """Whether a span cuts into an address, a handle, a file name, code or a ticker symbol.

    An HTML tag with attributes, or a link of Markdown, is no such span: it holds its addresses as a whole.
    """
    if text[start : start + 1] == "<" and text[stop - 1] == ">" and "=" in text[start:stop]:
        return False
    if text[start : start + 1] == "[" and text[stop - 1] == ")" and "](http" in text[start:stop]:
        return False
    floor, ceiling = start - _REACH if start > _REACH else 0, stop + _REACH
    low, high = text.rfind(" ", floor, start) + 1 or floor, text.find(" ", stop, ceiling)
    high = ceiling if high < 0 else high
    if not _TELLING.search(text, low, high):  # 95 % of all tokens
        return False
    low = max(low, text.rfind("\n", low, start) + 1)
    line_end = text.find("\n", stop, high)
    high = high if line_end < 0 else line_end
    return any(
        (m.start() < stop and start < m.end()) or m.start() < start == stop < m.end()
        for m in _PROTECTED.finditer(text, low, high)
    )


def ends_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial."""
    if stop >= 7 and text[stop - 7 : stop].isalpha():  # longer than every abbreviation, as half of all words
        return False
    tail = text[max(0, stop - 12) : stop]
    word = tail[len(tail.rstrip(_IN_ABBREVIATIONS)) :].lstrip(".")
    start = stop - len(word)
    if not word or word[-1] == "." or text[max(0, start - 1) : start].isalnum():
        return False
    return word in ABBREVIATIONS or (len(word) == 1 and word.isupper()) or "." in word
