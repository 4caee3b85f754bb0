"""What a rule is: one declaration with its reason, its pattern and its examples; and the words to declare one with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from transforms.evidence import Evidence
from transforms.paragraphs import Span

Match = re.Match[str]
Gate = Callable[[Match, Evidence], bool]
Replacement = str | Callable[[Match, Evidence], str | None]
Look = Callable[[Evidence], Iterable[Span]]
Example = tuple[str, str | None]
Extent = Callable[[Match, Evidence], tuple[int, int]]


class Action(StrEnum):
    """What becomes of a hit: made, offered, only named, or moved out of the body."""

    FIX = "fix"
    SUGGEST = "suggest"
    FLAG = "flag"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a text.

    At each `trigger` (a literal) the `pattern` is searched in a window of `window` code points on either side; cost
    is linear whatever the input. A hit for which the gate `when` does not hold is none. `replace` is a template as of
    `re.sub`, or a function of the match and the document's evidence that gives None to decline.

    `examples` are pairs of a bad text and what it becomes (for a flag: what it should have been, or None where that
    takes the source), `leaves` texts that look alike and must be left alone.

    `early` rules run first, until they find no more, and all others see their result. A rule that `crosses_lines` may
    match over the line breaks within one paragraph, or the blanks between two. `extent` tells the stretch that a
    flag marks, where that is more than its match. A flag that no literal can announce has `look` instead of triggers,
    which finds its stretches in the whole document.
    """

    code: str
    name: str
    action: Action
    why: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    replace: Replacement | None
    examples: tuple[Example, ...]
    leaves: tuple[str, ...] = ()
    when: Gate | None = None
    tells: tuple[str, ...] = ()
    known_problems: str = ""
    window: int = 32
    early: bool = False
    any_language: bool = False
    whole_paragraph: bool = False
    changes_digits: bool = False
    crosses_lines: bool = False
    extent: Extent | None = None
    look: Look | None = None
    default_on: bool = True
    family: str = ""

    @property
    def is_applied(self) -> bool:
        """Whether its hits change the text."""
        return self.action in (Action.FIX, Action.EXTRACT)


def _maker(action: Action) -> Callable[..., Rule]:
    def make(
        code: str,
        name: str,
        *,
        why: str,
        triggers: Iterable[str] = (),
        pattern: str = r"(?!)",
        replace: Replacement | None = None,
        examples: Iterable[Example],
        leaves: Iterable[str] = (),
        flags: int = 0,
        **rest: object,
    ) -> Rule:
        return Rule(
            code,
            name,
            action,
            " ".join(why.split()),
            tuple(triggers),
            re.compile(pattern, flags),
            replace,
            tuple(examples),
            tuple(leaves),
            **rest,  # type: ignore[arg-type]  # the rest are Rule's own fields, checked by its constructor
        )

    return make


fix = _maker(Action.FIX)
suggest = _maker(Action.SUGGEST)
flag = _maker(Action.FLAG)
extract = _maker(Action.EXTRACT)

__all__ = ["Action", "Evidence", "Match", "Rule", "extract", "fix", "flag", "suggest"]
