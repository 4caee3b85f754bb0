"""A command that cannot read a file of the warehouse names the file and the repair, in one line, with exit 1."""

import errno

import pytest

from tests.flows.conftest import Copydesk, Newsroom
from warehouse import Warehouse
from warehouse.damage import refuse_if_unreadable

# {out} is a new path, {sheet} a sheet of corrections.
COMMANDS = [
    "sql SELECT(count(*))FROM(articles)",
    "sql FROM(articles)",
    "search harbour",
    "report agencies",
    "report --html {out}",
    "explain harbour.txt",
    "explain harbour.txt --revisions",
    "review --out {out}.csv",
    "sample agency --out {out}.csv",
    "export {out}",
    "export {out} --format csv",
    "site {out}",
    "check",
    "plan",
    "correct harbour.txt byline X",
    "correct --file {sheet}",
    "boilerplate",
    "rollback 1",
    "reprocess --direct --rule QUO001",
]


@pytest.mark.parametrize("how", ["missing", "changed"])
def test_each_command_names_a_damaged_file_and_the_repair(
    how: str, filled: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPYDESK_WAREHOUSE", str(filled.root))
    monkeypatch.setenv("COPYDESK_SEEDS", str(filled.seeds))
    (filled.folder / "sheet.csv").write_text("uri,field,value\nharbour.txt,byline,X\n")
    for table in ("edits", "articles", "arrivals", "paragraphs"):
        for path in (filled.root / "_data" / table).glob("*.parquet"):
            if how == "missing":
                path.unlink()
            else:
                path.write_bytes(b"\0" * path.stat().st_size)
    wrong = []
    for number, words in enumerate(COMMANDS):
        names = {"out": filled.folder / f"out{number}", "sheet": filled.folder / "sheet.csv"}
        code, _, err = copydesk(*(word.format(**names) for word in words.split()))
        if (code, len(err.splitlines())) != (1, 1) or not ("is damaged" in err and "`copydesk repair`" in err):
            wrong.append((words, code, err[-400:]))
    assert wrong == []


@pytest.mark.parametrize("query", ["SELEC 1", "SELECT nobody FROM articles", "SELECT 'x'::INTEGER"])
def test_a_mistake_in_a_query_is_named_without_reading_the_files_again(
    query: str, filled: Newsroom, copydesk: Copydesk
) -> None:
    (changed,) = (filled.root / "_data" / "story_terms").glob("*.parquet")
    data = bytearray(changed.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    code, _, err = copydesk("sql", query, "--warehouse", str(filled.root))
    assert (code, "damaged" in err) == (2, False), err
    for number in (errno.EPIPE, errno.ENOSPC, errno.EACCES):
        refuse_if_unreadable(Warehouse(filled.root), OSError(number, "of the reader"))
