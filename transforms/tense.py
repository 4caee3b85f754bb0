"""The tense in which a text reports speech: past or present."""

import re
from collections.abc import Iterable

from transforms.alternation import alternation
from transforms.paragraphs import Span

PRONOUN = "he|she|they|it"
PRESENT = (
    "says|adds|notes|explains|insists|warns|recalls|laments|regrets|stresses|underlines|believes|concludes|continues|"
    "declares|affirms|assures|confides|deplores|judges|observes|points out|specifies|summarizes|summarises|sums up"
)
PAST = (
    "said|added|noted|explained|insisted|warned|recalled|lamented|regretted|stressed|underlined|believed|concluded|"
    "continued|declared|affirmed|assured|confided|deplored|judged|observed|pointed out|specified|told"
)
# A text in the past tense has at least so many attributions in it.
_FEWEST_PAST = 2

# A verb of saying is found by the space before it; the text before is checked afterwards. A pattern that begins with a
# choice of marks and pronouns would take a quarter of a millisecond for every text.
SAYING = tuple(f" {verb}" for verb in f"{PAST}|{PRESENT}".split("|"))
_SAYING = re.compile(f" (?:{alternation(verb[1:] for verb in SAYING)})")
_PAST_VERBS = frozenset(PAST.split("|"))
_PAST_BEFORE = re.compile(rf"(?:[”»\"](?: (?:{PRONOUN})| [A-Z]\w+)?|\b(?:{PRONOUN}))\Z")
_PRESENT_BEFORE = re.compile(rf"(?:[”»\"](?: (?:{PRONOUN}))?|, (?:{PRONOUN}))\Z")
_CAPITAL_AFTER = re.compile(" [A-Z]")
_CLOSING = frozenset('”»"')
_REACH = 48


def verbs_of_saying(text: str) -> list[Span]:
    """The places where a verb of saying begins, including the space before it."""
    return [Span(*m.span()) for m in _SAYING.finditer(text)]


def reports_in_past(text: str, verbs: Iterable[tuple[int, int]]) -> bool:
    """Whether a text attributes speech in the past tense, and at least as often as in the present."""
    past = present = 0
    for at, stop in verbs:
        following = text[stop : stop + 1]
        if following.isalnum() or following == "_":  # a longer word
            continue
        before, is_past = text[at - 1 : at], text[at + 1 : stop] in _PAST_VERBS
        if before in _CLOSING:  # every second one
            reports = True
        elif is_past and before == ",":
            reports = _CAPITAL_AFTER.match(text, stop) is not None
        else:
            floor = max(0, at - _REACH, text.rfind(" ", 0, at) - 1)  # from the mark before the last word on
            reports = (_PAST_BEFORE if is_past else _PRESENT_BEFORE).search(text, floor, at) is not None
        past += reports and is_past
        present += reports and not is_past
    return past >= _FEWEST_PAST and past >= present
