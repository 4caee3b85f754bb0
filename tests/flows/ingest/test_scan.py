"""A scan plans the work, and remembers what it saw."""

from collections.abc import Callable

import pytest

from flows.ingest import diff as changes
from flows.ingest.scan import Plan, ScanOptions, scan
from flows.ingest.scan_cache import cache_path, load_cache
from flows.runs.maintenance import merge
from flows.settings import settings_of
from tests.flows.conftest import Newsroom
from tests.flows.packing import zipped
from warehouse import Warehouse

STORY = "The council voted on Monday to widen the old harbour."


def planned(newsroom: Newsroom, **options: bool) -> tuple[Plan, list[int]]:
    ticks: list[int] = []
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **newsroom.settings)
    return scan(settings, ScanOptions(**options), ticks.append), ticks


def test_a_plan_names_what_is_to_do(newsroom: Newsroom) -> None:
    newsroom.drop(a=STORY, b=STORY, c=b"")
    plan, ticks = planned(newsroom)
    assert (plan.collection, plan.base, plan.files_seen) == ("wire", 0, 3)
    assert [a.uri for a in plan.changes.arrivals] == ["a.txt", "b.txt"]
    assert [(s.uri, s.is_stored) for s in plan.sources] == [("a.txt", False)]
    assert [(r.uri, r.reason) for r in plan.rejects] == [("c.txt", "empty")]
    assert not plan.is_idle
    assert ticks == [3, -1, -1, -1]
    assert {"scan", "hash"} == set(plan.stage_seconds)


def test_a_content_that_is_stored_is_not_stored_again(newsroom: Newsroom) -> None:
    newsroom.drop(a=STORY, b=f"{STORY} More.")
    newsroom.run()
    (newsroom.seeds / "a.txt").unlink()
    newsroom.run()
    newsroom.drop(c=STORY)
    plan, _ = planned(newsroom)
    assert [(s.uri, s.is_stored) for s in plan.sources] == [("c.txt", True)]


def test_what_was_seen_is_kept_unless_it_must_not_be(newsroom: Newsroom) -> None:
    newsroom.drop(a=STORY)
    path = cache_path(newsroom.root / "_state", "wire", str(newsroom.seeds))
    planned(newsroom, keep=False)
    assert not path.exists()
    planned(newsroom)
    assert load_cache(path)["uri"].to_pylist() == ["a.txt"]


def test_rehash_tries_rejects_again(newsroom: Newsroom) -> None:
    newsroom.drop(a=b"%PDF-1.7 and so on")
    newsroom.run()
    assert len(planned(newsroom)[0].sources) == 0
    assert [s.uri for s in planned(newsroom, rehash=True)[0].sources] == ["a.txt"]


def test_work_is_foreseen_from_new_names_before_a_file_is_read(newsroom: Newsroom) -> None:
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root))
    order: list[object] = []

    def foreseen(**options: bool) -> list[object]:
        order.clear()
        scan(settings, ScanOptions(**options), order.append, lambda: order.append("foreseen"))
        return order

    newsroom.drop(a=STORY)
    assert foreseen() == [1, "foreseen", -1]
    newsroom.drop(a=f"{STORY} More.")
    assert foreseen(rehash=True) == [1, -1]
    newsroom.drop(b=STORY)
    assert "foreseen" in foreseen()


@pytest.fixture
def agreed(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Two files that have settled, and a run that found nothing to do."""
    monkeypatch.setattr(changes, "SETTLING_NS", -(10**12))
    newsroom.drop(a=STORY, b=f"{STORY} More.")
    newsroom.run()
    assert not planned(newsroom)[0].is_up_to_date
    newsroom.run()
    assert planned(newsroom)[0].is_up_to_date
    return newsroom


def test_where_nothing_changed_since_there_was_nothing_to_do_the_warehouse_is_not_asked(
    agreed: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Warehouse, "stored", lambda *_: 1 / 0)
    assert agreed.run() == 0
    assert agreed.said == f"Nothing to do: 2 files in {agreed.seeds}, none new, changed or removed.\n"


def add(newsroom: Newsroom) -> None:
    newsroom.drop(c=f"{STORY} Still more.")


def add_and_be_killed(newsroom: Newsroom) -> None:
    add(newsroom)
    assert len(planned(newsroom)[0].sources) == 1


def change(newsroom: Newsroom) -> None:
    newsroom.drop(a=f"{STORY} Less.")


def remove(newsroom: Newsroom) -> None:
    (newsroom.seeds / "a.txt").unlink()


@pytest.mark.parametrize("event", [add, add_and_be_killed, change, remove])
def test_an_agreement_ends_with_any_change(agreed: Newsroom, event: Callable[[Newsroom], None]) -> None:
    event(agreed)
    plan, _ = planned(agreed)
    assert not plan.is_up_to_date
    assert not plan.is_idle


def compact(newsroom: Newsroom) -> None:
    newsroom.drop(c=f"{STORY} Still more.")
    newsroom.run()
    assert merge(settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root)), 60)


def choose_other_rules(newsroom: Newsroom) -> None:
    newsroom.settings["ignore"] = ("NUM",)


def override_rules(newsroom: Newsroom) -> None:
    newsroom.settings["overrides"] = ({"path": "a*", "ignore": ("NUM",)},)


@pytest.mark.slow
@pytest.mark.parametrize("event", [compact, choose_other_rules, override_rules])
def test_an_agreement_is_with_one_snapshot_and_one_choice_of_rules(
    agreed: Newsroom, event: Callable[[Newsroom], None]
) -> None:
    event(agreed)
    plan, _ = planned(agreed)
    assert not plan.is_up_to_date
    assert plan.is_idle


def test_documents_of_older_rules_are_told_of_at_each_run(agreed: Newsroom) -> None:
    choose_other_rules(agreed)
    for _ in range(2):
        agreed.run()
        assert "2 documents were cleaned by older rules" in agreed.said


@pytest.mark.slow
def test_removals_that_are_withheld_are_told_of_at_each_run(agreed: Newsroom) -> None:
    for path in agreed.seeds.glob("*.txt"):
        path.unlink()
    for _ in range(2):
        assert agreed.run() == 3
    assert agreed.run(allow_removals=True) == 0
    assert agreed.values("SELECT count(*) FROM articles") == [0]


def test_a_broken_archive_next_to_another_file_removes_nothing(newsroom: Newsroom) -> None:
    newsroom.drop(c=STORY)
    (newsroom.seeds / "day.zip").write_bytes(zipped([("a.txt", STORY.encode() + b" A."), ("b.txt", STORY.encode())]))
    newsroom.run()
    (newsroom.seeds / "day.zip").write_bytes(b"PK\x03\x04 and nothing more")
    plan, _ = planned(newsroom)
    assert [(r.uri, r.reason) for r in plan.rejects] == [("day.zip", "broken_bundle")]
    assert (plan.changes.removals, plan.changes.withheld) == ((), ())
