"""`python -m tests.screenshot` makes the README's first picture: an article's page of the samples, in Chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console as Terminal

from flows.console import Console
from flows.runs.run import Request, run
from flows.settings import settings_of
from flows.site.build import build_site
from flows.site.page_names import article_page
from warehouse import Warehouse
from warehouse.sandbox import open_sandboxed

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "tests" / "article.png"
SAMPLE = "portal/harbour-pilots-strike.txt"
SIZE = "1100,1190"


def chromium() -> str | None:
    """The program, where there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def build(folder: Path) -> Path:
    """Run the samples and build their site; the page of one of them."""
    settings = settings_of(seeds=str(ROOT / "seeds"), warehouse=str(folder / "warehouse"))
    with open(os.devnull, "w", encoding="utf-8") as quiet:
        run(settings, Request(direct=True), Console(Terminal(file=quiet), Terminal(file=quiet)))
    build_site(settings, folder / "site", None, lambda _: None, all_articles=True)
    with open_sandboxed(Warehouse(folder / "warehouse")) as database:
        ((doc_id,),) = database.execute("SELECT doc_id FROM current_documents WHERE uri = ?", [SAMPLE]).fetchall()
    return folder / "site" / article_page(doc_id)


def photograph(program: str, page: Path, picture: Path) -> None:
    """Take a picture of the top of a page."""
    flags = [
        "--headless",
        "--hide-scrollbars",
        "--disable-gpu",
        "--force-device-scale-factor=1",
        f"--window-size={SIZE}",
    ]
    if os.getuid() == 0:
        flags.append("--no-sandbox")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, *flags, f"--user-data-dir={profile}", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main() -> None:
    """Make the picture; exit with a message where there is no Chromium."""
    if (program := chromium()) is None:
        sys.exit("no Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        photograph(program, build(Path(folder)), PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
