"""Terms, titles, names of ships and nicknames: words in quotation marks that are not speech."""

_SMALL = frozenset("the of a and to in for with on from or an by at de la is".split())
# Words before the name of a thing: `the tanker “Tarn Star”`, `a bar named “The Ropes”`.
_THINGS = frozenset(
    """agency airline album app band bank bar barge battalion boat book bookshop brand brigade café called carrier
    cathedral channel cinema clinic club company corvette cruiser cutter destroyer documentary drama ferry film firm
    freighter frigate gallery hospital hotel icebreaker label liner magazine mall mine missile module movie musical
    named network newspaper nightclub novel opera operation painting park party pipeline play podcast portal programme
    project prize pub restaurant rocket satellite schooner series ship show single song stadium steamer submarine
    supermarket tanker theatre titled entitled trawler tugboat vessel warship website weekly yacht""".split()
)
_BEFORE_TITLE = ("’s", "'s", " the", " of", " in", " on")
_WORKS = frozenset(
    "ad album book documentary essay film memoir movie musical novel opera painting play podcast series song".split()
)
# `described “Salt” as a triumph`
_REGARDS = frozenset(
    "denounced describe described describes dismissed hailed panned praised regard regarded remembered see sees".split()
)
_INTRODUCES = ',:;—–-.!?([“"‘'
_JOINS = frozenset((" and ", ", ", " or ", " und ", " et ", " y ", " e ", " i ", " и ", " та "))


def is_title(text: str, start: int, stop: int, floor: int, fewest: int = 3) -> bool:
    """Whether a quotation is printed like a title in the middle of a sentence: `on “The Late Shift”`.

    All its words except function words have a capital, and no comma, colon or stop comes before it. It has at least
    `fewest` words, or the words before it belong to a name. `floor` is where its paragraph begins.
    """
    before = text[max(floor, start - 24) : start].rstrip()
    if before.endswith(("so-called", " known as", " nicknamed")):
        return True
    is_work = before.endswith(",") and names_thing(before[:-1], _WORKS)
    if not before or (before[-1] in _INTRODUCES and not is_work):
        return False
    words = text[start + 1 : stop - 1].split()
    for word in words:  # a loop, which most quotations leave early
        if word[0].islower() and word not in _SMALL:
            return False
    if is_work:
        return len(words) > 1
    names = (
        before.endswith(_BEFORE_TITLE)
        or names_thing(before)
        or _is_nickname(text, before, words, stop)
        or (text.startswith(" as ", stop) and before.rsplit(None, 1)[-1] in _REGARDS)
    )
    return len(words) >= fewest or (bool(words) and names)


def names_thing(before: str, nouns: frozenset[str] = _THINGS) -> bool:
    """Whether the last word of a text is a noun for a thing that can have a name, or its plural."""
    word = (before.rsplit(None, 1) or [""])[-1]
    return word in nouns or (word[-1:] == "s" and word[:-1] in nouns)


def _is_nickname(text: str, before: str, words: list[str], stop: int) -> bool:
    """Whether words stand between a given name and a family name: `Ida “Salt” Moss`."""
    last = before.rsplit(None, 1)[-1]
    following = text[stop : stop + 2]
    return len(words) < 3 and last[0].isupper() and following[:1] == " " and following[1:].isupper()


def is_joined(text: str, title: int, start: int, stop: int) -> bool:
    """Whether a name in quotation marks follows a title that ends at `title`: `the ships “Tarn” and “Suva”`."""
    return text[title:start] in _JOINS and text[start + 1 : start + 2].isupper() and stop - start < 40
