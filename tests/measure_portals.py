"""Portal copies planted among texts: how many are found, and whose they are said to be (`-m tests.measure_portals`).

250 stories get a dateline with an agency. A portal's page is made of each: a headline with Capital Letters, a paragraph
dropped, other quotation marks, the furniture of a page, a stamp below, the credit gone. They lie among 3,000 texts. All
are labelled texts in `../shared/eval/` beside the repository; they are never copied, and only counts are printed.
"""

import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
SETS = ("dev_quotes/quotes_polnear", "dev_quotes/mentions_worldwide", "dev/dateline_reuters")
ALL, PLANTED = 3_000, 250
AGENCIES = "AFP,Reuters,AP,dpa,EFE,ANSA,TASS,Xinhua".split(",")
TOWNS = "PARIS,NAIROBI,LIMA,OSLO,HANOI,CAIRO,QUITO,TALLINN".split(",")
MENU = ("Home | News | Sport | Weather", "Menu", "Skip to main content", "Breaking News | Home | World")
FOOT = ("Share this article", "Read also:", "Most read", "Subscribe to our newsletter", "© 2023 All rights reserved")
MARKS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'))


def texts(name: str) -> Iterator[str]:
    """The texts of a set, with plain line ends."""
    with gzip.open(EVAL / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"].replace("\r\n", "\n").strip()


def credited(rng: random.Random, text: str) -> tuple[str, str, list[str]]:
    """A story with a dateline in front: the text, its agency, and the paragraphs without it."""
    paragraphs = [part for part in text.split("\n\n")[1:] if len(part) > 60]
    agency, town = rng.choice(AGENCIES), rng.choice(TOWNS)
    dateline = f"{town}, May {rng.randint(1, 28)} ({agency}) - "
    return dateline + "\n\n".join(paragraphs), agency, paragraphs


def page(rng: random.Random, paragraphs: list[str]) -> str:
    """A portal's page of a story, without its credit."""
    opening, closing = rng.choice(MARKS)
    left = list(paragraphs)
    left.pop(rng.randrange(1, len(left)))
    body = re.sub(r"[“\"]([^“”\"]{1,400})[”\"]", rf"{opening}\1{closing}", "\n\n".join(left))
    headline = " ".join(word.capitalize() for word in paragraphs[0].split()[:9])
    stamp = f"{rng.randint(1, 28):02d}/05/2023 {rng.randint(6, 22):02d}:{rng.randint(0, 59):02d}"
    return "\n\n".join((rng.choice(MENU), headline, body, f"Published {stamp}", rng.choice(FOOT), rng.choice(FOOT)))


def corpus() -> Iterator[tuple[str, str, str]]:
    """File names, texts, and what is known of them: the agency of planted pairs, else nothing."""
    rng = random.Random(17)
    others = [text for name in SETS for text in texts(name)]
    fit = [text for text in others if sum(len(part) > 60 for part in text.split("\n\n")[1:]) >= 5]
    chosen = rng.sample(fit, PLANTED)
    for n, text in enumerate(chosen):
        original, agency, paragraphs = credited(rng, text)
        yield f"wire/{n:03d}", original, agency
        yield f"portal/{n:03d}", page(rng, paragraphs), agency
    rest = [text for text in others if text not in set(chosen)]
    for n, text in enumerate(rest[: ALL - 2 * PLANTED]):
        yield f"other/{n:04d}", text, ""


def main() -> None:
    """Plant, run, and count."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    with tempfile.TemporaryDirectory(prefix="copydesk-portals-") as scratch:
        folder, agencies = Path(scratch), {}
        for name, text, agency in corpus():
            path = folder / "seeds" / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            agencies[f"{name}.txt"] = agency
        inbox, root = (str(folder / part) for part in ("seeds", "warehouse"))
        subprocess.run(
            [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", inbox, "--warehouse", root], check=True
        )
        with duckdb.connect(str(folder / "warehouse" / "warehouse.duckdb"), read_only=True) as database:
            rows = database.execute(
                "SELECT uri, articles.agency, group_id, duplicates.agency_inferred"
                " FROM articles LEFT JOIN duplicates USING (doc_id)"
            ).fetchall()
    groups = {uri: group for uri, _, group, _ in rows}
    counts: Counter[str] = Counter()
    for uri, agency, group, inferred in rows:
        if uri.startswith("portal/"):
            is_found = group is not None and group == groups.get(uri.replace("portal", "wire"))
            counts["planted"] += 1
            counts["found"] += is_found
            counts["with a credit of its own"] += agency is not None
            counts["inferred"] += inferred is not None
            counts["inferred right"] += inferred == agencies[uri]
        elif inferred is not None:
            counts["inferred of texts that were not planted"] += 1
        counts["other texts in a group"] += uri.startswith("other/") and group is not None
    for what, count in counts.items():
        print(f"{what:45} {count:5}")


if __name__ == "__main__":
    main()
