"""The settings fix, suggest and off: which rules change which texts, and what `plan` and `reprocess` make of it."""

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console as Terminal

from flows.console import Console
from flows.errors import UsageError
from flows.ingest.rule_overrides import refuse_unknown_overrides
from flows.runs.preview import plan
from flows.runs.reprocess import Scope, reprocess
from flows.settings import Override, Settings, settings_of
from tests.flows.conftest import Newsroom
from transforms.patch import Edit, undo
from transforms.refine import Pipeline, refine
from transforms.rules import selected
from transforms.safety import Safety
from transforms.version import rules_version

# SPACED is a fix, WORDY a suggestion.
SPACED, WORDY = "TYP001", "CAL046"
STORY = "The council voted on Monday to widen the harbour , in the framework of the plan. Item {} of the day.\n"


def quiet() -> Console:
    return Console(Terminal(file=io.StringIO()), Terminal(file=io.StringIO()))


def settings(newsroom: Newsroom, **more: Any) -> Settings:
    return settings_of(seeds=str(newsroom.seeds), warehouse=str(newsroom.root), **more)


def actions(*levels: Safety, codes: tuple[str, ...] = (SPACED, WORDY)) -> list[str]:
    found = {rule.code: rule.action_name for rule in selected(safety=levels)}
    return [found[code] for code in codes]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], ["fix", "suggest"]),
        ([Safety((WORDY,), (SPACED,))], ["suggest", "fix"]),
        ([Safety(("calques",), ("spacing",))], ["suggest", "fix"]),
        ([Safety(("CAL",), ("TYP0",))], ["suggest", "fix"]),
        ([Safety(("ALL",), ())], ["fix", "fix"]),
        ([Safety((), ("ALL",))], ["suggest", "suggest"]),
        ([Safety(("CAL",), ("CAL046",))], ["fix", "suggest"]),
        ([Safety(("CAL046",), ("CAL",))], ["fix", "fix"]),
        ([Safety(("CAL",), ("CAL",))], ["fix", "suggest"]),
        ([Safety(("calques",), ("ALL",))], ["suggest", "fix"]),
        ([Safety(("CAL",), ()), Safety((), ("CAL046", "TYP"))], ["suggest", "fix"]),
    ],
)
def test_the_narrowest_name_of_the_first_level_counts(levels: list[Safety], expected: list[str]) -> None:
    assert actions(*levels) == expected


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"fix": "CAL012"}, "CAL012 is a rule of action flag, so that it cannot become a fix"),
        ({"suggest": "CAL012"}, "CAL012 is a rule of action flag"),
        ({"fix": "BOI001"}, "BOI001 is a rule of action extract"),
        ({"suggest": "BOI"}, "BOI names no fix or suggestion"),
        ({"fix": "XYZ"}, "no rule is called XYZ"),
        ({"off": "XYZ"}, "no rule is called XYZ"),
        ({"overrides": (Override(path="portal*", fix=("CAL012",)),)}, "CAL012 is a rule of action flag"),
    ],
)
def test_a_name_that_cannot_be_meant_is_refused(given: dict[str, Any], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        refuse_unknown_overrides(settings_of(**given))


def test_off_is_ignore_by_another_name() -> None:
    assert settings_of(off="CAL").selections == settings_of(ignore="CAL").selections
    overridden = settings_of(off="CAL", overrides=(Override(path="a*", off=("TYP",)),)).selections[1]
    assert overridden.ignore == ("CAL", "TYP")


def test_a_safety_is_in_the_name_of_the_rules() -> None:
    plain, fixed, suggested = (settings_of(**given).selections[0] for given in ({}, {"fix": "CAL"}, {"suggest": "CAL"}))
    assert len({rules_version(*selection) for selection in (plain, fixed, suggested)}) == 3
    assert rules_version(*plain) == rules_version()


def test_every_suggestion_as_a_fix_and_every_fix_as_a_suggestion_keep_the_laws() -> None:
    text = STORY.format(1) + '\n"He said in order to to win , it gave place to talks", the the mayor said said.\n'
    for level in (Safety(("ALL",), ()), Safety((), ("ALL",)), Safety(("CAL",), ("ALL",))):
        tables = refine(["a"], [text], 1, Pipeline.of(["ALL"], safety=[level])).batches
        edits = [row for row in tables["edits"].to_pylist() if row["applied"]]
        assert all(one["stop"] <= other["start"] != one["start"] for one, other in pairwise(edits))
        rows = [_edit(row) for row in edits]
        assert undo(tables["articles"]["body"][0].as_py(), rows) == text


def _edit(row: dict[str, Any]) -> Edit:
    return Edit(*(row[name] for name in Edit._fields))


def test_the_settings_file_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("copydesk.toml").write_text(
        'fix = ["calques"]\nsuggest = ["TYP"]\n[[overrides]]\npath = "portal/*"\nsuggest = ["CAL046"]\n'
    )
    general, portal = settings_of().selections
    assert (general.safety, portal.safety) == (
        (Safety(("calques",), ("TYP",)),),
        (Safety((), ("CAL046",)), Safety(("calques",), ("TYP",))),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("promoted", "demoted"), [("calques", SPACED), (WORDY, "TYP00")])
def test_plan_shows_and_reprocess_makes_what_was_promoted_for_a_path(
    newsroom: Newsroom, promoted: str, demoted: str
) -> None:
    newsroom.drop(portal1=STORY.format(1), wire=STORY.format(2))
    newsroom.run()
    bodies = dict(newsroom.rows("SELECT uri, body FROM articles"))  # type: ignore[arg-type]
    assert all("harbour, in the framework of" in body for body in bodies.values())
    chosen = settings(newsroom, overrides=(Override(path="portal*", fix=(promoted,), suggest=(demoted,)),))
    found = plan(chosen, Scope(), quiet())
    assert (found.backlog, found.changed) == (1, 1)
    assert [dict(found.rows)[key] for key in ((WORDY, "+"), (f"{WORDY}, proposed", "-"), (SPACED, "-"))] == [1, 1, 1]
    shown = {sample.what: (sample.now, sample.then) for sample in found.samples}
    assert all("framework" in now and "framework" not in then for now, then in [shown[WORDY]])
    assert reprocess(chosen, Scope(), quiet(), direct=True) == 0
    after = dict(newsroom.rows("SELECT uri, body FROM articles"))  # type: ignore[arg-type]
    assert after["wire.txt"] == bodies["wire.txt"]
    assert "harbour , " in after["portal1.txt"]
    assert "in the framework of" not in after["portal1.txt"]
    assert plan(chosen, Scope(), quiet()).backlog == 0
