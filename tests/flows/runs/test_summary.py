"""What a run says is plain text, whatever the names of files are."""

import io

import pytest

from flows.console import Console
from flows.runs.summary import FIRST_NAMES, print_rejects, print_stale
from flows.settings import settings_of
from flows.sources.source import Reject
from tests.flows.conftest import Newsroom


def test_names_are_neither_markup_nor_control_codes(show: Console, heard: io.StringIO) -> None:
    print_rejects(show, [Reject("[red]a\n\x1b[31m.txt", None, "empty", "0 bytes")], settings_of())
    assert heard.getvalue() == "rejected: [red]a⏎\\x1b[31m.txt: empty (0 bytes)\n"


def test_many_rejects_are_counted(show: Console, heard: io.StringIO) -> None:
    print_rejects(show, [Reject(f"{n}.txt", None, "empty", "0 bytes") for n in range(FIRST_NAMES + 3)], settings_of())
    assert heard.getvalue().count("rejected: ") == FIRST_NAMES
    assert "and 3 more" in heard.getvalue()


def test_what_is_no_file_is_named(newsroom: Newsroom) -> None:
    newsroom.drop(a="The council voted on Monday to widen the old harbour.")
    (newsroom.seeds / "loop.txt").symlink_to("loop.txt")
    newsroom.run()
    assert "Neither a file nor a folder of texts, skipped: loop.txt" in newsroom.said


def test_older_rules_are_named_only_where_there_are_any(show: Console, heard: io.StringIO) -> None:
    print_stale(show, settings_of(), 0)
    assert heard.getvalue() == ""
    print_stale(show, settings_of(), 1_200)
    assert (
        heard.getvalue()
        == "1,200 documents were cleaned by older rules or decisions; `copydesk plan` shows what would change.\n"
    )


def test_documents_of_older_rules_are_told_by_a_run(newsroom: Newsroom) -> None:
    newsroom.drop(a="The council voted on Monday to widen the old harbour.")
    newsroom.run()
    newsroom.run(ignore=["TYP"])
    assert "1 document was cleaned by older rules" in newsroom.said


@pytest.mark.slow
def test_another_folder_of_the_same_name_is_named_where_its_files_are_withheld(newsroom: Newsroom) -> None:
    newsroom.drop(a="The council voted to widen the harbour.\n")
    assert newsroom.run() == 0
    other = newsroom.folder / "other" / "wire"
    other.mkdir(parents=True)
    (other / "b.txt").write_text("The ferry came in an hour late.\n")
    assert newsroom.run(seeds=other) == 3
    assert (
        f"They belong to {str(newsroom.seeds)!r}, also called 'wire': run one of the two with another" in newsroom.said
    )
    assert "--allow-removals" not in newsroom.said


def test_files_with_other_endings_are_counted_if_there_are_no_others(newsroom: Newsroom) -> None:
    for name in ("a.csv", "b.html"):
        (newsroom.seeds / name).write_text("x")
    newsroom.run()
    assert "2 files have another ending than .txt, .txt.gz, .zip, " in newsroom.said
    newsroom.drop(harbour="The council voted on Monday to widen the old harbour.\n")
    newsroom.run()
    newsroom.run()
    assert "another ending" not in newsroom.said
