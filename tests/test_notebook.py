"""The notebook runs from its first cell to its last on the samples."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.test_pages import newsroom

NOTEBOOK = Path(__file__).parent.parent / "warehouse" / "RECIPES.ipynb"


@pytest.mark.slow
def test_every_cell_of_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    names: dict[str, Any] = {}
    with newsroom() as place:
        (place / "warehouse").mkdir()
        (place / "data").rename(place / "warehouse" / "data")
        monkeypatch.chdir(place)
        for cell in cells:
            if cell["cell_type"] == "code" and all(map(find_spec, cell["metadata"].get("needs", ()))):
                exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), names)
        with names["database"] as database, pytest.raises(Exception, match=r"[Pp]ermission|disabled"):
            database.sql("SELECT * FROM read_csv('seeds/afp/funiculaire-lyon.txt')")
    assert ("2024-05", "AFP", 2) in names["by_month"]
