"""Anything that is done to a warehouse, in any order, is what a dict would be."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from schemas import TABLES
from tests.warehouse.toy_desk import Desk, columns, digest, toy_body
from warehouse import Change, Warehouse, new_commit_id
from warehouse.catalog import open_memory, stored_views
from warehouse.compact import THOROUGH, compact
from warehouse.gc import collect_garbage
from warehouse.lookup import current_files
from warehouse.rollback import rollback
from warehouse.snapshot import EMPTY
from warehouse.verify import verify

NAMES = ("wire", "archive's")
COLLECTIONS = st.sampled_from(NAMES)
URIS = st.sampled_from(["a", "b", "new s\n.txt", "🗞"])
TEXTS = st.sampled_from(["teh one", "teh two [ad]", "teh three ??", "plain"])
Files = dict[tuple[str, str], str]


@dataclass(frozen=True)
class State:
    """What the warehouse must show: text and rules by collection and uri, decisions, texts ever taken."""

    files: Files = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    decided: tuple[tuple[int, str], ...] = ()
    taken: frozenset[str] = frozenset()


class Model(RuleBasedStateMachine):
    """The same steps on a warehouse and on plain values."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.warehouse = Warehouse(Path(self.folder.name))
        self.state = State()
        self.past: dict[int, State] = {}
        self.steps = 0

    def teardown(self) -> None:
        if self.past:
            assert verify(self.warehouse) == []
        STEPS.append(self.steps)
        self.folder.cleanup()

    def _take(self, collection: str, files: dict[str, str | None], *, redo: bool = False) -> None:
        version = f"rules-{self.steps}" if redo else "rules"
        after = self.state.files | {(collection, uri): text for uri, text in files.items() if text is not None}
        after = {
            place: text
            for place, text in after.items()
            if files.get(place[1], "") is not None or place[0] != collection
        }
        new = {text for text in files.values() if text is not None}
        refined = {text for text in new if redo or text not in self.state.rules}
        rules = {text: version if text in refined else self.state.rules[text] for text in set(after.values()) & new}
        kept = {text: made for text, made in self.state.rules.items() if text in set(after.values())}
        state = replace(self.state, files=after, rules=kept | rules, taken=self.state.taken | new)
        made = Desk(self.warehouse, rules=version, collection=collection).take(files, redo=redo)
        self._agree(made.number, state)

    def _agree(self, number: int, state: State) -> None:
        self.state = self.past[number] = state
        self.steps += 1
        found = {
            (name, uri): doc_id
            for name in NAMES
            for uri, doc_id in zip(
                *current_files(self.warehouse.stored("arrivals"), name).to_pydict().values(), strict=True
            )
        }
        assert found == {place: digest(text) for place, text in state.files.items()}
        assert self._stored("articles", "doc_id, body, rules_version") == sorted(
            (digest(t), toy_body(t), made) for t, made in state.rules.items()
        )
        assert self._stored("documents", "doc_id") == sorted((digest(text),) for text in state.taken)
        assert self._stored("corrections", "_snapshot, value") == sorted(state.decided)

    def _stored(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """Live rows of a table, without the relations over it, which take longest to make."""
        head, root = self.warehouse.head() or EMPTY, self.warehouse.store.root
        with open_memory(root) as database:
            for statement in stored_views(head, root, [TABLES[table]]):
                database.execute(statement).fetchall()
            return sorted(database.execute(f"SELECT {columns} FROM stored.{table}").fetchall())

    def _held(self, collection: str) -> dict[str, str]:
        return {uri: text for (held, uri), text in self.state.files.items() if held == collection}

    @rule(collection=COLLECTIONS, files=st.dictionaries(URIS, TEXTS, min_size=1))
    def add_or_change(self, collection: str, files: dict[str, str]) -> None:
        self._take(collection, dict(files))

    @rule(collection=COLLECTIONS, data=st.data())
    def remove_or_rename(self, collection: str, data: st.DataObject) -> None:
        held = self._held(collection)
        if held:
            uri, to = data.draw(st.sampled_from(sorted(held))), data.draw(URIS | st.none())
            self._take(collection, {uri: None} | ({to: held[uri]} if to and to != uri else {}))

    @rule(collection=COLLECTIONS)
    def reprocess(self, collection: str) -> None:
        if held := self._held(collection):
            self._take(collection, dict(held), redo=True)

    @rule(value=st.text(max_size=3).filter(lambda text: text.isprintable()))
    def decide(self, value: str) -> None:
        row = {"doc_id": digest("teh one"), "field": "agency", "value": value}
        given = columns("corrections", [row])
        del given["_snapshot"]
        made = self.warehouse.commit(
            Change(new_commit_id(), f"decide {self.steps}", "correct", rows={"corrections": given})
        )
        self._agree(made.number, replace(self.state, decided=(*self.state.decided, (made.number, value))))

    @precondition(lambda self: self.past)
    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.warehouse.numbers()))
        state = replace(self.past[number], decided=self.state.decided)
        self._agree(rollback(self.warehouse, number).number, state)

    @precondition(lambda self: self.past)
    @rule()
    def merge(self) -> None:
        made = compact(self.warehouse, due=THOROUGH)
        self._agree(made.number if made else self.warehouse.numbers()[-1], self.state)

    @precondition(lambda self: self.past)
    @rule(keep=st.integers(1, 4))
    def collect(self, keep: int) -> None:
        collect_garbage(self.warehouse, timedelta(0), keep_last=keep, keep_days=0)
        self._agree(self.warehouse.numbers()[-1], self.state)


STEPS: list[int] = []


@contextmanager
def unpublished() -> Iterator[None]:
    """Publishing is most of a small commit's time, and proven elsewhere."""
    with mock.patch("warehouse.warehouse.publish"):
        yield


@pytest.mark.prove
def test_a_warehouse_is_what_a_dict_is() -> None:
    chosen = settings(
        max_examples=20,
        stateful_step_count=24,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with unpublished():
        run_state_machine_as_test(Model, settings=chosen)  # type: ignore[no-untyped-call]
    print(f"\n{len(STEPS)} lives of {sum(STEPS)} steps, equal to the model after each, sound at the end")
