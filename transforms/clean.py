"""Raw text in, patch out: the rules' matches become edits, and edits that cannot all stand are decided between."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from transforms.evidence import Evidence
from transforms.fact import Extract, Reading
from transforms.paragraphs import Span
from transforms.patch import Edit, Patch, trimmed
from transforms.rule import Action, Match, Rule
from transforms.scan import Scanner

# What one pass repairs may be what another rule was waiting for; more passes than this were never seen to be needed.
_MOST_PASSES = 4
_AROUND = 64
_GROUP = re.compile(r"\\(\d)")
_DIGITS = re.compile(r"\d+")

Reader = Callable[[str, list[Span]], Reading]


class Cleaned(NamedTuple):
    """One cleaned document; every offset points into the raw text.

    `patch` gives the body, `declined` are the edits that were not made, `reading` holds the facts, and `paragraphs`
    the text's paragraphs each with its role.
    """

    patch: Patch
    declined: list[Edit]
    reading: Reading
    paragraphs: list[tuple[Span, str]]
    body: str


@lru_cache(maxsize=1024)
def _template(replacement: str) -> tuple[str | int, ...]:
    """Split a replacement at its groups: Match.expand would read it anew at every call, which costs ten times more."""
    return tuple(int(part) if n % 2 else part for n, part in enumerate(_GROUP.split(replacement)))


def _replacement(rule: Rule, match: Match, evidence: Evidence) -> str | None:
    if isinstance(rule.replace, str):
        return "".join([(match[part] or "") if isinstance(part, int) else part for part in _template(rule.replace)])
    return rule.replace(match, evidence) if rule.replace else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def edit_of(rule: Rule, match: Match, evidence: Evidence) -> Edit | None:
    """Make the edit that a match asks for, or none where the machinery forbids it.

    An edit never crosses a line, never breaks a protected token, never changes a digit unless its rule says that it
    does, and a change of words within quotation marks is declined: what was said is not ours to mend.
    """
    before = match[0]
    if (rule.when and not rule.when(match, evidence)) or ("\n" in before and not rule.whole_paragraph):
        return None
    start, after = match.start(), _replacement(rule, match, evidence)
    if rule.replace is not None:
        if after is None or after == before:
            return None
        if not rule.changes_digits and _DIGITS.findall(before) != _DIGITS.findall(after):
            return None
        start, before, after = trimmed(start, before, after)
    stop = start + len(before)
    if evidence.is_protected(start, stop):
        return None
    applied, message = rule.is_applied, rule.name
    if applied and _letters(before) != _letters(after or "") and evidence.is_quoted(start, stop):
        applied, message = False, f"{rule.name} (inside quotation marks)"
    after = None if rule.action is Action.FLAG else after
    return Edit(start, stop, before, after, (rule.code,), rule.action.value, applied, message)


def settle(edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Decide between edits that cannot all be applied: leftmost first, then the order given.

    Returns the applied ones, which neither overlap nor share a start, and the others. Equal edits of two rules
    become one with both codes.
    """
    applied: list[Edit] = []
    declined: list[Edit] = []
    for edit in sorted(edits, key=lambda e: e.start):
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


def held_blanks(extracts: Sequence[Extract], paragraphs: Sequence[Span], text: str) -> list[Edit]:
    """Extracts as edits, whole paragraphs with the blanks that held them.

    A paragraph takes the blanks after it along or, where no paragraph of the body follows, those before it.
    """
    wholes = {e.start: e for e in extracts}
    out = [wholes.get(p.start) for p in paragraphs]
    taken = [e is not None and e.stop >= p.stop for e, p in zip(out, paragraphs, strict=True)]
    last_kept = max((n for n, gone in enumerate(taken) if not gone), default=len(taken))
    edits = []
    for n, (extract, paragraph) in enumerate(zip(out, paragraphs, strict=True)):
        if extract is None:
            continue
        start, stop = extract.start, extract.stop
        if taken[n] and n < last_kept and n + 1 < len(paragraphs):
            stop = paragraphs[n + 1].start
        elif taken[n] and n > last_kept:
            start = paragraphs[n - 1].stop
            stop = len(text) if n + 1 == len(paragraphs) else paragraph.stop
        edits.append(Edit(start, stop, text[start:stop], "", (extract.code,), "extract", True, extract.role))
    return edits


class Cleaner:
    """The rules in force, compiled: `clean` is a function of the text alone."""

    def __init__(self, rules: Sequence[Rule], read: Reader) -> None:
        self._read = read
        self._all = Scanner(rules)
        self._neutral = Scanner([r for r in rules if r.any_language])
        self._early = Scanner([r for r in rules if r.early])

    def clean(self, text: str, *, is_english: bool = True) -> Cleaned:
        """Clean one decoded text; rules about English words and marks run only where `is_english`."""
        repair, mended = self._repair(text)
        evidence = Evidence(mended)
        reading = self._read(mended, evidence.paragraphs)
        scanner = self._all if is_english else self._neutral
        extracts = held_blanks(reading.extracts, evidence.paragraphs, mended)
        found = [e for e in self._edits(scanner, evidence) if not _within(e, extracts)]
        applied, declined = settle([*extracts, *found])
        patch = Patch(tuple(applied))
        body, patch = self._again(scanner, mended, patch)
        roles = {e.start: e.role for e in reading.extracts}
        paragraphs = [
            (p, roles.get(p.start, "body") if _gone(p, reading.extracts) else "body") for p in evidence.paragraphs
        ]
        cleaned = Cleaned(patch, declined, reading, paragraphs, body)
        return _onto_raw(cleaned, text, repair) if repair.edits else cleaned

    def _repair(self, text: str) -> tuple[Patch, str]:
        """Mend the encoding first: every other rule wants to see the characters that were meant."""
        if not (hits := self._early.hits(text)):
            return Patch(), text
        evidence = Evidence(text)
        matches = self._early.matches(evidence, hits)
        edits = (edit_of(self._early.rules[n], match, evidence) for n, match in matches)
        patch = Patch(tuple(settle(e for e in edits if e)[0]))
        return patch, patch.apply(text)

    @staticmethod
    def _edits(scanner: Scanner, evidence: Evidence) -> list[Edit]:
        """All edits that the rules ask for, in the order of the rules."""
        matches = scanner.matches(evidence, scanner.hits(evidence.text))
        edits = ((n, edit_of(scanner.rules[n], match, evidence)) for n, match in matches)
        return [e for _, e in sorted(((n, e) for n, e in edits if e), key=lambda x: x[0])]

    def _again(self, scanner: Scanner, text: str, patch: Patch) -> tuple[str, Patch]:
        """Look once more around the edits made, until nothing comes of it, so that cleaning twice is cleaning once."""
        body, fresh = patch.apply(text), patch
        for _ in range(_MOST_PASSES):
            edits = self._near(scanner, body, fresh)
            if not edits:
                break
            fresh = Patch(tuple(edits))
            patch = patch.then(text, fresh)
            body = fresh.apply(body)
        return body, patch

    @staticmethod
    def _near(scanner: Scanner, text: str, patch: Patch) -> list[Edit]:
        evidence, edits, reach = Evidence(text), [], 0
        for edit, begins in zip(patch.edits, patch.starts, strict=True):
            low, high = max(reach, begins - _AROUND), begins + len(edit.after or "") + _AROUND
            if high > low and (hits := scanner.hits(text[low:high])):
                found = ((n, edit_of(scanner.rules[n], m, evidence)) for n, m in scanner.matches(evidence, hits, low))
                edits += [e for _, e in sorted(((n, e) for n, e in found if e and e.applied), key=lambda x: x[0])]
            reach = high
        return settle(edits)[0]


def _gone(paragraph: Span, extracts: Sequence[Extract]) -> bool:
    return any(e.start <= paragraph.start and paragraph.stop <= e.stop for e in extracts)


def _within(edit: Edit, extracts: Sequence[Edit]) -> bool:
    return any((x.start < edit.stop and edit.start < x.stop) or x.start <= edit.start < x.stop for x in extracts)


def _onto_raw(cleaned: Cleaned, text: str, repair: Patch) -> Cleaned:
    """Point every offset into the raw text, where the encoding was mended first."""

    def raw(start: int, stop: int) -> tuple[int, int]:
        return repair.origin(start, stop)

    declined = []
    for edit in cleaned.declined:
        start, stop = raw(edit.start, edit.stop)
        declined.append(edit._replace(start=start, stop=stop, before=text[start:stop]))
    facts = []
    for fact in cleaned.reading.facts:
        if fact.start is None or fact.stop is None:
            facts.append(fact)
        else:
            start, stop = raw(fact.start, fact.stop)
            facts.append(fact._replace(start=start, stop=stop, text=text[start:stop]))
    paragraphs = [(Span(*raw(*span)), role) for span, role in cleaned.paragraphs]
    reading = cleaned.reading._replace(facts=facts)
    return Cleaned(repair.then(text, cleaned.patch), declined, reading, paragraphs, cleaned.body)
