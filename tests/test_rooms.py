"""The import law: what each room may import, foreign libraries included."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT_LIBRARIES = {"ahocorasick_rs", "ftfy", "numpy", "rensa", "charset_normalizer"}
ALLOWED = {
    "schemas": {"schemas", "pyarrow"},
    "transforms": {"schemas", "transforms", "pyarrow"} | TEXT_LIBRARIES,
    "warehouse": {"schemas", "warehouse", "pyarrow", "duckdb", "obstore", "jinja2"},
}
LANGUAGE = {"langdetect", "langdetect_rs"}
# Libraries that one file alone may know.
OWN = {
    "transforms/language.py": LANGUAGE,
    "warehouse/export/delta.py": {"deltalake"},
    "warehouse/export/workbook.py": {"xlsxwriter"},
}
# Pure: no network, no process, no clock. Reading packaged data goes through importlib.resources.
IMPURE = {"socket", "subprocess", "urllib", "http", "datetime.now", "random", "tempfile", "shutil", "sqlite3"}


def files() -> list[Path]:
    rooms = ("schemas", "transforms", "warehouse", "flows")
    found = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    # What builds a data file runs on a developer's machine, never in the pipeline.
    return [path for path in found if not path.name.startswith("build_")]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", files(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    tops = {name.partition(".")[0] for name in imported(path)} - sys.stdlib_module_names
    if room == "flows":
        assert not tops & ({"obstore"} | LANGUAGE | {"langdetect"}), tops
        return
    allowed = ALLOWED[room] | OWN.get(path.relative_to(ROOT).as_posix(), set())
    assert tops <= allowed


@pytest.mark.parametrize("path", [p for p in files() if "transforms" in p.parts], ids=lambda p: p.name)
def test_transforms_are_pure(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imported(path)} & IMPURE
    calls = {
        n.func.id
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    assert "open" not in calls


@pytest.mark.parametrize("path", sorted((ROOT / "transforms" / "rules").glob("*.py")), ids=lambda p: p.stem)
def test_a_rule_imports_what_a_rule_is(path: Path) -> None:
    if path.stem != "__init__":
        own = {name for name in imported(path) if name.partition(".")[0] not in sys.stdlib_module_names}
        own = {name for name in own if not name.startswith("transforms.rules.")}
        assert own <= {
            f"transforms.{name}"
            for name in ("choice", "mojibake", "pairing", "repetition", "rule", "spelling", "tense")
        }


def test_no_file_is_long() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in files() if (n := p.read_text().count("\n")) > 400}
    assert not long
