"""What people decided about single changes: made, undone, and within the laws whatever they decide."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.clean import Cleaned, Cleaner
from transforms.fact import Reading
from transforms.patch import Edit, undo
from transforms.review import Ruling, change_of, decided
from transforms.rules import selected

TEXT = (
    "The council voted on Monday to to widen the harbour , in the framework of the plan.\n\n"
    "“It is late,” said he. Many people is leaving , so the the mayor assures that it is safe â€” for a hour.\n\n"
    "He said, that the bill is dead . It burned in the night from Monday to Tuesday , near the the port.\n"
)
CLEANER = Cleaner(selected(["ALL"]), lambda texts, split: [Reading([], []) for _ in texts])
PLAIN = CLEANER.clean(TEXT)
DECIDABLE = [e for e in (*PLAIN.patch.edits, *PLAIN.declined) if e.action in ("fix", "suggest") and e.after is not None]


def ruling(edit: Edit, is_accepted: bool) -> Ruling:
    assert edit.after is not None
    return Ruling(*change_of(edit.start, edit.before, edit.after), is_accepted, "Ada")


def found(cleaned: Cleaned, code: str) -> Edit:
    return next(e for e in (*cleaned.patch.edits, *cleaned.declined) if code in e.codes)


def test_the_text_has_both_kinds_and_some_that_overlap() -> None:
    assert {e.applied for e in DECIDABLE} == {True, False}
    assert len(DECIDABLE) > 9


@given(st.lists(st.sampled_from([None, True, False]), min_size=len(DECIDABLE), max_size=len(DECIDABLE)))
def test_whatever_is_decided_edits_lie_apart_and_undo_restores_the_text(decisions: list[bool | None]) -> None:
    rulings = [ruling(e, d) for e, d in zip(DECIDABLE, decisions, strict=True) if d is not None]
    cleaned = decided(PLAIN, TEXT, rulings)
    edits = cleaned.patch.edits
    assert all(one.stop <= other.start != one.start for one, other in pairwise(edits))
    assert undo(cleaned.body, edits) == TEXT
    assert all(TEXT[e.start : e.stop] == e.before for e in (*edits, *cleaned.declined))
    by_change = {r[:4]: r for r in rulings}
    for edit in (*edits, *cleaned.declined):
        if edit.decided_by:
            assert by_change[change_of(edit.start, edit.before, edit.after or "")].is_accepted == edit.applied
    rejected = {r[:4] for r in rulings} - {r[:4] for r in rulings if r.is_accepted}
    assert not [e for e in edits if change_of(e.start, e.before, e.after or "") in rejected]


def test_an_accepted_suggestion_is_made_and_says_by_whom() -> None:
    cleaned = decided(PLAIN, TEXT, [ruling(found(PLAIN, "CAL046"), True)])
    assert "harbour, as part of the plan" in cleaned.body
    edit = found(cleaned, "CAL046")
    assert (edit.applied, edit.action, edit.decided_by) == (True, "suggest", "Ada")


def test_a_rejected_fix_is_undone_alone() -> None:
    cleaned = decided(PLAIN, TEXT, [ruling(found(PLAIN, "TYP001"), False)])
    assert "widen the harbour , in" in cleaned.body
    assert "is leaving, so" in cleaned.body


@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_decision_on_what_no_rule_proposes_changes_nothing(is_accepted: bool) -> None:
    cleaned = decided(PLAIN, TEXT, [Ruling(4, 11, "council", "parliament", is_accepted, "Ada")])
    assert (cleaned.body, cleaned.patch) == (PLAIN.body, PLAIN.patch)


def test_an_accepted_proposal_that_overlaps_an_edit_is_not_made_and_says_so() -> None:
    fix = PLAIN.patch.edits[0]
    rival = Edit(fix.start, fix.stop + 1, TEXT[fix.start : fix.stop + 1], "?", ("CAL046",), "suggest", False, "rival")
    cleaned = decided(PLAIN._replace(declined=[rival]), TEXT, [ruling(rival, True)])
    assert cleaned.body == PLAIN.body
    (left,) = cleaned.declined
    assert (left.decided_by, left.message) == (None, f"rival (accepted, but it overlaps {fix.codes[0]})")
    both = decided(PLAIN._replace(declined=[rival]), TEXT, [ruling(rival, True), ruling(fix, False)])
    assert found(both, "CAL046").applied


def test_equal_proposals_of_two_rules_become_one_edit() -> None:
    one = found(PLAIN, "CAL046")
    other = one._replace(codes=("CAL044",))
    cleaned = decided(PLAIN._replace(declined=[one, other]), TEXT, [ruling(one, True)])
    assert found(cleaned, "CAL046").codes == ("CAL046", "CAL044")
