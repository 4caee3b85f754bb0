"""The wheel that `make dist` builds: it carries the code and its data, and runs in an environment of its own."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from transforms.version import rules_version

ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "transforms", "warehouse", "flows")
UV = Path(sys.executable).with_name("uv")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`make dist` in a copy, so that no build folder is left in the tree."""
    source = tmp_path_factory.mktemp("source")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copy(ROOT / name, source)
    (source / "warehouse" / "data").mkdir(exist_ok=True)
    (source / "warehouse" / "data" / "left.sql").write_text("-- not to be carried")
    # What an earlier build left: setuptools takes files that such a list names.
    (source / "copydesk.egg-info").mkdir()
    (source / "copydesk.egg-info" / "SOURCES.txt").write_text("transforms/data/cities.csv\n")
    environment = str(Path(sys.prefix))
    command = ["make", "-s", "-o", f"{environment}/.bootstrap", "dist", f"VENV={environment}"]
    subprocess.run(command, cwd=source, check=True)
    return source / "dist"


@pytest.fixture(scope="module")
def copydesk(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Call the installed command, in an empty environment and an empty home, next to a copy of the samples."""
    place = tmp_path_factory.mktemp("installed")
    (wheel,) = dist.glob("*.whl")
    subprocess.run([UV, "venv", "-q", "--offline", "--python", sys.executable, place / "venv"], check=True)
    _install(place / "venv", "sync", "--require-hashes", dist / "requirements.lock")
    _install(place / "venv", "install", "--no-deps", wheel)
    shutil.copytree(ROOT / "seeds", place / "seeds")

    def call(*arguments: str) -> str:
        environment = {"PATH": os.defpath, "HOME": str(place), "LANG": "C.UTF-8"}
        command = [place / "venv" / "bin" / "copydesk", *arguments]
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.partition("Traceback")[1]) == (0, ""), done.stdout + done.stderr
        return done.stdout

    return call


def _install(environment: Path, *command: str | Path) -> None:
    """Install from uv's cache; from the index where the cache lacks something."""
    whole = [UV, "pip", *command, "-q", "--python", environment]
    if subprocess.run([*whole, "--offline"], capture_output=True, check=False).returncode:
        subprocess.run(whole, check=True)


def test_it_carries_code_and_data_only(dist: Path) -> None:
    (wheel,) = dist.glob("copydesk-*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in names} == set(ROOMS)
    assert not [name for name in names if name.startswith("warehouse/data/")]
    files = (path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    expected = {path.as_posix() for path in files if path.parts[:2] != ("warehouse", "data")}
    kept = {name for name in expected if "__pycache__" not in name}
    assert kept == names


def test_its_hashes_are_right(dist: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=dist, check=True)


def test_it_takes_the_samples_where_it_is_installed(copydesk: Callable[..., str]) -> None:
    copydesk("run", "--direct")
    (row,) = json.loads(copydesk("sql", "SELECT count(*) AS articles FROM articles", "--format", "json"))
    assert row["articles"] > 0
    assert copydesk("report", "agencies", "--format", "csv").count("\n") > 1
    copydesk("report", "--html", "page.html")
    assert "TYP001" in copydesk("rules")
    assert copydesk("verify")
    status = json.loads(copydesk("status", "--format", "json"))
    assert (status["health"], status["documents"]) == ("well", row["articles"])
    assert status["rules_version"] == rules_version()
    assert status["software_version"] in copydesk("--version")
