"""A command that cannot read a file of the warehouse names the file and the repair, in one line, with exit 1."""

import pytest

from tests.flows.conftest import Copydesk, Newsroom

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
