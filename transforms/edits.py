"""Turns the match of a rule into an edit, and resolves edits that overlap."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from transforms.context import Context
from transforms.fact import Extract
from transforms.paragraphs import Span
from transforms.patch import Edit, trimmed
from transforms.rule import Action, Match, Rule

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W_]+")
_START = itemgetter(0)


def _differ_in_numbers(before: str, after: str) -> bool:
    return _DIGIT.search(before + after) is not None and _NUMBER.findall(before) != _NUMBER.findall(after)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def edit_of(rule: Rule, match: Match, context: Context) -> Edit | None:
    """Make the edit that a match proposes; None where no rule may change that place.

    An edit never crosses a line, breaks a protected token, or changes a digit unless its rule declares that. A change
    of words within quotation marks is declined: quoted speech is not corrected.
    """
    before = match[0]
    if ("\n" in before and not _may_cross(rule, match, context)) or (rule.gate and not rule.gate(match, context)):
        return None
    start, after, applied, message = match.start(), None, rule.is_applied, rule.name
    if rule.extent:
        start, stop = rule.extent(match, context)
        before = context.text[start:stop]
    if rule.write is not None:
        after = rule.write(match, context)
        if after is None or after == before:
            return None
        if not rule.changes_digits and _differ_in_numbers(before, after):
            return None
        if applied:  # a person reads a suggestion, so it keeps the whole phrase
            start, before, after = trimmed(start, before, after)
        elif rule.action is Action.FLAG:
            after = None
    stop = start + len(before)
    if not rule.whole_paragraph and context.is_protected(start, stop):
        return None
    rewords = applied and not rule.early and _letters(before) != _letters(after or "")
    if rewords and context.is_quoted(start, stop):
        applied, message = False, f"{rule.name} (inside quotation marks)"
    return Edit(start, stop, before, after, (rule.code,), rule.action_name, applied, message)


def flag_of(rule: Rule, span: Span, context: Context) -> Edit:
    """Flag a span that a rule found by searching the whole document."""
    start, stop = span
    return Edit(start, stop, context.text[start:stop], None, (rule.code,), rule.action_name, False, rule.name)


def _may_cross(rule: Rule, match: Match, context: Context) -> bool:
    """Whether a match over a line break counts: within a paragraph, or of white space that stays a break."""
    if rule.whole_paragraph or not rule.crosses_lines:
        return rule.whole_paragraph
    return match[0].isspace() or match.end() <= context.paragraph(match.start()).stop


def resolve_overlaps(edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Choose between edits that overlap: the leftmost first, then in the order given.

    Returns the applied ones, which neither overlap nor share a start, and the others. Equal edits of two rules become
    one edit with both codes.
    """
    applied: list[Edit] = []
    declined: list[Edit] = []
    for edit in sorted(edits, key=_START):
        last = applied[-1] if applied else None
        if not edit.applied:
            declined.append(edit)
        elif last is None or (edit.start >= last.stop and edit.start > last.start):
            applied.append(edit)
        elif edit[:4] == last[:4]:
            applied[-1] = last._replace(codes=last.codes + edit.codes)
        else:
            declined.append(edit._replace(applied=False, message=f"{edit.message} (overlaps {last.codes[0]})"))
    return applied, declined


def extract_edits(extracts: Sequence[Extract], paragraphs: Sequence[Span], text: str) -> list[Edit]:
    """Turn extracts into edits, with the spaces around them.

    A whole paragraph is removed with the spaces after it or, where no paragraph of the body follows, those before it;
    the end of a paragraph is removed with those before it.
    """
    wholes: dict[int, Extract] = {}
    spans: list[tuple[int, int, Extract]] = []
    for extract in extracts:
        n = bisect_right(paragraphs, extract.start, key=_START) - 1
        if extract.start == paragraphs[n].start and extract.stop >= paragraphs[n].stop:
            wholes[n] = extract
            continue
        start = extract.start
        while extract.stop >= paragraphs[n].stop and start and text[start - 1].isspace():
            start -= 1
        spans.append((start, extract.stop, extract))
    last_kept = next((n for n in range(len(paragraphs) - 1, -1, -1) if n not in wholes), len(paragraphs))
    for n, extract in wholes.items():
        start, stop = paragraphs[n]
        is_last = n + 1 == len(paragraphs)
        if n < last_kept and not is_last:
            start, stop = start if n else 0, paragraphs[n + 1].start
        elif n > last_kept:
            start, stop = paragraphs[n - 1].stop, len(text) if is_last else stop
        spans.append((start, stop, extract))
    return [Edit(a, z, text[a:z], "", (e.code,), "extract", True, e.role) for a, z, e in spans]


def not_overlapping(edits: Sequence[Edit], extracts: Iterable[Edit]) -> Sequence[Edit]:
    """The edits that do not overlap what leaves the body."""
    for low, high, *_ in extracts:
        edits = [e for e in edits if (e.start < low and e.stop <= low) or e.start >= high]
    return edits
