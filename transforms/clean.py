"""Raw text in, patch out: the rules' matches become edits, and edits that cannot all stand are decided between."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from transforms.evidence import Evidence
from transforms.fact import Extract, Fact, Reading
from transforms.paragraphs import Span
from transforms.patch import Edit, Patch, trimmed
from transforms.rule import Action, Match, Rule
from transforms.scan import Hit, Scanner
from transforms.source_language import source_facts
from transforms.untranslated import Verdict, untranslated

# What one pass repairs may be what another rule was waiting for; more passes than this were never seen to be needed.
_MOST_PASSES = 4
_AROUND = 64
_GROUP = re.compile(r"\\(\d)")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W_]+")

_RULE = _START = itemgetter(0)

UNTRANSLATED = "RES015"
Reader = Callable[[str, list[Span]], Reading]


class Cleaned(NamedTuple):
    """One cleaned document; every offset points into the raw text.

    `patch` gives the body, `declined` are the edits that were not made, `reading` holds the facts, and `paragraphs`
    the text's paragraphs each with its role.
    """

    patch: Patch
    declined: list[Edit]
    reading: Reading
    paragraphs: list["Paragraph"]
    body: str


class Paragraph(NamedTuple):
    """One paragraph of the raw text; `language` is BCP 47, where it was looked at by itself."""

    span: Span
    role: str
    language: str | None
    is_untranslated: bool


@lru_cache(maxsize=1024)
def _template(replacement: str) -> tuple[str | int, ...]:
    """Split a replacement at its groups: Match.expand would read it anew at every call, which costs ten times more."""
    return tuple(int(part) if n % 2 else part for n, part in enumerate(_GROUP.split(replacement)))


def _replacement(rule: Rule, match: Match, evidence: Evidence) -> str | None:
    if isinstance(rule.replace, str):
        return "".join([(match[part] or "") if isinstance(part, int) else part for part in _template(rule.replace)])
    return rule.replace(match, evidence) if rule.replace else None


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def edit_of(rule: Rule, match: Match, evidence: Evidence) -> Edit | None:
    """Make the edit that a match asks for, or none where the machinery forbids it.

    An edit never crosses a line, never breaks a protected token, never changes a digit unless its rule says that it
    does, and a change of words within quotation marks is declined: what was said is not ours to mend.
    """
    before = match[0]
    if ("\n" in before and not _may_cross(rule, match, evidence)) or (rule.when and not rule.when(match, evidence)):
        return None
    start, after = match.start(), _replacement(rule, match, evidence)
    if rule.extent:
        start, stop = rule.extent(match, evidence)
        before = evidence.text[start:stop]
    if rule.replace is not None:
        if after is None or after == before:
            return None
        if not rule.changes_digits and _DIGITS.findall(before) != _DIGITS.findall(after):
            return None
        if rule.is_applied:  # a proposal is for people, and says the whole phrase
            start, before, after = trimmed(start, before, after)
    stop = start + len(before)
    if not rule.whole_paragraph and evidence.is_protected(start, stop):
        return None
    applied, message = rule.is_applied, rule.name
    may_not_reword = applied and not rule.early and evidence.is_quoted(start, stop)
    if may_not_reword and _letters(before) != _letters(after or ""):
        applied, message = False, f"{rule.name} (inside quotation marks)"
    after = None if rule.action is Action.FLAG else after
    return Edit(start, stop, before, after, (rule.code,), rule.action.value, applied, message)


def flag_of(rule: Rule, span: Span, evidence: Evidence) -> Edit:
    """Flag a stretch that a rule found by looking at the whole document."""
    start, stop = span
    return Edit(start, stop, evidence.text[start:stop], None, (rule.code,), rule.action.value, False, rule.name)


def _may_cross(rule: Rule, match: Match, evidence: Evidence) -> bool:
    """Whether a match over a line break is one: within a paragraph, or nothing but blanks that stay a break."""
    if rule.whole_paragraph or not rule.crosses_lines:
        return rule.whole_paragraph
    return match[0].isspace() or match.end() <= evidence.paragraph(match.start()).stop


def settle(edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Decide between edits that cannot all be applied: leftmost first, then the order given.

    Returns the applied ones, which neither overlap nor share a start, and the others. Equal edits of two rules
    become one with both codes.
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


def held_blanks(extracts: Sequence[Extract], paragraphs: Sequence[Span], text: str) -> list[Edit]:
    """Extracts as edits, with the blanks that held them.

    A whole paragraph takes the blanks after it along or, where no paragraph of the body follows, those before it; what
    ends a paragraph takes those before it.
    """
    starts = [p.start for p in paragraphs]
    wholes: dict[int, Extract] = {}
    spans: list[tuple[int, int, Extract]] = []
    for extract in extracts:
        n = bisect_right(starts, extract.start) - 1
        if extract.start == starts[n] and extract.stop >= paragraphs[n].stop:
            wholes[n] = extract
            continue
        start = extract.start
        while extract.stop >= paragraphs[n].stop and start and text[start - 1].isspace():
            start -= 1
        spans.append((start, extract.stop, extract))
    last_kept = max((n for n in range(len(paragraphs)) if n not in wholes), default=len(paragraphs))
    for n, extract in wholes.items():
        start, stop = paragraphs[n]
        is_last = n + 1 == len(paragraphs)
        if n < last_kept and not is_last:
            stop = paragraphs[n + 1].start
        elif n > last_kept:
            start, stop = paragraphs[n - 1].stop, len(text) if is_last else stop
        spans.append((start, stop, extract))
    return [Edit(a, z, text[a:z], "", (e.code,), "extract", True, e.role) for a, z, e in spans]


class Cleaner:
    """The rules in force, compiled: `clean` is a function of the text alone.

    `read` reads the facts; `voters` are rules that are heard on the source language and report nothing.
    """

    def __init__(self, rules: Sequence[Rule], read: Reader, voters: Sequence[Rule] = ()) -> None:
        self._read = read
        self._silent = {rule.code for rule in voters}
        rules = [*rules, *voters]
        self._all = Scanner([r for r in rules if not r.early])
        self._neutral = Scanner([r for r in rules if r.any_language and not r.early])
        self._neutral_codes = {r.code for r in rules if r.any_language}
        self._looks_for_foreign = any(r.code == UNTRANSLATED for r in rules)
        early = [r for r in rules if r.early]
        self._early = Scanner(early)
        self._early_neutral = Scanner([r for r in early if r.any_language])
        # What an ASCII text must hold for an early rule to look at it at all.
        self._early_marks = {t[: 1 + (t[0] == "'")] for r in early for t in r.triggers if t.isascii()}

    def clean(self, text: str, language: str | None = "en") -> Cleaned:
        """Clean one decoded text in a language (BCP 47; None where undetermined).

        Rules about English words and marks run where the text is English, and not in paragraphs that are not.
        """
        is_english = language == "en"
        repair, evidence = self._repair(text, self._early if is_english else self._early_neutral)
        scanner = self._all if is_english else self._neutral
        mended = evidence.text
        reading = self._read(mended, evidence.paragraphs)
        found = self._edits(scanner, evidence)
        verdicts = self._verdicts(evidence, found, language)
        foreign = [p for p, (_, is_untranslated) in zip(evidence.paragraphs, verdicts, strict=True) if is_untranslated]
        votes = [e for e in found if self._holds(e, foreign)]
        reading.facts.extend(source_facts(votes, language))
        found = [e for e in votes if e.codes[0] not in self._silent]
        extracts = _with_found(reading.extracts, found)
        leaving = held_blanks(extracts, evidence.paragraphs, mended)
        applied, declined = settle([*leaving, *(e for e in found if not _within(e, leaving))])
        body, patch = self._again(scanner, mended, Patch(tuple(applied)))
        roles = {e.start: e.role for e in extracts if _gone(e, evidence)}
        paragraphs = [
            Paragraph(p, roles.get(p.start, "body"), *v) for p, v in zip(evidence.paragraphs, verdicts, strict=True)
        ]
        cleaned = Cleaned(patch, declined, reading, paragraphs, body)
        return _onto_raw(cleaned, text, repair) if repair.edits else cleaned

    def _verdicts(self, evidence: Evidence, found: Sequence[Edit], language: str | None) -> list[Verdict]:
        """Say of each paragraph its language, where it was looked at, and whether it stayed untranslated."""
        suspected = None
        if language == "en" and self._looks_for_foreign:
            suspected = [Span(e.start, e.stop) for e in found if e.codes == (UNTRANSLATED,)]
        return untranslated(evidence.text, evidence.paragraphs, language, suspected)

    def _holds(self, edit: Edit, foreign: Sequence[Span]) -> bool:
        """Whether an edit stands in view of the paragraphs that are not English."""
        inside = bool(foreign) and any(p.start <= edit.start and edit.stop <= p.stop for p in foreign)
        if edit.codes == (UNTRANSLATED,):
            return inside
        return not inside or edit.codes[0] in self._neutral_codes

    def _repair(self, text: str, scanner: Scanner) -> tuple[Patch, Evidence]:
        """Mend the encoding first, layer by layer: every other rule wants to see the characters that were meant."""
        patch, evidence = Patch(), Evidence(text)
        if text.isascii() and not any(mark in text for mark in self._early_marks):
            return patch, evidence
        for _ in range(_MOST_PASSES):
            edits = (edit for _, edit in _asked_for(scanner, evidence, scanner.hits(evidence.text)))
            fresh = Patch(tuple(settle(edits)[0]))
            if not fresh.edits:
                break
            patch, evidence = patch.then(text, fresh), Evidence(fresh.apply(evidence.text))
        return patch, evidence

    @staticmethod
    def _edits(scanner: Scanner, evidence: Evidence) -> list[Edit]:
        """All edits that the rules ask for, in the order of the rules."""
        edits = sorted(_asked_for(scanner, evidence, scanner.hits(evidence.text)), key=_RULE)
        seen = (flag_of(rule, span, evidence) for rule, look in scanner.looking for span in look(evidence))
        return [*(edit for _, edit in edits), *seen]

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
                found = _asked_for(scanner, evidence, hits, low, only_applied=True)
                edits += [edit for _, edit in sorted(found, key=_RULE) if edit.applied]
            reach = high
        return settle(edits)[0]


def _asked_for(
    scanner: Scanner, evidence: Evidence, hits: Iterable[Hit], offset: int = 0, *, only_applied: bool = False
) -> Iterator[tuple[int, Edit]]:
    """The edits that the rules ask for where their triggers were hit, each with its rule's number."""
    for n, match in scanner.matches(evidence, hits, offset, only_applied=only_applied):
        if edit := edit_of(scanner.rules[n], match, evidence):
            yield n, edit


def _gone(extract: Extract, evidence: Evidence) -> bool:
    """Whether an extract is a whole paragraph."""
    return extract.stop >= evidence.paragraph(extract.start).stop


def _with_found(read: Sequence[Extract], found: Sequence[Edit]) -> list[Extract]:
    """Add the paragraphs that rules take out of the body to those that readers take out."""
    taken = {e.start for e in read}
    rules = (Extract(e.start, e.stop, e.codes[0], "boilerplate") for e in found if e.action == "extract")
    return [*read, *(e for e in rules if e.start not in taken)]


def _within(edit: Edit, extracts: Sequence[Edit]) -> bool:
    return any((x.start < edit.stop and edit.start < x.stop) or x.start <= edit.start < x.stop for x in extracts)


def _onto_raw(cleaned: Cleaned, text: str, repair: Patch) -> Cleaned:
    """Point every offset into the raw text, where the encoding was mended first."""
    untouched = repair.starts[0]

    def raw(start: int, stop: int) -> tuple[int, int]:
        # Most repairs are of blanks in the last line: all before them lies where it lay.
        return (start, stop) if stop < untouched else repair.origin(start, stop)

    # Rows are made anew by their places: `_replace` takes five times as long.
    declined = []
    for edit in cleaned.declined:
        start, stop = raw(edit.start, edit.stop)
        declined.append(Edit(start, stop, text[start:stop], *edit[3:]))
    facts = []
    for fact in cleaned.reading.facts:
        if fact.start is None or fact.stop is None:
            facts.append(fact)
        else:
            start, stop = raw(fact.start, fact.stop)
            facts.append(Fact(fact.field, fact.value, text[start:stop], start, stop, *fact[5:]))
    paragraphs = [Paragraph(Span(*raw(*p.span)), *p[1:]) for p in cleaned.paragraphs]
    reading = cleaned.reading._replace(facts=facts)
    return Cleaned(repair.then(text, cleaned.patch), declined, reading, paragraphs, cleaned.body)
