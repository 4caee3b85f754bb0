"""DuckDB's names of the columns' types."""

import pyarrow as pa

_SCALARS = {
    pa.string(): "VARCHAR",
    pa.binary(): "BLOB",
    pa.bool_(): "BOOLEAN",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
}


def sql_type(arrow: pa.DataType) -> str:
    """DuckDB's name of an Arrow type; KeyError for one that no table has used yet.

    >>> sql_type(pa.list_(pa.struct([("name", pa.string())])))
    'STRUCT("name" VARCHAR)[]'
    """
    if pa.types.is_list(arrow):
        return f"{sql_type(arrow.value_type)}[]"
    if pa.types.is_map(arrow):
        return f"MAP({sql_type(arrow.key_type)}, {sql_type(arrow.item_type)})"
    if pa.types.is_struct(arrow):
        fields = ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in arrow)
        return f"STRUCT({fields})"
    return _SCALARS[arrow]
