"""What Prefect costs: the same texts in a few shards and in many, with it and without; CPU of all that was started.

`python -m tests.benchmarks.prefect_cost`. What many shards cost more under Prefect than with `--direct` is the shards';
what is left is fixed: the server and the imports.
"""

import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.benchmarks.__main__ import children
from tests.benchmarks.corpus import make_corpus

COUNT, TURNS = 1_200, 3  # more than a run does in its own process
FEW, MANY = 2, 60
# At the settings' size, and what a text of 4.5 kB costs.
SHARD_DOCUMENTS, SECONDS_EACH = 5_000, 0.0015


def seconds(inbox: Path, root: Path, shards: int, *, direct: bool) -> float:
    """CPU seconds of a run on two workers and of all its processes, into a fresh warehouse."""
    before, _ = children()
    roots = ["--seeds", str(inbox), "--warehouse", str(root), "--workers", "2"]
    subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", *roots, *(["--direct"] if direct else [])],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"COPYDESK_SHARD_DOCUMENTS": str(-(-COUNT // shards))},
    )
    return children()[0] - before


def main() -> None:
    """Run all four in turns, and print the least of each and what follows."""
    spent: dict[tuple[int, bool], list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="copydesk-prefect-") as scratch:
        place = Path(scratch)
        make_corpus(place / "inbox", COUNT)
        for turn, shards, direct in product(range(TURNS), (FEW, MANY), (True, False)):
            root = place / f"{turn}-{shards}-{direct}"
            spent.setdefault((shards, direct), []).append(seconds(place / "inbox", root, shards, direct=direct))
    least = {which: min(found) for which, found in spent.items()}
    few, many = (least[shards, False] - least[shards, True] for shards in (FEW, MANY))
    each = (many - few) / (MANY - FEW)
    share, once = each / (SHARD_DOCUMENTS * SECONDS_EACH), few - FEW * each
    print(f"{each * 1000:.0f} ms a shard, {share:.1%} of its work at {SHARD_DOCUMENTS:,} texts; {once:.1f} s once")


if __name__ == "__main__":
    main()
