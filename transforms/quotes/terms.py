"""Terms, titles and slogans: words in quotation marks that are not speech."""

_SMALL = frozenset("the of a and to in for with on from or an by at de la is".split())
# Words before the name of a thing: `the agency “Tarn Press”`, `a bar named “The Ropes”`.
_THINGS = """agency album bar book boat brand called channel club company drama film firm hotel in magazine movie named
    newspaper novel of on operation party play programme project restaurant series ship show song the theatre titled
    entitled website""".split()
_BEFORE_TITLE = ("’s", "'s", *(f" {word}" for word in _THINGS))
_INTRODUCES = ',:;—–-.!?([“"‘'


def is_title(text: str, start: int, stop: int, floor: int, fewest: int = 3) -> bool:
    """Whether a quotation is printed like a title in the middle of a sentence: `on “The Late Shift”`.

    All its words except function words have a capital, and no comma, colon or stop comes before it. It has at least
    `fewest` words, or the words before it belong to a name. `floor` is where its paragraph begins.
    """
    before = text[max(floor, start - 24) : start].rstrip()
    if not before or before[-1] in _INTRODUCES:
        return False
    words = text[start + 1 : stop - 1].split()
    for word in words:  # a loop, which most quotations leave early
        if word[0].islower() and word not in _SMALL:
            return False
    return len(words) >= fewest or (bool(words) and before.endswith(_BEFORE_TITLE))
