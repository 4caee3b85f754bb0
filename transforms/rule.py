"""What a rule is: one declaration with its reason, its pattern and its examples; and the words to declare one with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from transforms.evidence import Evidence
from transforms.paragraphs import Span

Match = re.Match[str]
Gate = Callable[[Match, Evidence], bool]
Replacement = str | Callable[[Match, Evidence], str | None]
Look = Callable[[Evidence], Iterable[Span]]
Example = tuple[str, str | None]
Extent = Callable[[Match, Evidence], tuple[int, int]]
Writer = Callable[[Match, Evidence], str | None]

_GROUP = re.compile(r"\\(\d)")


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
    is linear whatever the input. Where every match begins as far behind its trigger's first code point as any other,
    `at` tells how far, and only there it is tried: a search takes up to ten times as long to find nothing. A hit for
    which the gate `when` does not hold is none. `replace` is a template as of `re.sub`, or a function of the match and
    the document's evidence that gives None to decline.

    `examples` are pairs of a bad text and what it becomes (for a flag: what it should have been, or None where that
    takes the source), `leaves` texts that look alike and must be left alone.

    `early` rules run first, until they find no more, and all others see their result. A rule that `crosses_lines` may
    match over the line breaks within one paragraph, or the blanks between two. `extent` tells the stretch that an
    edit takes, where that is more than its match. A flag that no literal can announce has `look` instead of triggers,
    which finds its stretches in the whole document.
    `asks_for` are literals that its gate asks Evidence for, where they are sought anyway.
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
    at: int | None = None
    early: bool = False
    any_language: bool = False
    whole_paragraph: bool = False
    changes_digits: bool = False
    crosses_lines: bool = False
    extent: Extent | None = None
    look: Look | None = None
    asks_for: tuple[str, ...] = ()
    default_on: bool = True
    family: str = ""
    is_applied: bool = field(init=False)
    """Whether its hits change the text."""
    action_name: str = field(init=False)
    """As edits carry it: an enumeration takes half a microsecond to tell its value."""
    write: Writer | None = field(init=False, compare=False)
    """`replace` as a function."""

    def __post_init__(self) -> None:
        """Note what follows from the action, and from the replacement."""
        object.__setattr__(self, "is_applied", self.action in (Action.FIX, Action.EXTRACT))
        object.__setattr__(self, "action_name", self.action.value)
        object.__setattr__(self, "write", _writer(self.replace) if isinstance(self.replace, str) else self.replace)


def _writer(template: str) -> Writer:
    """A template as a function of the match: Match.expand would read it anew at every call, in ten times the time."""
    if not _GROUP.search(template):
        return lambda match, evidence: template
    form = _GROUP.sub(r"{\1}", template.replace("{", "{{").replace("}", "}}"))
    return lambda match, evidence: form.format(match[0], *match.groups(""))


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


def tell(code: str, name: str, tells: tuple[str, ...], *, examples: Iterable[str], **rest: object) -> Rule:
    """Declare a flag that is off unless it is selected and votes on the source language all the same."""
    return flag(code, name, tells=tells, examples=[(text, None) for text in examples], default_on=False, **rest)


__all__ = ["Action", "Evidence", "Match", "Rule", "Span", "extract", "fix", "flag", "suggest", "tell"]
