"""The import law: what each room may import, foreign libraries included."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT_LIBRARIES = {"ahocorasick_rs", "ftfy", "numpy", "charset_normalizer"}
ALLOWED = {
    "schemas": {"schemas", "pyarrow"},
    "transforms": {"schemas", "transforms", "pyarrow"} | TEXT_LIBRARIES,
    "warehouse": {"schemas", "warehouse", "pyarrow", "duckdb", "obstore", "jinja2"},
}
LANGUAGE = {"langdetect", "langdetect_rs"}
# Libraries that one file alone may know.
OWN = {
    "transforms/lexicon.py": {"symspellpy"},
    "transforms/language.py": LANGUAGE,
    "warehouse/export/delta.py": {"deltalake"},
    "warehouse/export/workbook.py": {"xlsxwriter"},
}
# Pure: no network, no process, no clock. Reading packaged data goes through importlib.resources.
IMPURE = {"socket", "subprocess", "urllib", "http", "datetime.now", "random", "tempfile", "shutil", "sqlite3"}


def files() -> list[Path]:
    rooms = ("schemas", "transforms", "warehouse", "flows")
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


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
            for name in ("alternation", "lexicon", "mojibake", "pairing", "repetition", "rule", "spelling", "tense")
        }


# Of `flows/`, lowest first: each floor imports from itself and from those below. The files at the root are a floor.
FLOORS = ("system", "", "sources", "ingest", "engines", "runs", "site", "cli")


def floor_of(module: str) -> int:
    """The floor of `flows.FOLDER.file`, or of `flows.file`."""
    parts = module.split(".")
    return FLOORS.index(parts[1] if len(parts) > 2 or parts[1] in FLOORS else "")


def arrows() -> dict[str, set[str]]:
    """What each file of `flows/` imports of it, lazily or for its types as well."""
    found = {}
    for path in files():
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if name.startswith("flows.") and path.stem != "__init__":
            found[name] = {module for module in imported_modules(path) if module.startswith("flows.")} - {name}
    return found


def imported_modules(path: Path) -> set[str]:
    """Full names of modules, where `from package import module` names one as well."""
    names = imported(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name for name in inner if (ROOT / f"{name.replace('.', '/')}.py").exists()}
    return {name for name in names if (ROOT / f"{name.replace('.', '/')}.py").exists()}


def test_the_floors_of_flows_import_downwards() -> None:
    up = {(a, b) for a, called in arrows().items() for b in called if floor_of(b) > floor_of(a)}
    assert not up


def test_no_files_of_flows_import_one_another_in_a_circle() -> None:
    waiting = arrows()
    while ready := {name for name, called in waiting.items() if not called & waiting.keys()}:
        waiting = {name: called for name, called in waiting.items() if name not in ready}
    assert not waiting


def test_the_command_line_starts_without_heavy_libraries() -> None:
    heavy = {"pyarrow", "duckdb", "pydantic", "rich", "numpy", "prefect", "transforms", "warehouse", "schemas"}
    program = f"import sys, flows.cli.app; print(sorted({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_run_with_nothing_to_do_needs_no_database_and_no_tables_for_a_person() -> None:
    heavy = {"duckdb", "rich", "pydantic_settings", "prefect", "transforms.refine"}
    program = f"import sys, flows.runs.run, flows.cli.preflight; print(sorted({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_no_file_is_long() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in files() if (n := p.read_text().count("\n")) > 400}
    assert not long
