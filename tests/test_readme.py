"""The README shows what the commands print: `python -m tests.test_readme` writes the outputs anew."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
# A command continues on the next line after a backslash, and within quotation marks.
TYPED = r'\$ copydesk ((?:\\\n|[^"\n]|"[^"]*")*)\n'
BLOCK = re.compile(rf"```console\n{TYPED}((?:(?!```).*\n)*)```\n")
# Wall times differ from run to run, and with them the width of the table that shows them.
SECONDS = re.compile(r"│ (seconds|documents cleaned) .*\n")
WIDTH = re.compile(r"(?<=([─━ ]))\1+")


def printed(command: str, place: Path) -> str:
    """What a command prints, with a warehouse under `place`."""
    environment = os.environ | {"COPYDESK_WAREHOUSE": str(place / "data"), "COLUMNS": "80", "NO_COLOR": "1"}
    argv = shlex.split(command) + (["--direct"] if command == "run" else [])
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *argv],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def renewed(text: str, place: Path) -> str:
    """The README with the output of each command as it is now; `run` comes first, whatever its place."""
    outputs = {"run": printed("run", place)}
    outputs |= {m[1]: printed(m[1], place) for m in BLOCK.finditer(text) if m[1] != "run"}
    return BLOCK.sub(lambda m: f"```console\n$ copydesk {m[1]}\n{outputs[m[1]]}```\n", text)


def timeless(text: str) -> str:
    """A text without what depends on the speed of the machine."""
    return WIDTH.sub("", SECONDS.sub("", text))


def test_readme_shows_what_is_printed(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert BLOCK.search(text)
    assert timeless(renewed(text, tmp_path)) == timeless(text)


def test_readme_names_files_that_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (ROOT / target).exists(), target


if __name__ == "__main__":
    shown = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        new = renewed(shown, Path(scratch))
    if timeless(new) != timeless(shown):
        README.write_text(new, encoding="utf-8")
