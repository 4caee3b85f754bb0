"""Escapes cells that a spreadsheet would run as formulas, with an apostrophe."""

import re

from warehouse.catalog import literal

# A sign that begins a formula (also in full width) after any spaces and controls; and the characters at which Excel
# splits cells.
# The syntax is valid in RE2 and in Python.
_SPACES = "\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
FORMULA = rf"[\t\r\n]|[\x00-\x20\x7f-\xa0{_SPACES}]*[=+\-@＝＋－＠]"
_ESCAPED = re.compile(rf"'|{FORMULA}")


def escape_formula(cell: str) -> str:
    """Put an apostrophe before a formula, and before an apostrophe: `=1` becomes `'=1`.

    >>> escape_formula("=1+1"), escape_formula("Suva")
    ("'=1+1", 'Suva')
    """
    return f"'{cell}" if _ESCAPED.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Undo `escape_formula`; `'tis`, typed by a person, stays as it is."""
    return cell[1:] if cell.startswith("'") and _ESCAPED.match(cell, 1) else cell


def escaped_formula(expression: str) -> str:
    """SQL for a text with an apostrophe before a formula, for files that are not read back."""
    return f"if(regexp_matches({expression}, {literal(f'^(?:{FORMULA})')}), '''' || {expression}, {expression})"
