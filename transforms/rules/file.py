"""FIL: line ends, spaces at the end of lines, empty lines."""

from transforms.rule import Context, Match, fix

_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127)))


def _run_of_spaces(match: Match, context: Context) -> tuple[int, int]:
    """The spaces before a line's end from the first one; the window around the end can be shorter."""
    start = match.start()
    while start and context.text[start - 1] in " \t":
        start -= 1
    return start, match.end()


RULES = (
    fix(
        "FIL002",
        "carriage return or separator of lines",
        why="Windows and old wire systems end a line with two characters, others with their own. The text needs one.",
        triggers=("\r", "\u2028", "\u2029"),
        trigger_offset=0,
        pattern=r"\r+(?=\n)|\r(?!\n)|[\u2028\u2029]",
        replace=lambda match, context: "" if context.text[match.end() : match.end() + 1] == "\n" else "\n",
        any_language=True,
        examples=(
            ("one line\r\nanother\r\n", "one line\nanother\n"),
            ("one line\ranother", "one line\nanother"),
            ("one line\u2028another", "one line\nanother"),
        ),
        counter_examples=("one line\nanother\n",),
    ),
    fix(
        "FIL003",
        "byte order mark at the start of the text",
        why="Two files that each began with the mark were joined. Decoding removes only the first mark.",
        triggers=("\ufeff",),
        pattern=r"\A\ufeff+",
        replace="",
        early=True,
        any_language=True,
        examples=(("\ufeffOne line", "One line"),),
        counter_examples=("One line",),
    ),
    fix(
        "FIL006",
        "control character",
        why="""Old wires and editors mark parts and ends of files with characters that are not text (NUL, STX, SUB). A
        character between two letters or digits stays, because it may replace one.""",
        triggers=_CONTROLS,
        pattern=rf"(?<!\w)[{_CONTROLS}]+|[{_CONTROLS}]+(?![\w{_CONTROLS}])",
        replace="",
        early=True,
        any_language=True,
        examples=(
            ("\x02The port closed.\x03\n\x1a", "The port closed.\n"),
            ("© 2023 AFP\x00\x00\n", "© 2023 AFP\n"),
        ),
        counter_examples=("one\x1ftwo", "1\x005", "a line\x0canother"),
    ),
    fix(
        "FIL004",
        "spaces at the end of a line",
        why="Editors and terminals leave them. They are invisible, and make equal lines differ.",
        triggers=(" \n", "\t\n", " \r", "\t\r"),
        trigger_offset=0,
        pattern=r"[ \t](?=[\r\n])",
        replace="",
        extent=_run_of_spaces,
        any_language=True,
        examples=(("one line  \nanother\t\n", "one line\nanother\n"), ("one" + " " * 500 + "\nline", "one\nline")),
        counter_examples=("one line\n  another\n",),
    ),
    fix(
        "FIL005",
        "more than two empty lines",
        why="A picture, a table or an advertisement was removed here.",
        triggers=("\n\n\n\n",),
        pattern=r"\n(?:[ \t]*\n){3,}",
        replace="\n\n",
        any_language=True,
        crosses_lines=True,
        examples=(("one line\n\n\n\n\nanother", "one line\n\nanother"),),
        counter_examples=("one line\n\n\nanother", "one line\n\nanother"),
    ),
)
