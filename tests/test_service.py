"""The files of a service: units that systemd finds sound and confined, and an image and its composition that agree."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from flows.settings import Settings

ROOT = Path(__file__).parent.parent
SERVICE = ROOT / "flows" / "service"
UNITS = sorted(path.name for path in SERVICE.iterdir() if path.suffix in {".service", ".timer"})
MOST_EXPOSED = 2.0  # of 10, by `systemd-analyze security`


@pytest.fixture
def analyze(tmp_path: Path) -> list[str]:
    """Give a folder of units whose program exists."""
    if not (program := shutil.which("systemd-analyze")):
        pytest.skip("there is no systemd-analyze on this machine; apt-get install systemd")
    for name in UNITS:
        text = (SERVICE / name).read_text("utf-8").replace("/opt/copydesk/bin/copydesk", "/bin/true")
        (tmp_path / name).write_text(text)
    return [program]


def test_systemd_finds_no_fault_in_the_units(analyze: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [*analyze, "verify", *(tmp_path / name for name in UNITS)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_service_is_confined(analyze: list[str], tmp_path: Path, name: str) -> None:
    command = [*analyze, "security", "--offline=true", tmp_path / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Overall exposure level for \S+ ([\d.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= MOST_EXPOSED


def test_both_services_are_confined_in_the_same_way() -> None:
    confined = [
        (SERVICE / name).read_text("utf-8").partition("DynamicUser")[2] for name in UNITS if "timer" not in name
    ]
    assert len({text.partition("\n\n[Install]")[0].strip() for text in confined}) == 1


@pytest.mark.parametrize("name", [*(name for name in UNITS if "timer" not in name), "Containerfile"])
def test_every_variable_is_a_setting(name: str) -> None:
    named = set(re.findall(r"\bCOPYDESK_([A-Z_]+)", (SERVICE / name).read_text("utf-8")))
    assert named
    assert {variable.lower() for variable in named} <= set(Settings.model_fields)


def test_the_image_copies_what_there_is_and_the_composition_builds_it() -> None:
    image = (SERVICE / "Containerfile").read_text("utf-8")
    copied = re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", image)
    assert all((ROOT / name).exists() for names in copied for name in names.split())
    services = yaml.safe_load((SERVICE / "compose.yaml").read_text("utf-8"))["services"]
    for service in services.values():
        context = SERVICE / service["build"]["context"]
        assert (context / service["build"]["dockerfile"]).resolve() == SERVICE / "Containerfile"
        assert service["cap_drop"] == ["ALL"]
    assert services["prefect"]["ports"] == ["127.0.0.1:4200:4200"]
