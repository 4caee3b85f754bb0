"""Commands, exit codes, and what is said on which stream."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.cli.app import app
from tests.flows.conftest import STORY, Copydesk, Newsroom

COMMANDS = [
    "run",
    "serve",
    "plan",
    "reprocess",
    "sql",
    "search",
    "report",
    "explain",
    "correct",
    "sample",
    "grade",
    "review",
    "export",
    "rules",
    "site",
    "boilerplate",
    "snapshots",
    "rollback",
    "compact",
    "gc",
    "status",
    "verify",
    "repair",
    "check",
]


def test_every_command_is_tested_and_says_what_it_does() -> None:
    functions = [command.callback for command in app.registered_commands if command.callback]
    assert sorted(function.__name__ for function in functions) == sorted(COMMANDS)
    assert all((function.__doc__ or "").rstrip().endswith(".") for function in functions)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app([command, "--help"])
    assert ended.value.code == 0
    assert "Usage" in capsys.readouterr().out


def test_a_run_without_prefect_from_the_shell(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.drop(harbour=STORY, empty=b"", **{f"more{n}": f"{STORY} {n}" for n in range(5)})
    done = copydesk("run", "--direct", "--seeds", newsroom.seeds, "--warehouse", newsroom.root)
    assert done.returncode == 0, done.stderr
    assert "documents cleaned" in done.stdout
    assert done.stderr == "rejected: empty.txt: empty (0 bytes)\n"


@pytest.mark.published
def test_nothing_to_do_is_one_line_and_leaves_prefect_alone(newsroom: Newsroom) -> None:
    newsroom.drop(harbour=STORY)
    newsroom.run()
    code = (
        "import sys; from flows.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as ended: print(ended.code, sorted({'prefect', 'transforms.rules'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "run", "--seeds", str(newsroom.seeds), "--warehouse", str(newsroom.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == ["0 []"]
    assert done.stdout.startswith("Nothing to do: 1 files")


def test_a_dry_run_names_what_would_be_done_and_writes_nothing(newsroom: Newsroom, copydesk: Copydesk) -> None:
    newsroom.drop(harbour=STORY)
    done = copydesk("run", "--dry-run", "--seeds", newsroom.seeds, "--warehouse", newsroom.root)
    assert done.returncode == 0
    assert "harbour.txt" in done.stdout
    assert "1 documents to clean" in done.stdout
    assert not newsroom.root.exists()


def test_wrong_usage_is_exit_2(filled: Newsroom, copydesk: Copydesk, tmp_path: Path) -> None:
    inside = ("--warehouse", filled.root)
    for words in (
        ("run", "--seeds", tmp_path / "nothing", *inside),
        ("run", "--runner", "abacus", *inside),
        ("run", "--sides"),
        ("sql", "SELECT 1", "--warehouse", tmp_path / "nothing"),
        ("sql", "SELECT 1", "--format", "slides", *inside),
        ("sql", "DROP VIEW articles", *inside),
        ("report", "nothing", *inside),
        ("rules", "XYZ999"),
        ("explain", "nothing.txt", *inside),
    ):
        done = copydesk(*words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert "Traceback" not in done.stderr, words
        assert done.stderr, words


def test_the_version_is_printed(copydesk: Copydesk) -> None:
    done = copydesk("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"copydesk {version('copydesk')}\n"


def test_withheld_removals_are_exit_3(filled: Newsroom, copydesk: Copydesk) -> None:
    (filled.seeds / "harbour.txt").unlink()
    done = copydesk("run", "--direct", "--seeds", filled.seeds, "--warehouse", filled.root)
    assert done.returncode == 3
    assert "1 file is missing and was not removed: harbour.txt" in done.stderr


def test_a_mistake_in_a_query_is_one_line(filled: Newsroom, copydesk: Copydesk) -> None:
    done = copydesk("sql", "SELECT nothing FROM articles", "--warehouse", filled.root)
    assert done.returncode == 2
    assert done.stderr.startswith("copydesk: Binder Error")


def test_sql_gives_json_and_csv(filled: Newsroom, copydesk: Copydesk) -> None:
    query = "SELECT uri, byte_count FROM current_documents"
    done = copydesk("sql", query, "--format", "json", "--warehouse", filled.root)
    assert json.loads(done.stdout) == [{"uri": "harbour.txt", "byte_count": len(STORY)}]
    done = copydesk("--warehouse", filled.root, "sql", query, "--format", "csv")
    assert done.stdout == f"uri,byte_count\nharbour.txt,{len(STORY)}\n"


def test_a_search_names_what_it_does_not_know(filled: Newsroom, copydesk: Copydesk) -> None:
    inside = ("--format", "csv", "--warehouse", filled.root)
    done = copydesk("search", "harbor OR council", *inside)
    assert "harbour.txt" in done.stdout
    assert "No text has the word harbor; similar words: harbour." in done.stderr
    wrong = copydesk("search", "(harbour", *inside)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("copydesk: something is missing at the end in the search")


def test_words_are_indexed_for_a_query_that_searches(filled: Newsroom, copydesk: Copydesk) -> None:
    found = []
    for query in ("SELECT 1", "SELECT count(*) FROM search('harbour')"):
        assert copydesk("sql", query, "--warehouse", filled.root).returncode == 0
        found.append((filled.root / "_state" / "search.sqlite").exists())
    assert found == [False, True]


def test_a_sample_is_named_by_its_field(
    filled: Newsroom, copydesk: Copydesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert copydesk("sample", "language", "--warehouse", filled.root).returncode == 0
    assert (tmp_path / "sample-language.csv").exists()


def test_sql_reads_an_older_snapshot(filled: Newsroom, copydesk: Copydesk) -> None:
    filled.drop(second=STORY + "More.")
    filled.run()
    query = "SELECT count(*) AS n FROM articles"
    counts = [
        copydesk("sql", query, "--format", "csv", "--warehouse", filled.root, *at).stdout for at in ((), ("--at", "1"))
    ]
    assert counts == ["n\n2\n", "n\n1\n"]


def test_the_other_commands_answer(filled: Newsroom, copydesk: Copydesk) -> None:
    inside = ("--warehouse", filled.root)
    for words, heard in (
        (("report", *inside), "agencies"),
        (("report", "agencies", *inside), "article count"),
        (("explain", "harbour.txt", *inside), "widen the old harbour"),
        (("explain", "harbour.txt", "3", *inside), "81 characters, utf-8"),
        (("rules",), "| code |"),
        (("snapshots", *inside), "ingest"),
        (("verify", *inside), "Nothing is damaged or broken."),
        (("check", *inside), "No check found anything."),
    ):
        done = copydesk(*words)
        assert done.returncode == 0, done.stderr
        assert heard in done.stdout, words
        assert done.stderr == "", words


def test_an_empty_report_says_that_documents_are_of_older_rules(
    filled: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = ("report", "quotes", "--warehouse", filled.root)
    assert "older rules" not in copydesk(*ask).stdout
    monkeypatch.setenv("COPYDESK_IGNORE", '["TYP001"]')
    assert "1 document was cleaned by older rules" in copydesk(*ask).stdout


def test_a_broken_warehouse_is_exit_1_with_the_rows(filled: Newsroom, copydesk: Copydesk) -> None:
    part = next((filled.root / "_data" / "edits").glob("*.parquet"), None) or next(
        (filled.root / "_data" / "articles").glob("*.parquet")
    )
    part.unlink()
    done = copydesk("verify", "--warehouse", filled.root)
    assert done.returncode == 1
    assert "missing" in done.stdout
