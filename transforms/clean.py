"""Raw text in, patch out: the rules' matches become edits, and edits that cannot all stand are decided between."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
_FOREIGN = (UNTRANSLATED,)
Reader = Callable[[str, list[Span]], Reading]

_UNCHANGED = Patch()


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
    start, after, applied, message = match.start(), None, rule.is_applied, rule.name
    if rule.extent:
        start, stop = rule.extent(match, evidence)
        before = evidence.text[start:stop]
    if rule.replace is not None:
        after = _replacement(rule, match, evidence)
        if after is None or after == before:
            return None
        if not rule.changes_digits and _DIGITS.findall(before) != _DIGITS.findall(after):
            return None
        if applied:  # a proposal is for people, and says the whole phrase
            start, before, after = trimmed(start, before, after)
    stop = start + len(before)
    if not rule.whole_paragraph and evidence.is_protected(start, stop):
        return None
    may_not_reword = applied and not rule.early and evidence.is_quoted(start, stop)
    if may_not_reword and _letters(before) != _letters(after or ""):
        applied, message = False, f"{rule.name} (inside quotation marks)"
    after = None if rule.action is Action.FLAG else after
    return Edit(start, stop, before, after, (rule.code,), rule.action_name, applied, message)


def flag_of(rule: Rule, span: Span, evidence: Evidence) -> Edit:
    """Flag a stretch that a rule found by looking at the whole document."""
    start, stop = span
    return Edit(start, stop, evidence.text[start:stop], None, (rule.code,), rule.action_name, False, rule.name)


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


@dataclass(slots=True)
class _Sheet:
    """One text on its way through the steps of cleaning, with what each step adds."""

    raw: str
    language: str | None
    repair: Patch = field(init=False)
    evidence: Evidence = field(init=False)
    reading: Reading = field(init=False)
    hits: Iterable[Hit] = field(init=False)
    verdicts: list[Verdict] = field(init=False)
    extracts: list[Extract] = field(init=False)
    patch: Patch = field(init=False)
    declined: list[Edit] = field(init=False)
    body: str = field(init=False)


class Cleaner:
    """The rules in force, compiled: `clean` is a function of the text alone.

    `read` reads the facts; `voters` are rules that are heard on the source language and report nothing.
    """

    def __init__(self, rules: Sequence[Rule], read: Reader, voters: Sequence[Rule] = ()) -> None:
        self._reader = read
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
        # By stage: what each does to one text.
        self._steps: dict[str, Callable[[_Sheet], None]] = {
            "repair": self._repair,
            "facts": self._read,
            "scan": self._scan,
            "rules": self._decide,
            "again": self._again,
        }

    def clean(self, text: str, language: str | None = "en") -> Cleaned:
        """Clean one decoded text in a language (BCP 47; None where undetermined).

        Rules about English words and marks run where the text is English, and not in paragraphs that are not.
        """
        (cleaned,) = self.clean_all([text], [language])
        return cleaned

    def clean_all(
        self, texts: Sequence[str], languages: Sequence[str | None], done: Callable[[str], None] = lambda stage: None
    ) -> list[Cleaned]:
        """Clean many texts, as `clean` does each; `done` is told the name of every stage behind which all of them are.

        Each step is taken for all texts before the next one is. An automaton is many times larger than a core's cache:
        text by text it is read from memory anew, which takes four times as long (39 µs a text, or 170).
        """
        sheets = [_Sheet(text, language) for text, language in zip(texts, languages, strict=True)]
        for stage, step in self._steps.items():
            for sheet in sheets:
                step(sheet)
            done(stage)
        cleaned = [_cleaned(sheet) for sheet in sheets]
        done("offsets")
        return cleaned

    def _read(self, sheet: _Sheet) -> None:
        sheet.reading = self._reader(sheet.evidence.text, sheet.evidence.paragraphs)

    def _scanner(self, sheet: _Sheet) -> Scanner:
        return self._all if sheet.language == "en" else self._neutral

    def _scan(self, sheet: _Sheet) -> None:
        sheet.hits = self._scanner(sheet).hits(sheet.evidence.text)

    def _decide(self, sheet: _Sheet) -> None:
        """Make the edits that the rules ask for, and decide which of them are applied."""
        evidence, language = sheet.evidence, sheet.language
        found = self._edits(self._scanner(sheet), evidence, sheet.hits)
        sheet.verdicts = self._verdicts(evidence, found, language)
        foreign = [
            p for p, (_, is_untranslated) in zip(evidence.paragraphs, sheet.verdicts, strict=True) if is_untranslated
        ]
        votes = [e for e in found if self._holds(e, foreign)] if foreign else [e for e in found if e.codes != _FOREIGN]
        sheet.reading.facts.extend(source_facts(votes, language))
        found = [e for e in votes if e.codes[0] not in self._silent]
        sheet.extracts = _with_found(sheet.reading.extracts, found)
        leaving = held_blanks(sheet.extracts, evidence.paragraphs, evidence.text)
        applied, sheet.declined = settle([*leaving, *_outside(found, leaving)])
        sheet.patch = Patch(tuple(applied))

    def _verdicts(self, evidence: Evidence, found: Sequence[Edit], language: str | None) -> list[Verdict]:
        """Say of each paragraph its language, where it was looked at, and whether it stayed untranslated."""
        suspected = None
        if language == "en" and self._looks_for_foreign:
            suspected = [Span(e.start, e.stop) for e in found if e.codes == _FOREIGN]
        return untranslated(evidence.text, evidence.paragraphs, language, suspected)

    def _holds(self, edit: Edit, foreign: Sequence[Span]) -> bool:
        """Whether an edit stands in view of the paragraphs that are not English."""
        inside = any(p.start <= edit.start and edit.stop <= p.stop for p in foreign)
        if edit.codes == _FOREIGN:
            return inside
        return not inside or edit.codes[0] in self._neutral_codes

    def _repair(self, sheet: _Sheet) -> None:
        """Mend the encoding first, layer by layer: every other rule wants to see the characters that were meant."""
        text, scanner = sheet.raw, self._early if sheet.language == "en" else self._early_neutral
        patch, evidence = _UNCHANGED, Evidence(text)
        if not text.isascii() or any(mark in text for mark in self._early_marks):
            for _ in range(_MOST_PASSES):
                edits = (edit for _, edit in _asked_for(scanner, evidence, scanner.hits(evidence.text)))
                fresh = Patch(tuple(settle(edits)[0]))
                if not fresh.edits:
                    break
                patch, evidence = patch.then(text, fresh), Evidence(fresh.apply(evidence.text))
        sheet.repair, sheet.evidence = patch, evidence

    @staticmethod
    def _edits(scanner: Scanner, evidence: Evidence, hits: Iterable[Hit]) -> list[Edit]:
        """All edits that the rules ask for, in the order of the rules."""
        edits = list(_asked_for(scanner, evidence, hits))
        edits += [(n, flag_of(rule, span, evidence)) for n, rule, look in scanner.looking for span in look(evidence)]
        return [edit for _, edit in sorted(edits, key=_RULE)]

    def _again(self, sheet: _Sheet) -> None:
        """Look once more around the edits made, until nothing comes of it, so that cleaning twice is cleaning once."""
        text, patch, scanner = sheet.evidence.text, sheet.patch, self._scanner(sheet)
        body, fresh = patch.apply(text), patch
        for _ in range(_MOST_PASSES):
            edits = self._near(scanner, body, fresh)
            if not edits:
                break
            fresh = Patch(tuple(edits))
            patch = patch.then(text, fresh)
            body = fresh.apply(body)
        sheet.body, sheet.patch = body, patch

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


def _cleaned(sheet: _Sheet) -> Cleaned:
    """Put together what the steps made of a text."""
    evidence = sheet.evidence
    roles = {e.start: e.role for e in sheet.extracts if _gone(e, evidence)}
    paragraphs = [
        Paragraph(span, roles.get(span.start, "body"), language, is_untranslated)
        for span, (language, is_untranslated) in zip(evidence.paragraphs, sheet.verdicts, strict=True)
    ]
    cleaned = Cleaned(sheet.patch, sheet.declined, sheet.reading, paragraphs, sheet.body)
    return _onto_raw(cleaned, sheet.raw, sheet.repair) if sheet.repair.edits else cleaned


def _gone(extract: Extract, evidence: Evidence) -> bool:
    """Whether an extract is a whole paragraph."""
    return extract.stop >= evidence.paragraph(extract.start).stop


def _with_found(read: Sequence[Extract], found: Sequence[Edit]) -> list[Extract]:
    """Add the paragraphs that rules take out of the body to those that readers take out."""
    taken = {e.start for e in read}
    rules = (Extract(e.start, e.stop, e.codes[0], "boilerplate") for e in found if e.action == "extract")
    return [*read, *(e for e in rules if e.start not in taken)]


def _outside(edits: Sequence[Edit], extracts: Iterable[Edit]) -> Sequence[Edit]:
    """The edits that touch nothing of what leaves the body."""
    for low, high, *_ in extracts:
        edits = [e for e in edits if not ((low < e.stop and e.start < high) or low <= e.start < high)]
    return edits


def _onto_raw(cleaned: Cleaned, text: str, repair: Patch) -> Cleaned:
    """Point every offset into the raw text, where the encoding was mended first."""
    # All before the first repair lies where it lay; most repairs are of blanks in the last line.
    untouched, raw = repair.starts[0], repair.origin

    # Rows are made anew by their places: `_replace` takes five times as long.
    def edit(old: Edit) -> Edit:
        start, stop = raw(old.start, old.stop)
        return Edit(start, stop, text[start:stop], *old[3:])

    def fact(old: Fact, start: int, stop: int) -> Fact:
        start, stop = raw(start, stop)
        return Fact(old.field, old.value, text[start:stop], start, stop, *old[5:])

    declined = [e if e.stop < untouched else edit(e) for e in cleaned.declined]
    facts = [
        f if f.start is None or f.stop is None or f.stop < untouched else fact(f, f.start, f.stop)
        for f in cleaned.reading.facts
    ]
    paragraphs = [p if p.span.stop < untouched else Paragraph(Span(*raw(*p.span)), *p[1:]) for p in cleaned.paragraphs]
    reading = cleaned.reading._replace(facts=facts)
    return Cleaned(repair.then(text, cleaned.patch), declined, reading, paragraphs, cleaned.body)
