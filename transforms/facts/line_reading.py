"""What one extractor finds in one line."""

from typing import NamedTuple


class LineReading(NamedTuple):
    """The values of one span of a line, and the code and role with which the span leaves the body.

    `start` and `stop` are half-open code points of the line; the extractor, run on that span alone, finds the same
    values. `values` are pairs of a column of articles and the value as text; a column may come more than once. `code`
    is the code of the extract, or None where the span stays in the body; `cut` is where the removed text begins, if
    that is not the start of the evidence. Fields that begin with an underscore are not columns; later steps use them.
    """

    start: int
    stop: int
    reader: str
    form: str
    values: tuple[tuple[str, str], ...] = ()
    code: str | None = None
    role: str = "body"
    cut: int | None = None

    def value(self, field: str) -> str | None:
        """The first value of a field."""
        for name, value in self.values:
            if name == field:
                return value
        return None

    def shifted(self, start: int) -> "LineReading":
        """The same reading, in a line that begins `start` code points earlier."""
        cut = None if self.cut is None else self.cut + start
        # `_replace` takes five times as long.
        return LineReading(
            self.start + start, self.stop + start, self.reader, self.form, self.values, self.code, self.role, cut
        )
