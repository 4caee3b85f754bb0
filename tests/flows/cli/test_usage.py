"""Wrong usage is exit 2 and one line, before anything starts: nothing is made, nothing is changed."""

import os
from pathlib import Path

import pytest

from flows.engines.prefect_server import EmbeddedServer
from tests.flows.conftest import STORY, Copydesk, Newsroom

HUGE = str(10**30)
# What is wrong, in a file of the working folder.
FILES: list[tuple[str, bytes]] = [
    ("copydesk.toml", b"seeds = "),
    ("copydesk.toml", b"seeds = 'a'\nseeds = 'b'\n"),
    ("copydesk.toml", b"collection = '\xff'\n"),
    ("copydesk.toml", b"[" * 5_000),
    ("copydesk.toml", b"seed = 'x'\n"),
    ("copydesk.toml", b"workers = 'many'\n"),
    ("copydesk.toml", b"workers = [1]\n"),
    ("copydesk.toml", b"workers = true\n"),
    ("copydesk.toml", b'collection = "a/../b"\n'),
    ("copydesk.toml", b"seeds = 1\n"),
    ("copydesk.toml", b'seeds = "a\\u0000b"\n'),
    ("copydesk.toml", b'collection = "a\\nb"\n'),
    ("copydesk.toml", b"text_seconds = nan\n"),
    ("copydesk.toml", b"text_seconds = inf\n"),
    ("copydesk.toml", b"text_seconds = -1\n"),
    ("copydesk.toml", b"max_file_bytes = 0\n"),
    ("copydesk.toml", b"[[overrides]]\npath = 'a/*'\n"),
    ("copydesk.toml", b"[[overrides]]\npath = ''\nignore = ['NUM003']\n"),
    ("copydesk.toml", b"[[overrides]]\nignore = ['XYZ']\n"),
    ("copydesk.toml", b"[[overrides]]\nfolder = 'a'\nignore = ['NUM003']\n"),
    ("copydesk.toml", b"overrides = 3\n"),
    ("copydesk.toml", b"notify_command = 'touch made'\n"),
    ("copydesk.toml", b"notify_webhook = 'https://desk.example/hook'\n"),
    ("copydesk.toml", b"runner = 'dask'\nrunner_address = 'tcp://desk.example:1'\n"),
    ("copydesk.toml", b"#" * (1 << 20) + b"\n"),
    ("pyproject.toml", b"[tool.copydesk]\nseed = 'x'\n"),
    ("pyproject.toml", b"[tool.copydesk]\nnotify_command = 'touch made'\n"),
    ("pyproject.toml", b"[tool]\ncopydesk = 3\n"),
    ("pyproject.toml", b"tool = 3\n"),
    ("pyproject.toml", b"[tool.copydesk\n"),
]
VARIABLES = [
    ("COPYDESK_WORKERS", "0"),
    ("COPYDESK_WORKERS", "two"),
    ("COPYDESK_WORKERS", HUGE),
    ("COPYDESK_WORKER_BYTES", "1"),
    ("COPYDESK_RUN_BYTES", "1"),
    ("COPYDESK_TEXT_SECONDS", "0.0001"),
    ("COPYDESK_MAX_REJECT_SHARE", "1.5"),
    ("COPYDESK_MAX_REJECT_SHARE", "nan"),
    ("COPYDESK_WAREHOSE", "elsewhere"),
    ("copydesk_seed", "elsewhere"),
    ("COPYDESK_OVERRIDES", "{"),
    ("COPYDESK_RUNNER", "abacus"),
    ("COPYDESK_RUNNER_ADDRESS", "tcp://127.0.0.1:1"),
    ("COPYDESK_NOTIFY_COMMAND", "mail 'unclosed"),
    ("COPYDESK_NOTIFY_COMMAND", "''"),
    ("COPYDESK_NOTIFY_WEBHOOK", "ftp://desk.example/hook"),
    ("COPYDESK_NOTIFY_WEBHOOK", "file:///etc/passwd"),
    ("COPYDESK_NOTIFY_WEBHOOK", "desk.example"),
    ("COPYDESK_NOTIFY_WEBHOOK", "http://"),
    ("COPYDESK_NOTIFY_WEBHOOK", "http://desk.example:99999/"),
    ("COPYDESK_SEEDS", "foo://bar"),
    ("COPYDESK_WAREHOUSE", "s3://"),
    ("COPYDESK_WAREHOUSE", "s3://a b/c"),
    ("COPYDESK_WAREHOUSE", " "),
    ("COPYDESK_WAREHOUSE", "http://desk.example/data"),
    ("COPYDESK_SEEDS", "https://desk.example/wire"),
    ("COPYDESK_TIMEZONE", "CETT"),
    ("COPYDESK_SELECT", "XYZ"),
    ("COPYDESK_IGNORE", "NUM003,XYZ"),
    ("COPYDESK_STATE", "/proc/copydesk"),
    ("COPYDESK_STATE", "/dev/null/copydesk"),
    ("COPYDESK_SETTINGS", "missing.toml"),
    ("COPYDESK_SETTINGS", "wire"),
]
# {inbox} and {warehouse} are good ones; {folder} is the working folder.
IN = "--warehouse {warehouse}"
OWN = f"--seeds {{inbox}} {IN}"
LINES = [
    "",
    "--sides",
    "nope",
    "--settings missing.toml run",
    "--settings {folder} run",
    "run --seeds missing",
    "run --seeds {inbox} --warehouse {inbox}",
    "run --seeds {inbox} --warehouse {inbox}/data",
    "run --seeds {warehouse}/inbox --warehouse {warehouse}",
    "run --seeds {inbox} --workers 0",
    f"run --seeds {{inbox}} --workers {HUGE}",
    "run --seeds {inbox} --workers two",
    "run --seeds {inbox} --runner abacus",
    "run --seeds {inbox} --runner dask --direct",
    "run --seeds {inbox} --runner ray --direct",
    "run --seeds {inbox} --warehouse s3://",
    "run --seeds foo://bar",
    "run --sides",
    "run more words",
    "serve --seeds {inbox} --cron nope",
    "serve --seeds {inbox} --cron @",
    "serve --seeds {inbox} --cron R\t*\t*\t*\t*",
    "serve --seeds {inbox} --cron 0\t0\t31\t2\t*",
    "serve --seeds {inbox} --timezone Mars/Base",
    "serve --seeds {inbox} --timezone ../UTC",
    "serve --seeds missing",
    "serve --seeds missing --watch",
    "serve --seeds {warehouse}/inbox --warehouse {warehouse}",
    "plan --warehouse missing",
    f"plan --rule XYZ999 {IN}",
    f"plan --since yesterday {IN}",
    f"plan --since 2031-02-30 {IN}",
    f"reprocess --rule XYZ999 {IN}",
    f"reprocess --since 1 {IN}",
    "sql SELECT\t1 --warehouse missing",
    "sql SELECT\t1 --warehouse {inbox}/harbour.txt",
    f"sql SELECT\t1 --format slides {IN}",
    f"sql SELECT\t1 --at 99 {IN}",
    f"sql SELECT\t1 --at 0 {IN}",
    f"sql SELECT\t1 --at -1 {IN}",
    f"sql SELECT\t1 --at {HUGE} {IN}",
    f"sql SELECT\t1 --at one {IN}",
    f"sql DROP\tVIEW\tarticles {IN}",
    f"sql SELECT\t'\udcff' {IN}",
    f"explain \udcff {IN}",
    f"correct harbour.txt agency \udcff {OWN}",
    f"report nothing {IN}",
    f"report agencies --format slides {IN}",
    f"report agencies --param x {IN}",
    f"report agencies --x 1 {IN}",
    f"report agencies places {IN}",
    f"report agencies {IN} --since",
    f"report agencies --param x=1 {IN}",
    f"report agencies --at 99 {IN}",
    f"report people --limit -1 {IN}",
    f"report people --kind ship {IN}",
    f"report mentions --kind ship {IN}",
    f"report revisions --basis ship {IN}",
    f"report stories --by ship {IN}",
    f"report about {IN}",
    f"report about --html page.html {IN}",
    f"export new --report about {IN}",
    f"explain harbour.txt 999999 {IN}",
    f"correct harbour.txt agency AFP {IN}",
    f"review --take {{inbox}}/harbour.txt {IN}",
    f"review --code NOPE {IN}",
    f"search harbour --n {HUGE} {IN}",
    f"search  {IN}",
    f"search \t\t {IN}",
    f"search 😀 {IN}",
    f"report agencies --html {{folder}} {IN}",
    f"report agencies --html missing/page.html {IN}",
    f"report --html {{warehouse}}/warehouse.duckdb {IN}",
    f"report --html {{warehouse}}/page.html {IN}",
    f"report --html {{inbox}}/harbour.txt {IN}",
    f"report agencies --html /dev/null {IN}",
    f"explain nothing.txt {IN}",
    f"explain harbour.txt -- -1 {IN}",
    f"explain harbour.txt first {IN}",
    "rules XYZ999",
    f"correct {OWN}",
    f"correct harbour.txt agency {OWN}",
    f"correct harbour.txt agency AFP --null {OWN}",
    f"correct harbour.txt nothing AFP {OWN}",
    f"correct nothing.txt agency AFP {OWN}",
    f"correct --file missing.csv {OWN}",
    f"correct --file {{folder}} {OWN}",
    f"sample agency --n 0 {IN}",
    f"sample agency --n {HUGE} {IN}",
    f"sample agency --n many {IN}",
    f"sample agency --seed many {IN}",
    f"sample nothing --out made.csv {IN}",
    f"sample agency --out missing/made.csv {IN}",
    f"sample agency --out {{warehouse}}/made.csv {IN}",
    f"sample agency --out {{warehouse}}/warehouse.sql {IN}",
    f"sample agency --out {{inbox}}/harbour.txt {IN}",
    f"sample agency --out {{folder}} {IN}",
    f"grade missing.csv {IN}",
    f"grade {{folder}} {IN}",
    f"grade {{inbox}}/harbour.txt {IN}",
    f"grade {{inbox}}/harbour.txt --format slides {IN}",
    f"export {{inbox}} {IN}",
    f"export {{inbox}}/harbour.txt {IN}",
    f"export {{warehouse}}/_data/new {IN}",
    f"export seeds/new {IN}",
    f"export s3://desk/new {IN}",
    f"export new --where  {IN}",
    f"site {{warehouse}}/new {IN}",
    f"site {{inbox}}/new --seeds {{inbox}} {IN}",
    f"site s3://desk/new {IN}",
    f"site  {IN}",
    f"export new --format slides {IN}",
    f"export new --at 99 {IN}",
    f"snapshots --format slides {IN}",
    "snapshots --warehouse missing",
    f"rollback 99 {IN}",
    f"rollback 0 {IN}",
    f"rollback {HUGE} {IN}",
    f"rollback one {IN}",
    "rollback",
    "compact --warehouse missing",
    "gc --warehouse missing",
    "verify --warehouse missing",
    f"verify --at 99 {IN}",
    f"check --at 99 {IN}",
]


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """An inbox and a warehouse, which no wrong usage changes."""
    room = Newsroom(tmp_path_factory.mktemp("desk"))
    room.seeds.mkdir()
    room.drop(harbour=STORY)
    room.run()
    return room


@pytest.fixture
def desk(filled_once: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """The same, with an empty folder to work in; no server may start."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a server was started")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(EmbeddedServer, "__init__", refuse)
    return filled_once


def refused(desk: Newsroom, copydesk: Copydesk, *words: str) -> str:
    """The one line that a command line is refused with."""
    places = {"folder": Path.cwd(), "inbox": desk.seeds, "warehouse": desk.root}
    before = _files(desk.folder, Path.cwd())
    done = copydesk(*(word.format(**places).replace("\t", " ") for word in words))
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("copydesk: "), done.stderr
    assert (done.stderr.count("\n"), done.stdout) == (1, "")
    assert _files(desk.folder, Path.cwd()) == before
    return done.stderr


def _files(*folders: Path) -> dict[str, tuple[int, int]]:
    """All files and folders, with size and time of change."""
    return {
        os.path.join(place, name): (status.st_size, status.st_mtime_ns)
        for folder in folders
        for place, inner, files in os.walk(folder)
        for name in (*inner, *files)
        for status in [os.lstat(os.path.join(place, name))]
    }


@pytest.mark.parametrize("line", LINES[1:])
def test_a_wrong_command_line_is_exit_2_in_one_line(line: str, desk: Newsroom, copydesk: Copydesk) -> None:
    refused(desk, copydesk, *line.split(" "))


@pytest.mark.parametrize(
    "line",
    [
        "run --seeds loop",
        "run --seeds loop/wire",
        f"export loop {IN}",
        f"export loop/new {IN}",
        f"site loop {IN}",
        f"site nowhere/new {IN}",
        f"sample agency --out loop {IN}",
        f"report agencies --html loop/page.html {IN}",
    ],
)
def test_links_in_a_loop_are_no_folder_and_no_file(line: str, desk: Newsroom, copydesk: Copydesk) -> None:
    Path("loop").symlink_to("loop")
    Path("nowhere").symlink_to("missing")
    refused(desk, copydesk, *line.split(" "))


def test_an_inbox_that_is_gone_is_exit_2_and_leaves_the_rows_as_they_are(desk: Newsroom, copydesk: Copydesk) -> None:
    before = desk.files()
    done = copydesk("run", "--seeds", "missing", "--warehouse", desk.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("copydesk: there is no folder 'missing'")
    assert copydesk("status", "--warehouse", desk.root).returncode == 0
    assert desk.files() == before


def test_no_command_at_all_shows_the_help(copydesk: Copydesk) -> None:
    done = copydesk()
    assert (done.returncode, done.stderr) == (2, "")
    assert "reprocess" in done.stdout


@pytest.mark.parametrize(("name", "value"), VARIABLES)
def test_a_wrong_variable_is_exit_2_in_one_line(
    name: str, value: str, desk: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    seeds, warehouse = (
        (f"--{flag}", f"{{{place}}}") for flag, place in (("seeds", "inbox"), ("warehouse", "warehouse"))
    )
    given = [words for words in (seeds, warehouse) if words[0][2:].upper() not in name]
    refused(desk, copydesk, "run", *(word for words in given for word in words))


@pytest.mark.parametrize(("name", "content"), FILES)
@pytest.mark.parametrize("line", ["run --seeds {inbox} --warehouse {warehouse}"])
def test_a_wrong_settings_file_is_exit_2_in_one_line(
    name: str, content: bytes, line: str, desk: Newsroom, copydesk: Copydesk
) -> None:
    Path(name).write_bytes(content)
    words = line.split(" ")
    if b"seeds" in content:  # a flag would take its place
        del words[1:3]
    refused(desk, copydesk, *words)


def test_a_settings_file_that_is_none_is_refused(desk: Newsroom, copydesk: Copydesk) -> None:
    own = Path("copydesk.toml")
    own.mkdir()
    assert "copydesk.toml is no file" in refused(desk, copydesk, "run", "--seeds", "{inbox}")
    own.rmdir()
    own.symlink_to(own)
    assert "copydesk.toml cannot be read" in refused(desk, copydesk, "run", "--seeds", "{inbox}")
    own.unlink()
    os.mkfifo(own)
    assert "copydesk.toml is no file" in refused(desk, copydesk, "run", "--seeds", "{inbox}")


@pytest.mark.parametrize("is_flag", [True, False])
def test_a_named_settings_file_is_trusted_and_the_only_one(
    is_flag: bool, desk: Newsroom, copydesk: Copydesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("copydesk.toml").write_text("broken")
    Path("mine.toml").write_text(f"seeds = '{desk.seeds}'\nnotify_command = 'true'\n")
    monkeypatch.setenv("COPYDESK_SETTINGS", "" if is_flag else "mine.toml")  # and back at the end
    words = ("--settings", "mine.toml") if is_flag else ()
    done = copydesk(*words, "run", "--warehouse", desk.root)
    assert (done.returncode, done.stderr) == (0, "")


def test_words_of_a_search_are_joined_and_operators_in_capitals_named(desk: Newsroom, copydesk: Copydesk) -> None:
    def search(*words: str) -> tuple[bool, bool]:
        done = copydesk("search", *words, "--format", "csv", "--warehouse", desk.root)
        return "harbour.txt" in done.stdout, "written in capitals" in done.stderr

    assert search("old", "harbour") == (True, False)
    assert search("flood or harbour") == (False, True)
    assert search("flood OR harbour") == (True, False)
    assert search('"flood or harbour"') == (False, False)


def test_a_page_replaces_only_a_page(desk: Newsroom, copydesk: Copydesk) -> None:
    page = Path("page.html")
    for _ in range(2):
        done = copydesk("report", "agencies", "--html", page, "--warehouse", desk.root)
        assert (done.returncode, done.stdout) == (0, "The page is in page.html.\n")
    assert os.listdir() == ["page.html"]
    page.write_text("uri,doc_id\n")
    refused(desk, copydesk, "report", "agencies", "--html", "page.html", "--warehouse", "{warehouse}")


def test_a_message_with_control_characters_does_not_act_on_the_terminal(desk: Newsroom, copydesk: Copydesk) -> None:
    assert "\\x1b[31m" in refused(desk, copydesk, "run", "--seeds", "\x1b[31mred\nblue")


def test_a_mistake_is_answered_with_what_was_meant(desk: Newsroom, copydesk: Copydesk) -> None:
    assert "did you mean people?" in refused(desk, copydesk, "report", "peple", "--warehouse", "{warehouse}")
    assert "there are " in refused(desk, copydesk, "report", "xyzzy", "--warehouse", "{warehouse}")
    assert "a whole number is needed" in refused(desk, copydesk, "run", "--workers", "two")
