"""Patterns that an earlier process compiled match as those that are compiled anew."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import transforms.refine  # noqa: F401 - its patterns
from flows.system.compiled_patterns import CompiledPatterns
from transforms.lazy_pattern import MADE

TEXT = "Suva, 23 MAI 2024 – die Fähre ſei „voll“, ΟΔΟΣ οδός, İstanbul ǅ"
PATTERNS: list[tuple[str | bytes, int]] = [
    (r"(?P<day>\d{1,2})\s(?P<month>mai|juin)\b", re.IGNORECASE),
    ("[à-ÿſ]+|οδοσ", re.IGNORECASE),
    (r"(?x) [^\W\d_]++  # a word", re.UNICODE),
    (rb"\w+(?=,)", 0),
    (r"\w+(?=,)", re.ASCII),
    ("$^|", re.MULTILINE),
    *((made.pattern, made.flags) for made in MADE[:: len(MADE) // 20 or 1]),
]


@pytest.fixture(autouse=True)
def _nothing_cached(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    re.purge()
    yield
    re.purge()


def compiled(path: Path) -> list[re.Pattern[str] | re.Pattern[bytes]]:
    """All patterns as one process would compile them."""
    patterns = CompiledPatterns(path)
    with patterns.in_use():
        made = [re.compile(pattern, flags) for pattern, flags in PATTERNS]
    re.purge()
    return made


def described(pattern: re.Pattern[str] | re.Pattern[bytes]) -> tuple[object, ...]:
    text = TEXT if isinstance(pattern.pattern, str) else TEXT.encode()
    spans = [(match.span(), match.groupdict()) for match in pattern.finditer(text)]  # type: ignore[arg-type]
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), spans


def test_patterns_that_were_stored_match_as_before(tmp_path: Path) -> None:
    path = tmp_path / "made" / "some.patterns"
    first = compiled(path)
    stamp = path.stat().st_mtime_ns
    assert [*map(described, compiled(path))] == [*map(described, first)]
    assert path.stat().st_mtime_ns == stamp
    assert [*path.parent.iterdir()] == [path]


def test_stored_patterns_are_not_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path / "some.patterns")
    monkeypatch.setattr("re._parser.parse", None)
    compiled(tmp_path / "some.patterns")


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: raw[:-9], lambda raw: raw.replace(b"month", b"mouth")])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: "type[bytes]") -> None:
    path = tmp_path / "some.patterns"
    compiled(path)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    compiled(path)
    assert path.read_bytes() == whole


def test_the_file_of_another_python_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "some.patterns"
    compiled(path)
    before = path.read_bytes()
    monkeypatch.setattr(sys, "version", "another")
    compiled(path)
    assert path.read_bytes() != before


def test_without_bytecode_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled(tmp_path / "some.patterns")
    assert not [*tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    compiled(tmp_path / "file" / "some.patterns")


def test_a_few_new_patterns_do_not_write_the_file_again(tmp_path: Path) -> None:
    path = tmp_path / "some.patterns"
    compiled(path)
    before = path.read_bytes()
    patterns = CompiledPatterns(path)
    with patterns.in_use():
        for pattern, flags in [*PATTERNS, ("of this process", 0)]:
            re.compile(pattern, flags)
    assert path.read_bytes() == before


def test_an_invalid_pattern_is_refused_as_always(tmp_path: Path) -> None:
    with CompiledPatterns(tmp_path / "some.patterns").in_use(), pytest.raises(re.error, match="unterminated"):
        re.compile("(")
    assert re.compile("a(b)").groups == 1


def test_a_pattern_that_another_thread_compiles_meanwhile_is_not_mixed_up(tmp_path: Path) -> None:
    path = tmp_path / "some.patterns"
    with ThreadPoolExecutor(8) as pool, CompiledPatterns(path).in_use():
        assert all(pool.map(lambda n: re.compile(f"(?:a{{{n}}})+b|c").fullmatch("a" * n + "b"), range(1, 400)))
    re.purge()
    with CompiledPatterns(path).in_use():
        assert all(re.compile(f"(?:a{{{n}}})+b|c").fullmatch("a" * n + "b") for n in range(1, 400))
