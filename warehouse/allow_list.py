"""The allow-list of the query sandbox, checked against DuckDB's own parse tree."""

import json
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from schemas import TABLES
from warehouse.catalog import HERE, MACROS, view_names
from warehouse.snapshot import RETIRED

if TYPE_CHECKING:
    import duckdb

# Expressions have a class; all other nodes of the tree have a type.
_CLASSES = frozenset(
    "BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION LAMBDA LAMBDA_REF OPERATOR"
    " PARAMETER POSITIONAL_REFERENCE STAR SUBQUERY TYPE WINDOW".split()
)
_TYPES = frozenset(
    "SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE"
    " BASE_TABLE EMPTY EXPRESSION_LIST JOIN PIVOT SHOW_REF SUBQUERY TABLE_FUNCTION"
    " DISTINCT_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER ORDER_MODIFIER"
    " ORDER_DEFAULT ASCENDING DESCENDING".split()
)
_TABLE_FUNCTIONS = frozenset(
    "duckdb_columns duckdb_functions duckdb_keywords duckdb_schemas duckdb_tables duckdb_types duckdb_views"
    " generate_series histogram histogram_values icu_calendar_names json_each json_tree pg_timezone_names"
    " pragma_collations pragma_show pragma_table_info pragma_version range repeat repeat_row summary"
    " test_all_types unnest".split()
)
# Scalar functions that wait, write, run or bind a text as SQL, or show settings; a test requires new ones to be
# classified.
_REFUSED_FUNCTIONS = frozenset(
    "current_setting currval getenv json_execute_serialized_sql json_serialize_plan nextval pg_sleep setseed setval"
    " sleep_ms write_log".split()
)
# Relations by schema. Names that a query defines (`WITH name AS …`) are allowed too, unless DuckDB has such a relation.
_SCHEMAS = frozenset({"", "main", "memory"})
_STORED = frozenset({"stored", "before"})
_INTERNAL = re.compile(r"(duckdb|pg|pragma|sqlite)_\w*|_files_\d+")
_SHOWN = frozenset({"", '"tables"', "__show_tables_expanded"})
_MACRO = re.compile(r"CREATE MACRO (\w+)\(.*\) AS TABLE")
_BEGINS_OTHERS = frozenset({"WITH", "EXPLAIN", "("})
_ENDS_PIVOT_LIST = frozenset("USING GROUP ORDER LIMIT WHERE HAVING QUALIFY".split())


class RefusedQueryError(ValueError):
    """The query is not a single statement that only reads relations of the warehouse."""

    exit_code = 2


def refuse_unless_reading(database: "duckdb.DuckDBPyConnection", query: str) -> None:
    """Check that a query is one statement that only reads relations; it is parsed, not run.

    Raises RefusedQueryError, which names what is refused, and duckdb.ParserException for text that is not SQL.
    """
    if any("\ud800" <= c <= "\udfff" for c in query):  # from a file or a terminal with another encoding
        raise RefusedQueryError("the query is not UTF-8")
    statements = database.extract_statements(query)
    if len(statements) != 1:
        what = f"one statement at a time, not {len(statements)}" if statements else "the query is empty"
        raise RefusedQueryError(what)
    kind = _kind(statements[0])
    if kind == "EXPLAIN":  # EXPLAIN ANALYZE runs what it explains
        refuse_unless_reading(database, _explained(query))
    elif kind == "MULTI":
        _refuse_tree(_parsed(database, _with_pivot_lists(query)))
    elif kind == "SELECT":
        _refuse_tree(_parsed(database, query))
    else:
        word = _words(query)[0][1].upper()  # DuckDB has one kind for LOAD and INSTALL, SET and USE, …
        said = kind if word in _BEGINS_OTHERS else word
        raise RefusedQueryError(f"{said} is refused: only statements that read are allowed")


def _kind(statement: "duckdb.Statement") -> str:
    try:
        return statement.type.name
    except ValueError:  # a kind that DuckDB's Python package has no name for
        return "the statement"


def _parsed(database: "duckdb.DuckDBPyConnection", query: str) -> Any:
    """The parse tree of a statement, as nested lists and dictionaries."""
    rows = database.execute("SELECT json_serialize_sql($1::VARCHAR)", [query]).fetchall()
    try:
        tree = json.loads(rows[0][0])
    except RecursionError:
        raise RefusedQueryError("the query is refused: it is nested too deeply") from None
    if tree["error"] or len(tree["statements"]) != 1:
        raise RefusedQueryError("the statement is refused: only statements that read are allowed")
    return tree["statements"]


def _refuse_tree(tree: Any) -> None:
    own = {entry["key"].lower() for node in _nodes(tree) for entry in node.get("cte_map", {}).get("map", ())}
    for node in _nodes(tree):
        expression, kind = node.get("class"), node.get("type")
        if isinstance(expression, str):
            _refuse_unless(expression in _CLASSES, expression)
        elif isinstance(kind, str):
            _refuse_unless(kind in _TYPES, kind.removesuffix("_QUERY_NODE"))
        if kind == "BASE_TABLE" or (kind == "SHOW_REF" and (node["schema_name"] or node["table_name"] not in _SHOWN)):
            _refuse_relation(node, own)
        elif kind == "TABLE_FUNCTION":
            name = node["function"]["function_name"].lower()
            _refuse_unless(name in _TABLE_FUNCTIONS | _table_macros(), f"{name}()")
        elif kind == "FUNCTION":
            name = node["function_name"].lower()
            _refuse_unless(name not in _REFUSED_FUNCTIONS, f"{name}()")


def _refuse_relation(node: dict[str, Any], own: set[str]) -> None:
    catalog, schema, name = (node[f"{part}_name"].lower() for part in ("catalog", "schema", "table"))
    if catalog in {"", "memory"}:
        if schema == "information_schema" or (schema in _STORED and name in {*TABLES, RETIRED}):
            return
        if schema in _SCHEMAS and name in _relations():
            return
        if schema == "" and name in own and not _INTERNAL.fullmatch(name):
            return
    near = get_close_matches(name, TABLES, 1)
    hint = f"; did you mean {near[0]}?" if near and schema in _SCHEMAS else ""
    what = ".".join(filter(None, (catalog, schema, name)))
    raise RefusedQueryError(f"{what} is refused: it is not a relation of the warehouse{hint}")


def _refuse_unless(is_allowed: object, what: str) -> None:
    if not is_allowed:
        raise RefusedQueryError(f"{what} is refused: a query can only read relations of the warehouse")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """All dictionaries of a tree; without recursion, because a user decides how deep the tree is."""
    left = [tree]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            yield part
            left.extend(part.values())
        elif isinstance(part, list):
            left.extend(part)


@cache
def _relations() -> frozenset[str]:
    """Our relations, including those that others are made of."""
    return frozenset({*TABLES, *view_names(), "sqlite_master"})


@cache
def _table_macros() -> frozenset[str]:
    """Our table functions."""
    return frozenset(_MACRO.findall("".join((HERE / name).read_text("utf-8") for name in MACROS)))


def _words(query: str) -> list[tuple[int, str]]:
    """The tokens of a query, each with the offset of its first byte; without comments."""
    import duckdb  # noqa: PLC0415 - slow, and the caller has imported it already

    text = query.encode()
    tokens = duckdb.tokenize(query)
    starts = [start for start, _ in tokens]
    ends = [*starts[1:], len(text)]
    return [
        (start, text[start:end].decode(errors="replace").strip())
        for (start, kind), end in zip(tokens, ends, strict=True)
        if kind != duckdb.token_type.comment
    ]


def _explained(query: str) -> str:
    """The statement that an EXPLAIN explains, without EXPLAIN, ANALYZE and the options in parentheses."""
    words = _words(query)
    first = 2 if words[1][1].upper() == "ANALYZE" else 1
    if words[first][1] == "(":
        closing = next((n for n, (_, word) in enumerate(words) if word == ")"), first)
        first = closing + 1 if _is_option(words[first + 1][1]) else first
    return query.encode()[words[first][0] :].decode()


def _is_option(word: str) -> bool:
    return word.upper() in {"ANALYZE", "FORMAT", "VERBOSE"}


def _with_pivot_lists(query: str) -> str:
    """Give a PIVOT without a list of values such a list, so that it has a parse tree.

    DuckDB makes several statements of a PIVOT without a list, and shows no tree. `IN (0)` is inserted after ON and
    after each comma of its list; all words of the query stay. A query that is not a PIVOT then does not parse and is
    refused.
    """
    inserts, depths = [], [False]  # whether the list of an ON is open, at each depth of parentheses
    words = _words(query)
    for start, word in [*words, (len(query.encode()), ")")]:
        ends_item = word in {",", ")", ";"} or word.upper() in _ENDS_PIVOT_LIST
        if depths[-1] and ends_item:
            inserts.append(start)
            depths[-1] = word == ","
        if word.upper() == "ON":
            depths[-1] = True
        elif word in {"(", "["}:
            depths.append(False)
        elif word in {")", "]"} and len(depths) > 1:
            depths.pop()
    text = query.encode()
    cuts = [0, *inserts, len(text)]
    return b" IN (0) ".join(text[a:b] for a, b in pairwise(cuts)).decode()
