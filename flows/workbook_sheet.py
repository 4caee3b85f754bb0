"""The first sheet of an Excel workbook, read as a sheet of text; nothing in it is computed."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from flows.csv_sheet import MOST_BYTES, BadSheetError, Sheet, SheetRow, check_header
from flows.system.terminal import visible

MOST_CELLS = 5_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def parse_workbook(content: bytes, name: str, columns: Iterable[str], needed: Iterable[str]) -> Sheet:
    """Read the rows of the first sheet, like `flows.csv_sheet.parse`; a formula in a known column is a problem.

    Raises BadSheetError if it is not a workbook, or lacks a needed column.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            shared = _strings(parts)
            rows = list(_rows(_xml(parts, _first_sheet(parts)), shared))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, IndexError, ValueError, NotImplementedError, RuntimeError):
        raise BadSheetError(f"{visible(name)} is not a readable workbook: save it as CSV UTF-8") from None
    _, head = rows[0] if rows else (1, {})
    titles = [head.get(n, ("", False))[0].strip() for n in range(max(head, default=-1) + 1)]
    sheet = Sheet(visible(name), tuple(titles), ",", [], [])
    known = set(columns)
    check_header(sheet, None, known, set(needed))
    for number, cells in rows[1:]:
        row = {title: cells.get(n, ("", False)) for n, title in enumerate(titles) if title in known}
        if computed := [title for title, (_, is_formula) in row.items() if is_formula]:
            sheet.refuse(number, f"{computed[0]} is a formula")
        elif any(text for text, _ in row.values()):
            sheet.rows.append(SheetRow(number, {title: text for title, (text, _) in row.items()}))
    return sheet


def _xml(parts: zipfile.ZipFile, name: str) -> ET.Element:
    """A part of the workbook; ValueError if it is too long, or declares entities, which spreadsheets never do."""
    with parts.open(name) as part:
        content = part.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES or b"<!" in content[:1_000]:
        raise ValueError(name)
    return ET.fromstring(content)


def _first_sheet(parts: zipfile.ZipFile) -> str:
    first = next(_xml(parts, "xl/workbook.xml").iter(f"{_MAIN}sheet")).attrib[_LINK]
    links = {link.attrib["Id"]: link.attrib["Target"] for link in _xml(parts, "xl/_rels/workbook.xml.rels")}
    target = links[first]
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _strings(parts: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    return [_text(item) for item in _xml(parts, "xl/sharedStrings.xml").iter(f"{_MAIN}si")]


def _text(item: ET.Element) -> str:
    """The text of a string from its runs, without phonetic readings."""
    runs = [*item.findall(f"{_MAIN}t"), *item.findall(f"{_MAIN}r/{_MAIN}t")]
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(run.text or "" for run in runs))


def _rows(sheet: ET.Element, shared: list[str]) -> Iterator[tuple[int, dict[int, tuple[str, bool]]]]:
    """Each row's number and its cells by column, from 0: the text, and whether it is a formula."""
    count = 0
    for number, row in enumerate(sheet.iter(f"{_MAIN}row"), 1):
        cells = {}
        for n, cell in enumerate(row.iter(f"{_MAIN}c")):
            place = _PLACE.fullmatch(cell.get("r", ""))
            cells[_column(place[1]) if place else n] = _cell(cell, shared), cell.find(f"{_MAIN}f") is not None
        count += len(cells)
        if count > MOST_CELLS:
            raise ValueError("too many cells")
        yield int(row.get("r", number)), cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(cell: ET.Element, shared: list[str]) -> str:
    inline = cell.find(f"{_MAIN}is")
    if inline is not None:
        return _text(inline)
    value = cell.findtext(f"{_MAIN}v") or ""
    return shared[int(value)] if cell.get("t") == "s" else value
