"""Lists of phrases as patterns."""

import re

from transforms.alternation import alternation


def one_of(phrases: str) -> str:
    """A pattern for any of the phrases, in any case; commas separate them, and a space matches any white space."""
    each = sorted({" ".join(p.split()) for p in phrases.split(",") if p.strip()}, key=lambda p: (-len(p), p))
    return "(?i:" + alternation(re.escape(p).replace(r"\ ", r"\s") for p in each) + ")"
