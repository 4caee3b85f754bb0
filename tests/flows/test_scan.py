"""A scan plans the work, and remembers what it saw."""

from flows.memory import memory_path, recall
from flows.scan import Plan, ScanOptions, scan
from flows.settings import settings_of
from tests.flows.conftest import Newsroom

STORY = "The council voted on Monday to widen the old harbour."


def planned(newsroom: Newsroom, **options: bool) -> tuple[Plan, list[int]]:
    ticks: list[int] = []
    settings = settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root))
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
    path = memory_path(newsroom.root / "_state", "wire", str(newsroom.seeds))
    planned(newsroom, keep=False)
    assert not path.exists()
    planned(newsroom)
    assert recall(path)["uri"].to_pylist() == ["a.txt"]


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
