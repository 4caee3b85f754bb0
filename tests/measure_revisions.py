"""Versions of stories composed of real texts: how right `supersedes` and `role` are (`-m tests.measure_revisions`).

Each story becomes a chain of one agency: a flash, a lead, an update, a correction. What says their order differs:
marks of the wire, days in datelines, numbers of files, or marks and days. With each chain come a portal's copy of the
lead, the same text of another agency, and a sidebar of the same agency: none of these replaces a text. The texts are
labelled ones in `../shared/eval/` beside the repository; they are never copied, and only counts are printed.
"""

import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import duckdb

from tests.measure_portals import AGENCIES, EVAL, SETS, TOWNS, page, texts

CHAINS = 120
KINDS = ("marks", "days", "numbers", "marks and days")
MARKS = (
    ("URGENT - {}", "ALERT: {}"),
    ("{}",),
    ("UPDATE 1-{}", "UPDATE 2-{}", "2nd LEAD: {}", "{} (UPDATE)", "UPDATED: {}"),
    ("CORRECTED-{}", "CORRECTION: {}", "{} (CORRECTED)", "CORRECTED - {}"),
)
ROLES = ("first", "update", "update", "correction")


def bodies(rng: random.Random, parts: list[str]) -> list[list[str]]:
    """What four versions say: two paragraphs, most, more with a number changed, and a word changed."""
    lead, more = parts[: len(parts) // 2], parts[: len(parts) * 3 // 4]
    place = rng.randrange(len(more))
    update = [re.sub(r"\d+", lambda m: str(int(m[0]) + 3), part) if n == place else part for n, part in enumerate(more)]
    last = update[-1].split()
    last[len(last) // 2] = rng.choice(("Norland", "Tarn", "Oster"))
    return [lead[:2], lead, update, [*update[:-1], " ".join(last)]]


def chain(rng: random.Random, n: int, text: str) -> Iterator[tuple[str, str]]:
    """A chain's files: names and texts; a version's name has its place in the chain."""
    kind, parts = KINDS[n % len(KINDS)], [part for part in text.split("\n\n")[1:] if len(part) > 60]
    agency, other = rng.sample(AGENCIES, 2)
    town, day, headline = rng.choice(TOWNS), rng.randint(1, 24), " ".join(parts[0].split()[:8])

    def file(place: str, body: list[str], mark: str, by: str, day: int) -> tuple[str, str]:
        name = sha256(f"{n} {place}".encode()).hexdigest()[:16]
        first = f"{place}_" if kind == "numbers" and place.isdigit() else ""
        dateline = f"{town}, May {day}, 2023 ({by}) - " if "days" in kind else f"{town}, May {day} ({by}) - "
        return f"{n:03d}-{place}", f"wire{n:03d}/{first}{name}\n{mark}\n\n{dateline}" + "\n\n".join(body)

    for place, body in enumerate(bodies(rng, parts)):
        mark = rng.choice(MARKS[place]).format(headline) if "marks" in kind else headline
        yield file(f"{place:03d}", body, mark, agency, day + place * ("days" in kind))
    lead = parts[: len(parts) // 2]
    yield file("rival", lead, headline, other, day)
    yield file("sidebar", parts[len(parts) * 3 // 4 :], " ".join(parts[-1].split()[:8]), agency, day)
    yield f"{n:03d}-page", f"portal/{n:03d}\n{page(rng, lead)}"


def score(rows: list[tuple[str, str, str | None]], labels: dict[str, str]) -> None:
    """Count pairs by the kind of chain."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for uri, role, supersedes in rows:
        number, _, place = labels[uri].partition("-")
        count = counts[KINDS[int(number) % len(KINDS)]]
        before = f"{number}-{int(place) - 1:03d}" if place.isdigit() and int(place) else None
        count["pairs"] += before is not None
        if place.isdigit():
            count["versions"] += 1
            is_marked = "marks" in KINDS[int(number) % len(KINDS)]
            right = ROLES[int(place)] if is_marked else ROLES[min(int(place), 1)]
            count["roles right"] += role == right or (place == "000" and role in {"rendering", "other"})
        if supersedes:
            was = labels[supersedes]
            count["found"] += 1
            count["right"] += was == before
            count["later than it"] += place.isdigit() and was[:3] == number and was[4:].isdigit() and was[4:] < place
    for kind, count in counts.items():
        precision, recall = count["right"] / max(count["found"], 1), count["right"] / max(count["pairs"], 1)
        print(
            f"{kind:15} supersedes P {precision:.3f} R {recall:.3f}", *(f"{k} {v}" for k, v in count.items()), sep=" | "
        )


def main() -> None:
    """Compose, run, and count."""
    if not EVAL.is_dir():
        sys.exit(f"the labelled texts are not there: {EVAL.name}/ beside the repository")
    rng = random.Random(23)
    stories = [text for name in SETS[:2] for text in texts(name)]
    fit = [text for text in stories if 12 <= sum(len(part) > 60 for part in text.split("\n\n")[1:]) <= 40]
    with tempfile.TemporaryDirectory(prefix="copydesk-revisions-") as scratch:
        folder, labels = Path(scratch), {}
        for n, text in enumerate(rng.sample(fit, CHAINS)):
            for label, content in chain(rng, n, text):
                name, _, body = content.partition("\n")
                path = folder / "seeds" / f"{name}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, "utf-8")
                labels[f"{name}.txt"] = label
        inbox, root = (str(folder / part) for part in ("seeds", "warehouse"))
        subprocess.run(
            [sys.executable, "-m", "flows.cli", "run", "--direct", "--seeds", inbox, "--warehouse", root], check=True
        )
        with duckdb.connect(str(folder / "warehouse" / "warehouse.duckdb"), read_only=True) as database:
            rows = database.execute("""
                SELECT now.uri, role, was.uri FROM article_stories JOIN articles AS now USING (doc_id)
                LEFT JOIN articles AS was ON was.doc_id = supersedes
            """).fetchall()
    score(rows, labels)


if __name__ == "__main__":
    main()
