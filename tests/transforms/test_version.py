"""What makes stored documents stale, and what does not."""

import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from transforms import version
from transforms.safety import Safety
from transforms.version import result_code, rules_version

RULES = '''"""Rules of a family."""

LIMIT = 3  # at most


def find(text: str) -> int:
    """Find."""
    return text.find("""
"""  # a string that looks like a comment: # none
    )
'''
ROWS = "name,country\nLima,PE\n"
NO_CHANGE = (
    (LINE := "LIMIT = 3  # at most\n", "LIMIT = 3\n"),
    (LINE, "# A limit.\n" + LINE),
    (LINE, LINE + '"""How many."""\n'),
    (LINE, LINE + 'r"""How many."""\n'),
    ('    """Find."""\n', ""),
    ('    """Find."""\n', '    """Find `text`.\n\n    Its "first" line.\n    """\n'),
    ('    """Find."""\n', '    """Find."""\n\n    # At once.\n'),
    ('"""Rules of a family."""\n', '"""Rules."""\n'),
)
CHANGES = (
    (LINE, "LIMIT = 4  # at most\n"),
    (LINE, ""),
    ('text.find("""\n"""', 'text.find("""\n\n"""'),
    ('text.find("""\n"""', 'text.find("""\n#\n"""'),
    ('    return text.find("""', '    if text:\n        return text.find("""'),
)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "family.py").write_text(RULES)
    (tmp_path / "towns.csv").write_text(ROWS)
    monkeypatch.setattr(version, "files", lambda _: tmp_path)
    version._room.cache_clear()
    yield tmp_path
    version._room.cache_clear()


def named_after(path: Path, text: str) -> str:
    """The version after a file was written."""
    path.write_text(text)
    version._room.cache_clear()
    return rules_version()


@pytest.mark.parametrize(("before", "after"), NO_CHANGE)
def test_comments_docstrings_and_empty_lines_make_no_document_stale(room: Path, before: str, after: str) -> None:
    assert before in RULES
    assert named_after(room / "rules" / "family.py", RULES.replace(before, after)) == named_after(
        room / "rules" / "family.py", RULES
    )


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_code_makes_documents_stale(room: Path, before: str, after: str) -> None:
    assert before in RULES
    assert named_after(room / "rules" / "family.py", RULES.replace(before, after)) != named_after(
        room / "rules" / "family.py", RULES
    )


def test_a_pattern_in_a_rule_makes_documents_stale(room: Path) -> None:
    rule = 'RULES = (fix("REP001", pattern=r"a #{2}"),)\n'
    file = room / "rules" / "family.py"
    assert named_after(file, rule) != named_after(file, rule.replace("{2}", "{3}"))


def test_a_row_of_data_makes_documents_stale(room: Path) -> None:
    before = rules_version()
    assert named_after(room / "towns.csv", ROWS + "Cusco,PE\n") != before
    assert named_after(room / "towns.csv", ROWS) == before


def test_a_page_makes_no_document_stale(room: Path) -> None:
    before = rules_version()
    assert named_after(room / "README.md", "Towns.\n") == before


def test_selections_settings_and_reviewed_rules_are_named_apart() -> None:
    names = [
        rules_version(),
        rules_version(["REP"]),
        rules_version(ignore=["REP"]),
        rules_version(boilerplate=["Read more"]),
        rules_version(quotes=False),
        rules_version(terms=False),
        rules_version(safety=[Safety(("REP001",), ())]),
    ]
    assert len(set(names)) == len(names)
    assert rules_version(["REP", "NUM"]) == rules_version(["NUM", "REP"])


def tokens(source: bytes) -> list[str]:
    """The tokens of a source that can change a result: no comments, no docstrings."""
    skipped = (tokenize.NL, tokenize.COMMENT, tokenize.ENCODING)
    found = [t for t in tokenize.tokenize(io.BytesIO(source).readline) if t.type not in skipped]
    begins = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    layout = (*begins, tokenize.ENDMARKER)
    return [
        token.string
        for n, token in enumerate(found)
        if token.type not in layout
        and not (
            token.type == tokenize.STRING and (not n or found[n - 1].type in begins) and found[n + 1].type in layout
        )
    ]


def test_what_is_hashed_of_a_file_is_its_tokens() -> None:
    folder = Path(version.__file__).parent
    for path in sorted(folder.glob("*.py")):
        source = path.read_bytes()
        assert tokens(result_code(source).replace(b"\0", b"\n") + b"\n") == tokens(source), path
