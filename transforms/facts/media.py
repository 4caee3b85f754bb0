"""Photo credits: the owner of a picture, never the author of the text."""

import re

from transforms.facts.agencies import credits_of
from transforms.facts.grammar import PERSON, UPPER
from transforms.facts.line_reading import LineReading
from transforms.facts.phrases import one_of
from transforms.layout.prose import opens_story

READER = "media"
LONGEST = 200

_PHOTOS = (
    "photo, photos, photograph, image, images, picture, pictures, foto, fotos, bild, bilder, imagen, immagine, video,"
    " credit, credits, crédit, crédits"
)
FIRST_WORDS = frozenset([*_PHOTOS.split(", "), "via", "fot"])
"""The first words of credits without a slash."""
_PHOTO = one_of(_PHOTOS)
# `水槽が並ぶ体育館＝18日、北浜町`
_JAPANESE = re.compile(r"[^。=＝]{4,60}[=＝](?:\d{1,2}月)?\d{1,2}日[^。]{0,40}")
_KIND = one_of("credit, credits, by, courtesy, courtesy of, d'archives, d’archives, crédit, source")
_CREDIT = re.compile(
    rf"[(\[*\s]*(?:{_PHOTO}(?:\s?{_KIND})?\s?[:=©/]\s*|{_PHOTO}\s(?:by|courtesy of|via)\s|via\s|[Ff]ot\.\s)"
    r"(?P<party>[^.\n]{2,120}?)[)\]*\s.]*"
)
_OWNERS = re.compile(r"[(\[\s]*(?:©|\([cC]\))\s?(?P<party>[^/|\d\n]{2,60}(?:\s?[/|]\s?[^/|\n]{2,60}){1,4})[)\]\s]*")
_ARCHIVE = re.compile(
    r"[(\s]*(?P<party>[\w.-]{2,20}(?:/[\w .-]{2,30})*/(?:[Aa]rchiv(?:es?|os?|io)?|File|POOL|Pool|Getty Images))[)\s]*"
)
# The first needs no slash and no bar.
_FORMS = (("photo", _CREDIT), ("owners", _OWNERS), ("archive", _ARCHIVE))
# More words than names have: the credit comes before a sentence.
_MOST_WORDS = 10
_COLON = ":=©/"
_FEWEST_SPACES = 5
_WORD = rf"(?:[{UPPER}][\w’'-]{{1,20}}|[{UPPER}]\.)"
_PARTY = rf"{_WORD}(?:\s{_WORD}){{0,3}}"
_SPLIT = re.compile(r"\s?[/|]\s?|\s+via\s+")

_CAPTION_END = re.compile(rf"(?:[\s(\[:])(?P<first>{_PARTY})\s?/\s?(?P<second>{_PARTY})[)\]]?\s*\Z")
# `(AP Photo/Jane Roe, File)`, `[Jane Roe/Pool Photo via AP]`, `(Photo by Jane Roe / AFP)`, `(Reuters file photo)`
_IN_BRACKETS = re.compile(r"[(\[](?P<credit>[^()\[\]\n]{4,70})[)\]]\.?\s*\Z")
_PHOTO_WORD = re.compile(
    r"(?i)(?<!\w)(?:(?:file|pool|handout|archive|drone)\s)?(?:photo(?:graph)?|foto|image|picture|pic|bild)s?"
    r"(?:\s(?:by|credit|de archivo|d['’]archives?))?(?!\w)\s?:?"
)
_BETWEEN_PARTIES = re.compile(r"\s?[/|,]\s?|(?<!\w)via\s")
# Words that a credit has with the names.
_STOCK = frozenset("file pool archive archives archiv archivo archivio arquivo handout getty images".split())
_VIA = re.compile(r"(?<!\w)via\s")
# `… in the rain. © Jane Roe, AFP`
_OWNED_END = re.compile(rf"[.!?”»)]\s©\s?(?P<first>{_PARTY})\s?[,/]\s?(?P<second>{_PARTY})\.?\s*\Z")
_COURTESY = re.compile(r"[.!?”)]\s(?:Photos?|Images?|Pictures?) courtesy of (?P<party>[^.!?]{2,50})\Z")
# `… on Monday. (Jane Roe/Valley Gazette)`, `… (Valley Gazette file)`, `… (Courtesy of Jane Roe)`, `… (Submitted photo)`
_UNNAMED = re.compile(
    rf"[.!?”\"]\s[(\[](?:{_WORD}\s{_PARTY}\s?/\s?{_PARTY}|(?!The\s){_PARTY}\s(?i:files?|archives?)"
    r"|(?i:(?:courtesy|submitted|contributed|provided|supplied|handout|staff)\s(?:photo|picture|image)s?)"
    r"|(?i:courtesy\sof|provided\sby|supplied\sby|contributed\sby|screen(?:grab|shot)\s(?:from|of|via))\s[^()\[\]]{2,50})[)\]]\Z"
)
# The greatest length of a caption, which is a separate paragraph; its end is searched in a shorter part.
LONGEST_CAPTION = 320
_REACH = 70
_BRACKETS = 2
_SHORT_REACH = 40
# `FILE - A ferry leaves the port`
_OF_FILE = tuple(f"{word} {dash} " for word in ("FILE", "ARCHIVO", "ARCHIV", "ARCHIVES") for dash in "-–—")
_LETTERS_OF_FILE = frozenset(opening[:2] for opening in _OF_FILE)
_CLOSES = (")", "]", ").", "].")
_SIGNS = (")", "/", "]", "©", "FILE", "ARCHIV")


def may_have_caption(text: str) -> bool:
    """Whether a text has any mark or word of the captions in it; a third of all texts have none."""
    return any(sign in text for sign in _SIGNS)


def may_be_caption(line: str) -> bool:
    """Whether a line begins or ends like a caption with the name of an agency; few paragraphs of a story do."""
    return line.endswith(_CLOSES) or "/" in (end := line[-_SHORT_REACH:]) or "©" in end or _is_of_file(line)


def _is_of_file(line: str) -> bool:
    return line[:2] in _LETTERS_OF_FILE and line.startswith(_OF_FILE)


def _is_unnamed(line: str) -> bool:
    """Whether a line ends with the credit of a picture in brackets, by whoever has no name of an agency."""
    return line.endswith((")", "]")) and _UNNAMED.search(line, max(0, len(line) - _REACH - _BRACKETS)) is not None


def _photo(line: str) -> LineReading | None:
    """Read a caption that ends with a photo of an agency in brackets: `(AP Photo/Jane Roe, File)`."""
    m = _IN_BRACKETS.search(line, max(0, len(line) - _REACH - _BRACKETS)) if line.endswith(_CLOSES) else None
    if m is None:
        return None
    bare, photos = _PHOTO_WORD.subn(" ", m["credit"])
    parties = [p.strip() for p in _BETWEEN_PARTIES.split(bare) if p.strip()]
    agencies = [a.name for p in parties for a in credits_of(p).agencies[:1]]
    stock = [p for p in parties if _STOCK.issuperset(p.lower().split())]
    others = [p for p in parties if not credits_of(p).agencies and p not in stock]
    is_credit = (
        agencies
        and (photos or stock or (others and _VIA.search(bare)))
        and all(re.fullmatch(PERSON, other) for other in others)
    )
    return _caption(line, agencies[0]) if is_credit else None


def read_caption(line: str) -> LineReading | None:
    """Read the caption of a picture, a paragraph that ends with an agency and a photographer: `(Xinhua/Jane Roe)`."""
    end = line[-_REACH:]
    is_signed = "/" in end or "©" in end or " courtesy of " in end
    if not (is_signed or line.endswith(_CLOSES) or _is_of_file(line)):  # as most paragraphs
        return None
    if len(line) > LONGEST_CAPTION or opens_story(line):
        return None
    found = _photo(line) or (_caption(line) if _is_of_file(line) else None) or (_signed(line) if is_signed else None)
    return found or (_caption(line) if _is_unnamed(line) else None)


def _signed(line: str) -> LineReading | None:
    """Read a caption that ends with an agency and a person, or with `courtesy of` and the owner."""
    if m := _COURTESY.search(line, max(0, len(line) - _REACH)):
        return _caption(line, m["party"])
    start = max(0, len(line) - _REACH)
    m = _OWNED_END.search(line, start) or _CAPTION_END.search(line, start)
    named = [credits_of(_PHOTO_WORD.sub("", m[part]).strip()).agencies for part in ("first", "second")] if m else []
    if m is None or all(named) or not any(named):
        return None
    person = m["second" if named[0] else "first"]
    return _caption(line, (named[0] or named[1])[0].name) if re.fullmatch(PERSON, person) else None


def _caption(line: str, party: str | None = None) -> LineReading:
    printed = line.strip()
    start = line.index(printed)
    values = (("info_sources", f"media:{party}"),) if party else ()
    return LineReading(start, start + len(printed), READER, "caption", values, "PAG009", "caption")


def _is_sentence(line: str, m: re.Match[str]) -> bool:
    """Whether no name follows `by`: `Photo by night was the theme of the show.`."""
    start = m.start("party")
    is_named = line[start].isupper() or line[start - 1] in _COLON or line[start - 2] in _COLON
    return not is_named and line.endswith(".") and line.count(" ") >= _FEWEST_SPACES


def read(line: str) -> LineReading | None:
    """Read a line that is only the credit of a picture: in `Foto: dpa`, dpa has the role `media`."""
    if len(line) > LONGEST:
        return read_caption(line)
    if not line.isascii() and _JAPANESE.fullmatch(line):
        return _caption(line)
    for form, pattern in _FORMS if "/" in line or "|" in line else _FORMS[:1]:
        if m := pattern.fullmatch(line):
            parties = [p.strip() for p in _SPLIT.split(m["party"]) if p.strip()]
            if sum(len(p.split()) for p in parties) > _MOST_WORDS:
                continue
            if _is_sentence(line, m):
                continue
            named = [next((a.name for a in credits_of(p).agencies), p) for p in parties]
            printed = line.strip()
            start = line.index(printed)
            values = tuple(("info_sources", f"media:{name}") for name in named)
            return LineReading(start, start + len(printed), READER, form, values, "BOI002", "caption")
    return read_caption(line)
