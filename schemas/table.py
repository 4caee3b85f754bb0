"""The definition of a table: a name, a grain, a key and described columns; everything else is derived from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa


class Lifetime(Enum):
    """How long a row is shown.

    DOCUMENT rows are retired together with the document (doc_id) that they describe, HISTORY rows stay forever,
    WHOLE tables are replaced as a whole by a commit with a new one, VIEW relations have no file of their own.
    """

    DOCUMENT = "document"
    HISTORY = "history"
    WHOLE = "whole"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `stored` columns are in the Parquet files; the view computes the others. A column whose name begins with an
    underscore is stored for internal use, and no view shows it. A person can decide the value of
    a `correctable` column. A `derived` one follows from others, so `copydesk plan` does not report its changes.
    A text matches the `pattern` as a whole, and a number is within the `bounds`.
    """

    name: str
    type: pa.DataType
    description: str
    required: bool = False
    stored: bool = True
    correctable: bool = False
    derived: bool = False
    pattern: str = ""
    bounds: tuple[int, int] | None = None

    @property
    def shown(self) -> bool:
        """Whether the relation's view shows the column."""
        return not self.name.startswith("_")


def column(
    name: str,
    kind: pa.DataType,
    description: str,
    *,
    required: bool = False,
    stored: bool = True,
    correctable: bool = False,
    derived: bool = False,
    pattern: str = "",
    bounds: tuple[int, int] | None = None,
) -> Column:
    """Declare one column; `required` ones never hold a null."""
    return Column(name, kind, description, required, stored, correctable, derived, pattern, bounds)


COMMIT = column(
    "_commit", pa.int64(), "Which commit wrote the row; with doc_id it names one version of a document.", required=True
)
SNAPSHOT = column("_snapshot", pa.int64(), "Number of the first snapshot with the row; later rows win.", required=True)


@dataclass(frozen=True, slots=True)
class Table:
    """One relation: `grain` says what a row is, `key` which columns identify it."""

    name: str
    grain: str
    key: tuple[str, ...]
    lifetime: Lifetime
    columns: tuple[Column, ...]
    long_text: bool = False

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns of the Parquet files, in order; internal ones last."""
        own = tuple(c for c in self.columns if c.stored)
        if self.lifetime is Lifetime.DOCUMENT or self.name == "documents":
            return (*own, COMMIT)
        return own

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the relation's view, in order."""
        return tuple(c for c in self.columns if c.shown)

    @property
    def schema(self) -> pa.Schema:
        """Arrow schema of the stored columns, with the descriptions as field metadata."""
        fields = [
            pa.field(c.name, c.type, nullable=not c.required, metadata={"description": c.description})
            for c in self.stored
        ]
        return pa.schema(fields, metadata={"table": self.name, "grain": self.grain})

    def batch(self, columns: Mapping[str, Sequence[Any] | pa.Array]) -> pa.RecordBatch:
        """Make a batch of columns by name.

        Raises ValueError where a column is missing, unknown, or null although required: a typing error must not
        become a column of nulls.

        >>> table = Table("towns", "one town", ("name",), Lifetime.HISTORY, (column("name", pa.string(), "Its name."),))
        >>> table.batch({"name": ["Suva", "Nadi"]}).to_pylist()
        [{'name': 'Suva'}, {'name': 'Nadi'}]
        """
        names = [c.name for c in self.stored]
        if set(columns) != set(names):
            missing, unknown = sorted(set(names) - set(columns)), sorted(set(columns) - set(names))
            raise ValueError(f"{self.name}: missing columns {missing}, unknown columns {unknown}")
        arrays = []
        for c in self.stored:
            given = columns[c.name]
            array = given if isinstance(given, pa.Array) else pa.array(given, c.type)
            if c.required and array.null_count:
                raise ValueError(f"{self.name}.{c.name}: {array.null_count} nulls in a required column")
            arrays.append(array)
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)
