"""A backfill refines what other rules made, step by step, and leaves the rest of the warehouse as it was."""

import io
from typing import Any

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.errors import StoppedError, UsageError
from flows.ingest import recorded_job
from flows.ingest.lock import RunLock, ScanRequest
from flows.runs import reprocess as module
from flows.runs.reprocess import Scope, reprocess, stale_sources
from flows.settings import Settings, settings_of
from tests.flows.conftest import Newsroom
from transforms import refine as refining
from transforms.rules import CATALOGUE
from warehouse.verify import verify

pytestmark = pytest.mark.slow

STORY = "The council voted on Monday to widen the old harbour , after years. Item {} of the day.\n"
ALL = Scope()
(SPACED,) = (r.code for r in CATALOGUE if r.is_applied and r.triggers and " ," in r.triggers)


@pytest.fixture
def filled(newsroom: Newsroom) -> Newsroom:
    """Five stories, cleaned with the rule on spaced commas left out."""
    newsroom.drop(**{f"story{n}": STORY.format(n) for n in range(4)}, plain="Nothing is wrong with this story.\n")
    newsroom.run(ignore=(SPACED,))
    return newsroom


def settings(newsroom: Newsroom, **more: Any) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **more)


def redo(newsroom: Newsroom, scope: Scope = ALL, **more: Any) -> int:
    heard = io.StringIO()
    console = Terminal(file=heard, width=200)
    code = reprocess(settings(newsroom, **more), scope, Console(console, console), direct=True)
    newsroom.said = heard.getvalue()
    return code


def bodies(newsroom: Newsroom) -> list[str]:
    return newsroom.values("SELECT body FROM articles ORDER BY body")


def test_old_documents_get_todays_rules(filled: Newsroom) -> None:
    assert any(" ," in body for body in bodies(filled))
    texts = filled.rows("FROM documents ORDER BY doc_id")
    assert redo(filled) == 0
    assert not any(" ," in body for body in bodies(filled))
    assert filled.values("SELECT count(DISTINCT rules_version) FROM articles") == [1]
    assert filled.rows("FROM documents ORDER BY doc_id") == texts
    assert filled.values("SELECT kind || ' ' || status FROM runs ORDER BY run_id") == ["ingest done", "reprocess done"]
    assert verify(filled.warehouse) == []


def test_the_rows_are_those_of_a_first_run(filled: Newsroom, tmp_path: Any) -> None:
    redo(filled)
    fresh = Newsroom(tmp_path / "fresh")
    fresh.seeds.mkdir(parents=True)
    for path in filled.seeds.iterdir():
        fresh.drop(**{path.stem: path.read_bytes()})
    fresh.run()
    for table in ("articles", "edits", "facts", "paragraphs"):
        assert filled.rows(f"FROM {table} ORDER BY ALL") == fresh.rows(f"FROM {table} ORDER BY ALL"), table


def test_a_second_time_there_is_nothing_to_do(filled: Newsroom) -> None:
    redo(filled)
    before = filled.files()
    assert redo(filled) == 0
    assert filled.said.startswith("Nothing to do")
    assert filled.files() == before


def test_what_was_committed_before_it_was_killed_is_not_done_again(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def once(*given: Any) -> Any:
        if done:
            raise KeyboardInterrupt
        done.append(given)
        return do(*given)

    do = module.do
    with monkeypatch.context() as patched:
        patched.setattr(module, "do", once)
        with pytest.raises(StoppedError, match="interrupted; snapshot 2 is committed"):
            redo(filled, commit_every=2)
    made = set(filled.rows("SELECT doc_id, _commit FROM stored.articles"))
    assert redo(filled) == 0
    again = set(filled.rows("SELECT doc_id, _commit FROM stored.articles"))
    assert len(made & again) == 2
    assert filled.values("SELECT status FROM runs WHERE kind = 'reprocess' ORDER BY run_id") == ["failed", "done"]


def test_a_scan_that_was_asked_for_meanwhile_is_done_between_two_steps(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = module.do

    def ask(*given: Any) -> Any:
        if not (filled.seeds / "late.txt").exists():
            filled.drop(late="A story that came while the others were done again.\n")
            RunLock(settings(filled).state_dir).ask(ScanRequest(str(filled.seeds), "wire"))
        return do(*given)

    monkeypatch.setattr(module, "do", ask)
    assert redo(filled, commit_every=2) == 0
    kinds = [snapshot.kind for snapshot in filled.warehouse.snapshots()]
    assert kinds == ["ingest", "reprocess", "ingest", "reprocess", "reprocess"]


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (ALL, 5),
        (Scope(rules=(SPACED.lower(),)), 4),
        (Scope(path="story[12].txt"), 2),
        (Scope(path="nowhere/*"), 0),
    ],
)
def test_a_scope_means_some(filled: Newsroom, scope: Scope, count: int) -> None:
    assert len(stale_sources(filled.warehouse, settings(filled), scope)) == count


def test_a_scope_by_arrival(filled: Newsroom) -> None:
    (day,) = filled.values("SELECT DISTINCT CAST(seen_at AS DATE) FROM arrivals")
    assert len(stale_sources(filled.warehouse, settings(filled), Scope(since=day))) == 5
    later = Scope(since=day.replace(year=day.year + 1, day=1))
    assert stale_sources(filled.warehouse, settings(filled), later) == []


def test_a_rule_that_there_is_not_is_a_mistake(filled: Newsroom) -> None:
    with pytest.raises(UsageError, match="NO999"):
        stale_sources(filled.warehouse, settings(filled), Scope(rules=("NO999",)))


def test_a_failure_and_many_rejects_are_told(filled: Newsroom, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    tell = f"sh -c 'cat >> {told}'"
    with monkeypatch.context() as patched:
        patched.setattr(recorded_job, "rules_table", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            redo(filled, notify_command=tell)
    assert '"event": "failed"' in told.read_text()
    refine = refining.refine
    monkeypatch.setattr(refining, "refine", lambda ids, texts, *rest: _refuse(texts) or refine(ids, texts, *rest))
    assert redo(filled, notify_command=tell, max_reject_share=0.2) == 0
    assert "withheld" not in told.read_text()
    assert redo(filled, notify_command=tell, max_reject_share=0.2) == 3  # only that one is left
    assert '"event": "withheld"' in told.read_text()


def _refuse(texts: list[str]) -> None:
    if any("Nothing is wrong" in text for text in texts):
        raise ValueError("a text that breaks the code")
