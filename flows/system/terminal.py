"""Escapes text so that it cannot control a terminal."""


def visible(text: str, keep: str = "") -> str:
    r"""Escape control characters and unusual spaces, except those in `keep`; a line break becomes ⏎.

    >>> visible("a\x1b[31m\nb")
    'a\\x1b[31m⏎b'
    """
    return "".join(c if c.isprintable() or c in keep else "⏎" if c == "\n" else repr(c)[1:-1] for c in text)
