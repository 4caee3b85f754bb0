"""One result, three ways to print it."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.cli.formats import BINARY, NO_ROWS, answer, write
from flows.cli.output import OutputError
from flows.cli.queries import QueryRows
from flows.cli.tables import TABLE_ROWS
from warehouse.formula import unescape_formula

VALUES = (
    None,
    True,
    1.5,
    'a,\n"b"',
    date(2031, 5, 6),
    datetime(2031, 5, 6, 7, 8, tzinfo=UTC),
    ["x"],
    {"k": 1},
    b"\x01",
)
NAMES = tuple("abcdefghi")


def written(form: str, *rows: tuple[object, ...], names: tuple[str, ...] = NAMES) -> str:
    out = io.StringIO()
    write(QueryRows(names, iter(rows)), form, out)
    return out.getvalue()


def test_json_is_one_object_a_row() -> None:
    day = ["2031-05-06", "2031-05-06T07:08:00+00:00"]
    expected = dict(zip(NAMES, [None, True, 1.5, 'a,\n"b"', *day, ["x"], {"k": 1}, "01"], strict=True))
    assert json.loads(written("json", VALUES, VALUES)) == [expected, expected]
    assert json.loads(written("json")) == []
    assert json.loads(written("json", (Decimal("1.50"),), names=("a",))) == [{"a": "1.50"}]


@pytest.mark.parametrize(("form", "is_for_people"), [("table", True), ("list", True), ("csv", False), ("json", False)])
def test_a_result_without_rows_says_so(form: str, is_for_people: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert written(form).endswith(f"{NO_ROWS}\n") is is_for_people
    assert capsys.readouterr().err == ("" if is_for_people else f"{NO_ROWS}\n")


def test_csv_can_be_read_back() -> None:
    head, row = csv.reader(io.StringIO(written("csv", VALUES)))
    assert head == list(NAMES)
    assert row[:4] == ["", "True", "1.5", 'a,\n"b"']
    assert row[6:8] == ['["x"]', '{"k": 1}']


@pytest.mark.parametrize("rows", [[(1, "a"), (2, None)], []])
def test_rows_of_no_database_are_written_as_binary_formats_too(
    rows: list[tuple[object, ...]],
) -> None:
    found = {}
    for form in BINARY:
        out = io.TextIOWrapper(io.BytesIO())
        write(QueryRows(("n", "text"), iter(rows)), form, out)
        found[form] = out
    table = pq.read_table(found["parquet"].buffer)
    assert (table.column_names, [tuple(row.values()) for row in table.to_pylist()]) == (["n", "text"], rows)
    with zipfile.ZipFile(found["xlsx"].buffer) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 1 + len(rows)


def test_a_table_shows_values_as_text_not_as_markup_or_control_codes() -> None:
    shown = written("table", ("[red]x[/red] \x1b[31m",), names=("[b]",))
    assert "[red]x[/red] \\x1b[31m" in shown
    assert "[b]" in shown
    assert "\x1b" not in shown


def test_a_narrow_table_breaks_names_at_underscores_and_cuts_document_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    names, row = ("agency_role", "article_count", "doc_id"), ("author", 3, "0123456789ab" + "c" * 52)
    monkeypatch.setenv("COLUMNS", "80")
    assert "│ author      │ 3             │ 0123456789ab… │" in written("table", row, names=names)
    monkeypatch.setenv("COLUMNS", "36")
    narrow = written("table", row, names=names)
    assert [word in narrow for word in ("agency_ ", "article_ ", "agency_role")] == [True, True, False]
    assert row[2] in written("csv", row, names=names)


def test_a_few_rows_too_wide_for_the_terminal_are_lists_of_names_and_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names, row = tuple(f"column_{n}" for n in range(30)), tuple(f"value {n}" for n in range(30))
    shown = written("table", row, row, names=names)
    assert all(shown.count(f"│ column_{n} ") == 2 for n in range(30))
    assert all(shown.count(f" value {n} ") == 2 for n in range(30))
    assert written("list", *[row] * 4, names=names).count("│ column_29 ") == 4


def test_many_rows_too_wide_for_the_terminal_lose_their_last_columns_which_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names, row = ("text_a", *"bcdefghijk"), ("a long text " * 9, *("12345678",) * 10)
    lines = written("table", *[row] * 4, names=names).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-2:] == [
        "Not shown for lack of room: 5 more columns, g, h, i, j, k.",
        "--format wide, list or csv shows them.",
    ]
    wide = written("wide", *[row] * 4, names=names)
    assert "no room" not in wide
    assert wide.count("a long text " * 9) == 4


def test_line_breaks_are_marks_in_a_table_and_breaks_in_a_column_alone() -> None:
    assert "a⏎b.txt" in written("table", ("a\nb.txt", 1), names=("uri", "n"))
    assert "⏎" not in written("table", ("a\nb",), names=("body",))


def test_a_long_table_says_that_it_stops() -> None:
    rows = [(n,) for n in range(TABLE_ROWS + 1)]
    assert "The first 200 rows" in written("table", *rows, names=("n",))
    assert "The first 200 rows" not in written("table", *rows[:-1], names=("n",))


HOSTILE = (
    *("=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\x00=1", "\u00a0=1", "\u3000\uff1d1", "\ufeff=1"),
    *("a\r=1", "a\n=1", "a\r\n=1", "\r", "\n", "a\x85=1", "a\u2028=1", "a\x0b=1", "'=1", "'tis", "", " ", '"', '"=1"'),
    *("a,=1", "a;=1", "a\t=1", "a\x00b", "\x1b[2J"),
)


def test_hostile_cells_are_read_back_from_csv_and_none_begins_a_formula() -> None:
    found = written("csv", *((cell, "z") for cell in HOSTILE), names=("a", "=b"))
    head, *rows = csv.reader(io.StringIO(found, newline=""))
    assert head == ["a", "'=b"]
    assert [unescape_formula(cell) for cell, _ in rows] == list(HOSTILE)
    starts = [cell.lstrip("\x00\ufeff").strip()[:1] for cell, _ in rows]
    assert not {"=", "+", "-", "@", "\uff1d"} & set(starts)


def test_no_lone_carriage_return_splits_a_row_of_csv() -> None:
    found = written("csv", ("a\r=1", "z"), names=("a", "b"))
    assert found == 'a,b\n"a\r=1",z\n'


def test_json_has_null_for_what_is_no_number_and_every_column_once() -> None:
    nan, inf = float("nan"), float("inf")
    found = written("json", (nan, [inf, 1.0], {"k": -inf}, "\udc80"), names=("a", "A", "a_1", "b"))

    def refuse(word: str) -> None:
        raise AssertionError(word)

    expected = {"a": None, "A_2": [None, 1.0], "a_1": {"k": None}, "b": "\udc80"}
    assert json.loads(found, parse_constant=refuse) == [expected]
    assert "NaN" not in written("csv", ([nan],), names=("a",))


def test_parquet_names_every_column_once_and_keeps_types() -> None:
    out = io.TextIOWrapper(io.BytesIO())
    with duckdb.connect() as database:
        answer(database, "SELECT 1::TINYINT AS a, DATE '2031-05-06' AS a, 1.50::DECIMAL(4, 2) AS A", "parquet", out)
    schema = pq.read_schema(out.buffer)
    assert schema.names == ["a", "a_1", "A_2"]
    assert [str(kind) for kind in schema.types] == ["int8", "date32[day]", "decimal128(4, 2)"]


def test_an_ascii_output_gets_json_escapes_and_refuses_csv() -> None:
    out = io.TextIOWrapper(io.BytesIO(), "ascii", "backslashreplace", write_through=True)
    write(QueryRows(("a",), iter([("\xe9\U0001f5de",)])), "json", out)
    raw = out.buffer.getvalue()  # type: ignore[attr-defined]
    assert json.loads(raw) == [{"a": "\xe9\U0001f5de"}]
    with pytest.raises(OutputError, match=r"is ascii, which lacks '\\xe9'"):
        write(QueryRows(("a",), iter([("\xe9",)])), "csv", out)
