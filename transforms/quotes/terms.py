"""Terms, titles and slogans: what stands in quotation marks without being said."""

_SMALL = frozenset("the of a and to in for with on from or an by at de la is".split())
_INTRODUCES = ',:;—–-.!?([“"‘'


def is_title(text: str, start: int, stop: int, floor: int, fewest: int = 3) -> bool:
    """Whether a quotation is printed as a title is, in the middle of a sentence: `on “The Late Shift”`.

    All its words but small ones have a capital, and no comma, colon or stop stands before it. It has `fewest` words, or
    what stands before it belongs to a name. `floor` is where its paragraph begins.
    """
    words = text[start + 1 : stop - 1].split()
    before = text[max(floor, start - 24) : start].rstrip()
    if not words or not all(word in _SMALL or not word[0].islower() for word in words):
        return False
    if not before or before[-1] in _INTRODUCES:
        return False
    return len(words) >= fewest or before.endswith(
        ("’s", "'s", " on", " in", " of", " the", " show", " film", " called")
    )
