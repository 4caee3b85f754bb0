"""Mutation testing: small faults are put into copies of the product, and each must make a test fail.

    python -m tests.mutants [--named] [--drawn N] [--seed N] [--seconds N]

The named faults are those that a review once found untested. The others are drawn over all rooms by a hash of the
seed and of their own code: the draw stays where other code changes. A fault is killed where the tests that import its
file fail. A test that takes too long shows nothing, nor does one that fails without the fault as well. Exit 1 where a
named one survives, or more than 15 % of those drawn. `SURVIVORS` are those that no input can show; they are not
counted.
"""

import argparse
import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "transforms", "warehouse", "flows")
FOLDERS = (*ROOMS, "tests", "seeds", ".ci")
WORKERS = 2
# Seconds of one command of tests; what takes longer shows nothing.
PATIENCE = 300
KILLED_SHARE = 0.85

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


class Mutant(NamedTuple):
    """A fault: in `file`, the code points from `start` on are `after` in place of `before`."""

    file: str
    start: int
    before: str
    after: str
    title: str

    def line(self, text: str) -> int:
        """The number of its line."""
        return text.count("\n", 0, self.start) + 1

    def rank(self, seed: int, text: str) -> str:
        """Its place in the draw of a seed: a hash of its file, its line of code and itself."""
        line = text.splitlines()[self.line(text) - 1].strip()
        return hashlib.sha256("\0".join((str(seed), self.file, line, self.before, self.after)).encode()).hexdigest()

    def into(self, text: str) -> str:
        """The text with the fault."""
        return text[: self.start] + self.after + text[self.start + len(self.before) :]


# File, what stands there, what takes its place, and what would go wrong.
NAMED = (
    ("transforms/edits.py", "if rewords and context.is_quoted(start, stop):", "if False:", "quoted words may change"),
    ("transforms/clean.py", "_AROUND = 64", "_AROUND = 4", "the second pass sees too little"),
    ("transforms/facts/resolve.py", '2 * bool(found.value("agency")) +', "", "a date outweighs an agency"),
    ("transforms/calibration.py", "FEWEST_CHECKED = 50", "FEWEST_CHECKED = 5", "five checks make a confidence"),
    ("flows/ingest/diff.py", "(*prefixes, *shut)", "prefixes", "members of a broken archive count as removed"),
    ("flows/ingest/diff.py", "return lost == held or (", "return (", "an emptied folder removes all"),
    ("flows/ingest/shard.py", "if doc_id_of(raw) != source.doc_id:", "if False:", "a file may change while it is read"),
    ("warehouse/commit.sql", "THEN 0 ELSE 2", "THEN 2 ELSE 2", "an equal result of another writer is replaced"),
    (
        "warehouse/gc.py",
        "return min(datetime.now(UTC), ",
        "return max(datetime.now(UTC), ",
        "the machine's clock rules",
    ),
    (
        "transforms/batches.py",
        "stops.drop_null().to_numpy()[::-1]",
        "stops.drop_null().to_numpy()",
        "the lead is the last paragraph",
    ),
    ("transforms/batches.py", "None if reason else reader_share", "reader_share", "a null has a confidence"),
    ("schemas/table.py", "if set(columns) != set(names):", "if not set(columns) >= set(names):", "unknown columns"),
    ("schemas/table.py", "if c.required and array.null_count:", "if False:", "nulls in required columns"),
    ("transforms/batches.py", "np.arange(len(owners)) - firsts[owners]", "np.arange(len(owners))", "ordinals run on"),
    ("transforms/language.py", "LEAST_PROBABILITY = 0.8", "LEAST_PROBABILITY = 0.55", "unsure languages are given"),
    ("flows/runs/drift.py", "FAR = 3.0", "FAR = 2.0", "drift is reported at twice the usual"),
)

# File, the code in which the fault is, the same with the fault, and why no input can show it.
SURVIVORS = (
    (
        "flows/engines/prefect_server.py",
        "if self._process.stdin and not self._process.stdin.closed:",
        "if (self._process.stdin or not self._process.stdin.closed):",
        "the server always has a pipe as its input, and to close one twice does nothing",
    ),
    (
        "warehouse/export/workbook.py",
        "return text if len(units) <= 2 * MOST_CHARACTERS else",
        "return text if (len(units) < 2 * MOST_CHARACTERS) else",
        "what is cut at its full length is the same text",
    ),
    (
        "warehouse/allow_list.py",
        'elif word in {")", "]"} and len(depths) > 1:',
        'elif word in {")", "]"} and (len(depths) >= 1):',
        "parentheses are balanced where DuckDB parses a query; the one that ends the loop may close nothing",
    ),
    (
        "flows/errors.py",
        'keep=LINE_BREAK), end="", file=sys.stderr, flush=True)',
        'keep=LINE_BREAK), end="", file=sys.stderr, flush=(False))',
        "a trace ends with a line break, at which Python writes standard error out by itself",
    ),
    (
        "warehouse/database_file.py",
        "hexdigest()[:16]",
        "hexdigest()[:(17)]",
        "a kept file may have a longer name",
    ),
)


def is_allowed(mutant: Mutant, text: str) -> bool:
    """Whether a fault in a file of this text is one of the survivors."""
    changed = mutant.into(text)
    return any(mutant.file == file and changed == text.replace(before, after) for file, before, after, _ in SURVIVORS)


def named() -> Iterator[Mutant]:
    """The named faults; raises ValueError where the code is no longer what one changes."""
    for file, before, after, title in NAMED:
        text = (ROOT / file).read_text("utf-8")
        if text.count(before) != 1:
            raise ValueError(f"{file} has {before!r} {text.count(before)} times: name the fault anew")
        yield Mutant(file, text.index(before), before, after, title)


def drawn(number: int, seed: int) -> list[Mutant]:
    """Faults drawn evenly over the rooms, as far as each has some; of equal faults in equal lines the first."""
    rooms = []
    for room in ROOMS:
        ranked: dict[str, Mutant] = {}
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.stem not in {"__init__", "__main__"}:
                text = path.read_text("utf-8")
                for mutant in mutants_of(path):
                    ranked.setdefault(mutant.rank(seed, text), mutant)
        rooms.append([ranked[rank] for rank in sorted(ranked)])
    in_turn = (mutant for turn in zip_longest(*rooms) for mutant in turn if mutant)
    return list(islice(in_turn, number))


def mutants_of(path: Path) -> list[Mutant]:
    """All faults that can be put into a file's functions; `strict` of zip, which only asserts, is left as it is."""
    text = path.read_text("utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    raw = text.encode()
    file = path.relative_to(ROOT).as_posix()

    def mutant(node: ast.expr, after: ast.expr, title: str) -> Mutant:
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        before = raw[begin:end].decode()
        return Mutant(file, len(raw[:begin].decode()), before, f"({ast.unparse(after)})", title)

    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = (node for function in functions for statement in function.body for node in ast.walk(statement))
    checks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict"}
    unique = {
        (n.lineno, n.col_offset, n.end_col_offset, type(n)): n
        for n in inner
        if isinstance(n, ast.expr) and id(n) not in checks
    }
    return [mutant(node, after, title) for node in unique.values() for after, title in faults(node)]


def faults(node: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    """What may be wrong at a node, and how to say it."""
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in SWAPPED:
            other = SWAPPED[type(operator)]()
            yield ast.Compare(node.left, [other, *node.ops[1:]], node.comparators), "another comparison"
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values), "and for or"
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand, "not left out"
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not isinstance(node.left, ast.JoinedStr | ast.Constant):
            yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right), "+ for -"
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value), "the other truth value"
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1), "one more"


class Bench:
    """Copies of the tree in which faults are tried, one a worker."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder, self._until = folder, time.monotonic() + seconds
        self._numbers = count()
        self._free: list[Path] = []
        self._tests = {p: p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("test_*.py"))}

    def fate(self, mutant: Mutant) -> str:
        """What becomes of a fault."""
        if time.monotonic() > self._until:
            return "NOT TRIED"
        tree = self._free.pop() if self._free else self._copy()
        path = tree / mutant.file
        text = path.read_text("utf-8")
        path.write_text(mutant.into(text), "utf-8")
        try:
            late = False
            for tests in self.tests_of(mutant.file):
                match self._fails(tree, ["--cache-clear", *tests]):
                    case None:
                        late = True
                    case True:
                        path.write_text(text, "utf-8")
                        again = [*tests, "--last-failed", "--last-failed-no-failures=none"]
                        return "killed" if self._fails(tree, again) is False else "TEST FAILS WITHOUT IT"
            if is_allowed(mutant, text):
                return "allowed"
            return "TIMED OUT" if late else "SURVIVED"
        finally:
            path.write_text(text, "utf-8")
            self._free.append(tree)

    def _copy(self) -> Path:
        tree = self._folder / str(next(self._numbers))
        for name in FOLDERS:
            left_out = shutil.ignore_patterns("__pycache__", *(["data"] if name == "warehouse" else []))
            shutil.copytree(ROOT / name, tree / name, ignore=left_out)
        for path in filter(Path.is_file, ROOT.iterdir()):
            if path.name != ".git":  # in a worktree of git this is a file
                shutil.copy(path, tree)
        return tree

    def tests_of(self, file: str) -> list[list[str]]:
        """The tests of a file, those of its package that import it or its folder, its folder's, the samples, others.

        Slow tests of its package come last; of the others only those of `make test` are run.
        """
        path = Path(file)
        module = ".".join(path.with_suffix("").parts)
        package = module.rpartition(".")[0]
        mirror = f"tests/{path.parent.as_posix()}/test_{path.stem}.py"
        imports = (f"from {module} import", f"import {module}", f"from {package} import")
        using = [
            p.relative_to(ROOT).as_posix()
            for p, text in self._tests.items()
            if any(f"{words}\n" in text or f"{words} " in text or f"{words}," in text for words in imports)
        ]
        using = [p for p in using if p != mirror and not p.startswith("tests/proofs")]
        room = [p for p in using if p.startswith(f"tests/{path.parts[0]}/")]
        others = [p for p in using if p not in room]
        beside = sorted(p.relative_to(ROOT).as_posix() for p in self._tests if p.parent == ROOT / "tests" / path.parent)
        folder = [p for p in beside if p not in {mirror, *room}]
        mirrors = [mirror] if (ROOT / mirror).exists() else []
        near = [*mirrors, *room]
        slow = ["-m", "slow", *near] if near else []
        return [tests for tests in (mirrors, room, folder, ["tests/golden"], others, slow) if tests]

    def _fails(self, tree: Path, tests: list[str]) -> bool | None:
        """Whether one of these tests fails in a tree; None where they take too long."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", *tests]
        environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=tree, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return None
        return done.returncode not in (0, 5)


def judge(mutants: list[Mutant], seconds: float) -> list[Mutant]:
    """Try faults, at most so many seconds long; print what became of each, and give those that survived."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        Path(folder).chmod(0o755)  # tests of another user's rights must reach the copies
        bench = Bench(Path(folder), seconds)
        survivors = []
        for mutant, fate in zip(mutants, pool.map(bench.fate, mutants), strict=True):
            line, before = mutant.line((ROOT / mutant.file).read_text("utf-8")), " ".join(mutant.before.split())
            print(f"{fate:9} {mutant.file}:{line} {mutant.title}: {before} → {mutant.after}", flush=True)
            if fate.isupper():
                survivors.append(mutant)
    return survivors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--named", action="store_true", help="try the named faults")
    parser.add_argument("--drawn", type=int, default=0, metavar="N", help="draw so many")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no fault after so long")
    given = parser.parse_args()
    lasting = judge(list(named()), given.seconds) if given.named else []
    found = drawn(given.drawn, given.seed)
    surviving = judge(found, given.seconds) if found else []
    print(f"{len(lasting)} named and {len(surviving)} of {len(found)} drawn survived")
    return int(bool(lasting) or len(surviving) > (1 - KILLED_SHARE) * len(found))


if __name__ == "__main__":
    sys.exit(main())
