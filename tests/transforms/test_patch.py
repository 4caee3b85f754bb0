"""The laws of Patch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.patch import Edit, OverlapError, Patch, map_offsets, trimmed

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def edit(text: str, start: int, stop: int, after: str) -> Edit:
    return Edit(start, stop, text[start:stop], after, ("X001",), "fix", True)


@st.composite
def patch_of(draw: st.DrawFn, text: str) -> Patch:
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=8).map(sorted))
    edits, last = [], -1
    for start, stop in zip(cuts[::2], cuts[1::2], strict=False):
        if start > last and start >= (edits[-1].stop if edits else 0):
            edits.append(edit(text, start, stop, draw(st.text("ab .", max_size=4))))
            last = start
    return Patch.of(edits)


def image(patch: Patch, offset: int) -> int:
    return int(map_offsets([patch], np.array([0]), np.array([offset]))[0])


@st.composite
def two_patches(draw: st.DrawFn) -> tuple[str, Patch, Patch]:
    text = draw(TEXT)
    first = draw(patch_of(text))
    return text, first, draw(patch_of(first.apply(text)))


@given(two_patches())
def test_undo_gives_the_raw_text_back(case: tuple[str, Patch, Patch]) -> None:
    text, patch, _ = case
    assert patch.undo(patch.apply(text)) == text


@given(two_patches())
def test_then_is_one_after_the_other(case: tuple[str, Patch, Patch]) -> None:
    text, first, second = case
    both = first.then(text, second)
    assert both.apply(text) == second.apply(first.apply(text))
    assert all(text[e.start : e.stop] == e.before for e in both.edits)


@given(two_patches())
def test_an_untouched_span_comes_from_itself(case: tuple[str, Patch, Patch]) -> None:
    text, patch, _ = case
    clean = patch.apply(text)
    at = 0
    for e in (*patch.edits, None):
        stop = e.start if e else len(text)
        if stop > at + 1:
            begin, end = image(patch, at + 1), image(patch, stop - 1) + 1
            assert clean[begin:end] == text[at + 1 : stop]
            assert patch.origin(begin, end) == (at + 1, stop)
        at = e.stop if e else at


@given(two_patches())
def test_inside_an_edit_and_at_an_insertion_is_where_the_result_begins(case: tuple[str, Patch, Patch]) -> None:
    _, patch, _ = case
    for e, begins in zip(patch.edits, patch.starts, strict=True):
        assert {image(patch, offset) for offset in (e.start, *range(e.start, e.stop))} == {begins}


@given(st.lists(two_patches(), max_size=4))
def test_images_in_many_texts_are_those_in_each(cases: list[tuple[str, Patch, Patch]]) -> None:
    patches = [patch for _, patch, _ in cases]
    places = [(n, offset) for n, (text, *_) in enumerate(cases) for offset in range(len(text) + 1)]
    owners, offsets = np.array(places, np.int64).reshape(-1, 2).T
    assert map_offsets(patches, owners, offsets).tolist() == [image(patches[n], offset) for n, offset in places]


@given(two_patches(), st.data())
def test_origin_holds_what_the_clean_stretch_came_from(case: tuple[str, Patch, Patch], data: st.DataObject) -> None:
    text, patch, _ = case
    clean = patch.apply(text)
    start = data.draw(st.integers(0, len(clean)))
    stop = data.draw(st.integers(start, len(clean)))
    raw_start, raw_stop = patch.origin(start, stop)
    assert 0 <= raw_start <= raw_stop <= len(text)


def test_edits_that_overlap_or_share_a_start_are_refused() -> None:
    text = "abcdef"
    for second in ((1, 4), (0, 0)):
        with pytest.raises(OverlapError):
            Patch.of([edit(text, 0, 2, "x"), edit(text, *second, "y")])


@given(TEXT, TEXT)
def test_trimming_keeps_the_change(before: str, after: str) -> None:
    start, old, new = trimmed(0, before, after)
    assert before[:start] + new + before[start + len(old) :] == after
    if old and new:
        assert old[0] != new[0]
        assert old[-1] != new[-1]


def test_texts_without_edits_keep_their_offsets() -> None:
    placed = map_offsets([Patch(), Patch()], np.array([0, 1]), np.array([3, 5]))
    assert (placed.tolist(), placed.dtype) == ([3, 5], np.int64)
