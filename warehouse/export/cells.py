"""Columns as flat cells, in SQL: lists joined, instants in ISO 8601, bytes in hexadecimal."""

import pyarrow as pa

from schemas import Column, Table
from warehouse.catalog import identifier, literal

SEPARATOR = "; "


def live(table: Table) -> str:
    """The exported rows of a relation, in a view that `warehouse.export` makes."""
    return f"given.{identifier(table.name)}"


def flat(column: Column) -> str:
    """An expression for a column in a flat cell; numbers, dates and booleans keep their types."""
    name, kind = identifier(column.name), column.type
    if pa.types.is_timestamp(kind):
        return instant_sql(name, is_zoned=kind.tz is not None)
    if pa.types.is_map(kind):
        return _joined(f"map_entries({name})", "e.key || ': ' || e.value::VARCHAR")
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        parts = ", ".join(f"e.{identifier(field.name)}" for field in kind.value_type)
        return _joined(name, f"concat_ws(', ', {parts})")
    if pa.types.is_list(kind):
        return _joined(name, "e")
    return f"lower(hex({name}))" if pa.types.is_binary(kind) else name


def instant_sql(expression: str, *, is_zoned: bool) -> str:
    """A timestamp in ISO 8601; the time zone of the session is UTC."""
    return f"replace({expression}::TIMESTAMP::VARCHAR, ' ', 'T') || {literal('Z' if is_zoned else '')}"


def is_text(column: Column) -> bool:
    """Whether the flat cell is text."""
    kind = column.type
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    return not (is_number or pa.types.is_boolean(kind) or pa.types.is_date(kind))


def _joined(items: str, item: str) -> str:
    return f"array_to_string(list_transform({items}, lambda e: {item}), {literal(SEPARATOR)})"
