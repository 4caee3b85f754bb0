"""The declaration of a rule: its reason, its pattern and its examples; `fix`, `suggest`, `flag`, `extract` make one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from transforms.context import Context
from transforms.lazy_pattern import lazy_pattern
from transforms.paragraphs import Span

Match = re.Match[str]
Gate = Callable[[Match, Context], bool]
Replacement = str | Callable[[Match, Context], str | None]
FindSpans = Callable[[Context], Iterable[Span]]
Example = tuple[str, str | None]
Extent = Callable[[Match, Context], tuple[int, int]]
Replacer = Callable[[Match, Context], str | None]

_GROUP = re.compile(r"\\(\d)")


class Action(StrEnum):
    """What a rule does with a match: changes it, proposes a change, only flags it, or moves it out of the body."""

    FIX = "fix"
    SUGGEST = "suggest"
    FLAG = "flag"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a text.

    At each trigger (a literal of `triggers`) the `pattern` is searched in a window of `window` code points on either
    side, so the cost is linear for any input. `trigger_offset` may be given where every match begins at the same
    distance from its trigger's first code point: the pattern is then tried only there, which is up to ten times
    faster than a search that finds nothing. A match for which `gate` is false is dropped. `replace` is a template of
    `re.sub`, or a function of the match and the context of the document; it returns None to decline.

    `examples` are pairs of a bad text and the text that it becomes (for a flag: the text that it should have been, or
    None where only the source can show that). `counter_examples` are texts that look alike and must not change.

    `early` rules run first, until they find nothing more; all others see their result. A rule that `crosses_lines` may
    match across the line breaks of one paragraph, or the space between two. `extent` returns the span that an edit
    replaces, where that is more than its match. A flag without triggers has `find_spans`, which searches the whole
    document. `prefetch` are literals that the gate needs and that the scan of triggers collects.
    """

    code: str
    name: str
    action: Action
    why: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    replace: Replacement | None
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...] = ()
    gate: Gate | None = None
    source_languages: tuple[str, ...] = ()
    known_problems: str = ""
    window: int = 32
    trigger_offset: int | None = None
    early: bool = False
    any_language: bool = False
    whole_paragraph: bool = False
    changes_digits: bool = False
    crosses_lines: bool = False
    extent: Extent | None = None
    find_spans: FindSpans | None = None
    prefetch: tuple[str, ...] = ()
    default_on: bool = True
    family: str = ""
    is_applied: bool = field(init=False)
    """Whether its matches change the text."""
    action_name: str = field(init=False)
    """The value as in edits: an enumeration takes half a microsecond to give it."""
    write: Replacer | None = field(init=False, compare=False)
    """`replace` as a function."""

    def __post_init__(self) -> None:
        """Compute what depends on the action and on the replacement."""
        object.__setattr__(self, "is_applied", self.action in (Action.FIX, Action.EXTRACT))
        object.__setattr__(self, "action_name", self.action.value)
        object.__setattr__(self, "write", _replacer(self.replace) if isinstance(self.replace, str) else self.replace)


def _replacer(template: str) -> Replacer:
    """A template as a function of the match: Match.expand parses it at every call, which takes ten times as long."""
    if not _GROUP.search(template):
        return lambda match, context: template
    form = _GROUP.sub(r"{\1}", template.replace("{", "{{").replace("}", "}}"))
    return lambda match, context: form.format(match[0], *match.groups(""))


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
        counter_examples: Iterable[str] = (),
        flags: int = 0,
        **rest: object,
    ) -> Rule:
        return Rule(
            code,
            name,
            action,
            " ".join(why.split()),
            tuple(triggers),
            lazy_pattern(pattern, flags),
            replace,
            tuple(examples),
            tuple(counter_examples),
            **rest,  # type: ignore[arg-type]  # the rest are Rule's own fields, checked by its constructor
        )

    return make


fix = _maker(Action.FIX)
suggest = _maker(Action.SUGGEST)
flag = _maker(Action.FLAG)
extract = _maker(Action.EXTRACT)


def marker(code: str, name: str, source_languages: tuple[str, ...], *, examples: Iterable[str], **rest: object) -> Rule:
    """Declare a flag that is off unless it is selected, but always votes on the source language."""
    return flag(
        code,
        name,
        source_languages=source_languages,
        examples=[(text, None) for text in examples],
        default_on=False,
        **rest,
    )


__all__ = ["Action", "Context", "Match", "Rule", "Span", "extract", "fix", "flag", "marker", "suggest"]
