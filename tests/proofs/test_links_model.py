"""Whatever is done to a warehouse, in any order: its stories and copies are those of a fresh load of its texts."""

import tempfile
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.flows.ingest.test_link_documents import BANK, CLOCKS, COPY, FERRY
from tests.flows.linked_desk import LinkedDesk, Partition, fresh_load, partition, stored
from tests.warehouse.toy_desk import digest
from warehouse import Warehouse
from warehouse.compact import THOROUGH, compact
from warehouse.gc import collect_garbage
from warehouse.rollback import rollback
from warehouse.verify import verify

URIS = st.sampled_from("abcdefgh")
NAMES = "Arva Brin Calder Dorn Esker Farin Goll Hest Ilmar Jorn Kelda".split()
# Two stories, and a text between them that makes one of the two.
MEETINGS = [f"They met {', '.join(NAMES[first : first + 7][::way])}." for first in (0, 4) for way in (1, -1)]
BETWEEN = f"They met {', '.join(NAMES[2:9])}."
TEXTS = st.sampled_from([*FERRY, *BANK, COPY, CLOCKS, *MEETINGS, BETWEEN])
FRESH: dict[tuple[int, frozenset[str]], Partition] = {}
STEPS: list[int] = []
MERGES: list[int] = []


class LinkedModel(RuleBasedStateMachine):
    """Files by uri, as they are and as they were at each snapshot."""

    most = 1_000

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = LinkedDesk(Warehouse(Path(self.folder.name) / "warehouse"))
        self.files: dict[str, str] = {}
        self.past: dict[int, dict[str, str]] = {}
        self.steps = 0

    def teardown(self) -> None:
        if self.past:
            assert verify(self.desk.warehouse) == []
        STEPS.append(self.steps)
        MERGES.append(len(self._merges()) if self.past else 0)
        self.folder.cleanup()

    def _agree(self, files: dict[str, str]) -> None:
        self.files = files
        self.past[self.desk.warehouse.numbers()[-1]] = files
        self.steps += 1
        texts = frozenset(files.values())
        key = (self.most, texts)
        if key not in FRESH:
            with tempfile.TemporaryDirectory() as folder:
                FRESH[key] = fresh_load(Path(folder), {*texts}) if texts else (set(), set())
        assert partition(self.desk.warehouse) == FRESH[key]

    def _take(self, files: dict[str, str | None], *, redo: bool = False) -> None:
        former, merged = self._ids(), self._merges()
        self.desk.take(files, redo=redo)
        after = self.files | {uri: text for uri, text in files.items() if text is not None}
        self._agree({uri: text for uri, text in after.items() if files.get(uri, "") is not None})
        self._carried(former, self._merges() - merged)

    def _ids(self) -> dict[str, str]:
        """The story of each document that has links."""
        if not self.past:
            return {}
        return {row["doc_id"]: row["story_id"] for row in stored(self.desk.warehouse, "article_stories")}

    def _merges(self) -> set[tuple[str, str, str]]:
        rows = stored(self.desk.warehouse, "story_merges") if self.past else []
        return {(row["story_id"], row["into_story_id"], row["run_id"]) for row in rows}

    def _carried(self, former: dict[str, str], merges: set[tuple[str, str, str]]) -> None:
        """Each story has an id of its own; one that is all of a former story, and of no other, keeps its id."""
        now, held = self._ids(), {*map(digest, self.files.values())}
        stories: dict[str, set[str]] = {}
        for doc_id, story_id in now.items():
            stories.setdefault(story_id, set()).add(doc_id)
        before: dict[str, set[str]] = {}
        for doc_id, story_id in former.items():
            before.setdefault(story_id, set()).add(doc_id)
        before = {story_id: members for story_id, members in before.items() if len(members) > 1}
        for story_id, members in stories.items():
            origins = {former[doc_id] for doc_id in members & former.keys()} & before.keys()
            if len(origins) == 1 and len(members) > 1:
                (origin,) = origins
                is_all = before[origin] & held <= members
                assert not is_all or story_id == origin or origin in held - members
        gone = before.keys() - stories.keys() - (held - now.keys())  # a document that is alone is a story by itself
        for story_id in gone:
            left = {now[doc_id] for doc_id in before[story_id] & now.keys() if len(stories[now[doc_id]]) > 1}
            assert not left or left & {into for merged, into, _ in merges if merged == story_id}

    @rule(files=st.dictionaries(URIS, TEXTS, min_size=1, max_size=4))
    def add_or_change(self, files: dict[str, str]) -> None:
        self._take(dict(files))

    @rule()
    def bridge(self) -> None:
        self._take(dict(zip("abcd", MEETINGS, strict=True)))
        self._take({"e": BETWEEN})

    @rule(data=st.data())
    def remove_or_rename(self, data: st.DataObject) -> None:
        if self.files:
            uri, to = data.draw(st.sampled_from(sorted(self.files))), data.draw(URIS | st.none())
            self._take({uri: None} | ({to: self.files[uri]} if to and to != uri else {}))

    @rule(data=st.data())
    def reprocess(self, data: st.DataObject) -> None:
        if self.files:
            some = data.draw(st.sets(st.sampled_from(sorted(self.files)), min_size=1))
            self._take({uri: self.files[uri] for uri in some}, redo=True)

    @precondition(lambda self: self.past)
    @rule(data=st.data())
    def go_back(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(self.desk.warehouse.numbers()))
        rollback(self.desk.warehouse, number)
        self._agree(self.past[number])

    @precondition(lambda self: self.past)
    @rule()
    def merge(self) -> None:
        compact(self.desk.warehouse, due=THOROUGH)
        self._agree(self.files)

    @precondition(lambda self: self.past)
    @rule(keep=st.integers(1, 4))
    def collect(self, keep: int) -> None:
        collect_garbage(self.desk.warehouse, timedelta(0), keep_last=keep, keep_days=0)
        self._agree(self.files)


class Crowded(LinkedModel):
    """Few documents make a stem one that finds none, so that stems become so and cease to be."""

    most = 2


@pytest.mark.prove
@pytest.mark.parametrize("machine", [LinkedModel, Crowded])
def test_any_order_ends_in_the_links_of_a_fresh_load(
    machine: type[LinkedModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transforms.stories.candidates.MOST_TEXTS", machine.most)
    STEPS.clear()
    MERGES.clear()
    chosen = settings(
        max_examples=20,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with mock.patch("warehouse.warehouse.publish"):
        run_state_machine_as_test(machine, settings=chosen)  # type: ignore[no-untyped-call]
    print(f"\n{len(STEPS)} lives of {sum(STEPS)} steps, {sum(MERGES)} merges, each step with the links of a fresh load")
