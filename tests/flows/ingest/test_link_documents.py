"""Links are made in the commit that brings the documents, and follow whatever becomes of them."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.flows.linked_desk import LinkedDesk, fresh_load, partition, stored
from tests.warehouse.toy_desk import digest
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.rollback import rollback

FERRY = [
    "A ferry sank off Tarn on Monday, and 41 people were saved by fishermen, the harbour master Ole Brandt said.",
    "Fishermen saved 41 people when a ferry went down near Tarn, harbour master Brandt said on Monday.",
    "The ferry that sank off Tarn had 41 people aboard; fishermen saved all, said Ole Brandt, the harbour master.",
]
BANK = [
    "The central bank of Norland raised its rate to 4.25 percent, its governor Ida Falk told parliament.",
    "Norland's central bank raised the rate to 4.25 percent, governor Falk told parliament in Oster.",
]
COPY = FERRY[0].replace("A ferry", "The ferry")
CLOCKS = "A museum in Lund showed 300 clocks."


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.warehouse.publish", lambda *_: None)


@pytest.fixture
def desk(tmp_path: Path) -> LinkedDesk:
    return LinkedDesk(Warehouse(tmp_path / "warehouse"))


def story_of(desk: LinkedDesk, text: str) -> str | None:
    found = {row["doc_id"]: row["story_id"] for row in stored(desk.warehouse, "article_stories")}
    return found.get(digest(text))


def ids(*texts: str) -> frozenset[str]:
    return frozenset(map(digest, texts))


def test_a_commit_links_its_documents(desk: LinkedDesk) -> None:
    desk.take({"a": FERRY[0], "b": FERRY[1], "c": BANK[0], "d": BANK[1], "e": CLOCKS, "f": COPY})
    assert partition(desk.warehouse) == ({ids(*FERRY[:2], COPY), ids(*BANK)}, {ids(FERRY[0], COPY)})
    (row,) = (row for row in stored(desk.warehouse, "article_stories") if row["doc_id"] == digest(BANK[1]))
    assert row["linked_by"].startswith("Falk, 4.25, Norland")
    assert 0.45 < row["similarity"] < 1


def test_a_story_keeps_its_id_while_it_grows_and_shrinks(desk: LinkedDesk) -> None:
    desk.take({"a": FERRY[0], "b": FERRY[1]})
    first = story_of(desk, FERRY[0])
    assert first == min(map(digest, FERRY[:2]))
    desk.take({"c": FERRY[2], "d": COPY})
    assert {story_of(desk, text) for text in (*FERRY, COPY)} == {first}
    gone = "a" if first == digest(FERRY[0]) else "b"
    desk.take({gone: None})
    assert story_of(desk, FERRY[2]) == first
    desk.take({"a": FERRY[0], "b": FERRY[1]})
    assert {story_of(desk, text) for text in (*FERRY, COPY)} == {first}


def test_two_stories_that_become_one_are_a_merge(desk: LinkedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry = {"a": FERRY[0], "b": FERRY[1], "c": FERRY[2], "d": COPY}
    with monkeypatch.context() as patched:
        patched.setattr("flows.ingest.link_documents.stories", lambda *_: [[0, 1], [2, 3]])
        desk.take(ferry)
    former = {story_of(desk, text) for text in ferry.values()}
    desk.take(ferry, redo=True)
    ((merge,), into) = (stored(desk.warehouse, "story_merges"), story_of(desk, FERRY[0]))
    assert {merge["story_id"], merge["into_story_id"]} == former
    assert merge["into_story_id"] == into


def test_the_last_text_of_a_story_takes_it_into_another(desk: LinkedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry = {digest(text): text for text in (*FERRY, COPY)}
    first, second, third, _ = sorted(ferry)
    with monkeypatch.context() as patched:
        patched.setattr("flows.ingest.link_documents.stories", lambda *_: [[0, 1], [2, 3]])
        desk.take(ferry)
    desk.take({second: None})
    (merge,) = stored(desk.warehouse, "story_merges")
    assert (merge["story_id"], merge["into_story_id"]) == (first, third)


def test_removal_ends_a_story_and_a_group(desk: LinkedDesk) -> None:
    desk.take({"a": FERRY[0], "b": COPY, "c": CLOCKS})
    desk.take({"b": None})
    assert partition(desk.warehouse) == (set(), set())


def test_rollback_and_compaction_keep_the_links_of_their_documents(desk: LinkedDesk) -> None:
    desk.take({"a": FERRY[0], "b": FERRY[1]})
    linked = partition(desk.warehouse)
    desk.take({"b": BANK[0], "c": BANK[1]})
    rollback(desk.warehouse, 1)
    assert partition(desk.warehouse) == linked
    compact(desk.warehouse, due=THOROUGH)
    desk.take({"c": FERRY[2]})
    assert partition(desk.warehouse)[0] == {ids(*FERRY)}


def test_links_that_are_lost_are_made_again_of_all_documents(desk: LinkedDesk) -> None:
    desk.take({"a": FERRY[0], "b": FERRY[1]})
    desk.warehouse.commit(replace(desk.change({"c": CLOCKS}), link=lambda _: None))
    assert partition(desk.warehouse) == (set(), set())
    desk.take({"d": BANK[0]})
    assert partition(desk.warehouse)[0] == {ids(*FERRY[:2])}


@pytest.mark.slow
@pytest.mark.parametrize("most", [2, 1_000])
@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_arrival_ends_in_the_partition_of_a_fresh_load(
    tmp_path: Path, desk: LinkedDesk, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    """With few documents a stem as well, so that stems become frequent and rare again."""
    monkeypatch.setattr("transforms.stories.candidates.MOST_TEXTS", most)
    monkeypatch.setattr("transforms.stories.candidates._SHARED_AT_ONCE", 2)
    chance, texts = random.Random(seed), [*FERRY, *BANK, COPY, CLOCKS]
    held: dict[str, str] = {}
    for _ in range(6):
        change: dict[str, str | None] = {chance.choice("abcdef"): chance.choice(texts) for _ in range(2)}
        if held and chance.random() < 0.5:
            change |= {chance.choice(sorted(held)): None}
        redo = chance.random() < 0.3
        held = {name: text for name, text in (held | change).items() if text is not None}
        desk.take(change, redo=redo)
        assert partition(desk.warehouse) == fresh_load(tmp_path / str(len(list(tmp_path.iterdir()))), {*held.values()})
