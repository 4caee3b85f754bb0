"""The wheel: it carries the code and its data, nothing else, and runs where it is installed."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    # Built from a copy, so that no build folder is left in the tree.
    source.mkdir()
    for room in ("schemas", "transforms", "warehouse", "flows"):
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    (source / "warehouse" / "data").mkdir(exist_ok=True)
    (source / "warehouse" / "data" / "left.sql").write_text("-- not to be carried")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(place), "."]
    subprocess.run(command, cwd=source, check=True)
    return next(place.glob("copydesk-*.whl"))


def test_it_carries_code_and_data_only(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"schemas", "transforms", "warehouse", "flows"}
    assert not [name for name in names if name.startswith("warehouse/data/")]
    for path in (*ROOT.glob("warehouse/**/*.sql"), *ROOT.glob("transforms/**/*.parquet"), *ROOT.glob("flows/*.html")):
        if "data" not in path.relative_to(ROOT).parts[:2]:
            assert path.relative_to(ROOT).as_posix() in names


def test_it_runs_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    place, inbox = tmp_path / "installed", tmp_path / "inbox"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    inbox.mkdir()
    story = "OSLO, June 3 (AFP) - The ferry to the islands left on time .\n\nNobody complained.\n"
    (inbox / "story.txt").write_text(story, encoding="utf-8")
    code = (
        "import flows, sys; from flows.cli import main; "
        f"assert flows.__file__.startswith({str(place)!r}), flows.__file__; main()"
    )
    environment = os.environ | {"PYTHONPATH": str(place), "HOME": str(tmp_path)}
    arguments = ["run", "--direct", "--seeds", str(inbox), "--warehouse", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "warehouse.duckdb").exists()
