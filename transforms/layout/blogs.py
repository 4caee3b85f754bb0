"""Lines of blog software around a story: where the text of a feed first appeared, and the head of the comments."""

import re
from collections.abc import Iterator

from transforms.layout.screen import Literal

BLOG = "blog"
"""The kind of the literals of these lines."""
LONGEST = 320
# `The post TITLE appeared first on SITE.`, in the translations of the software.
_FEEDS = (
    ("The post ", " appeared first on "),
    ("The article ", " appeared first on "),
    ("La entrada ", " se publicó primero en "),
    ("La entrada ", " aparece primero en "),
    ("L'article ", " est apparu en premier sur "),
    ("L’article ", " est apparu en premier sur "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("L'articolo ", " proviene da "),
    ("L’articolo ", " proviene da "),
    ("O post ", " apareceu primeiro em "),
    ("O conteúdo ", " aparece primeiro em "),
    ("Het bericht ", " verscheen eerst op "),
    ("Inlägget ", " dök först upp på "),
    ("Artykuł ", " pochodzi z serwisu "),
    ("Сообщение ", " появились сначала на "),
    ("Articolul ", " apare prima dată în "),
    ("The post ", " first appeared on "),
)
_STARTS = tuple(start for start, _ in _FEEDS)
# The name or address of a site, and no clause of a sentence: `L'articolo 4 proviene da un accordo.`
_SITE = re.compile(r"(?:the (?:[a-z]+ ){0,3})?(?P<first>\w)(?P<address>[\w-]{0,60}\.\w)?[^,;:\n]{0,60}")
# `3 thoughts on “TITLE”`
_COMMENTS = re.compile(
    r"(?i)(?:\d{1,4}|one|no)\s(?:thoughts?|responses?|comments?|replies|réflexions?|commentaires?|gedanken?|kommentare?"
    r"|antworten|comentarios?|respuestas?|comentários?|commenti|pensieri|reacties|мысл\w{1,3}|комментари\w{1,3})"
    r"\s(?:on|to|sur|zu|auf|en|sobre|su|op|em|к)\s[“\"«„‘'].{1,200}"
)
_OF_COMMENTS = tuple(
    " thought| response| comment| repl| réflexion| gedanke| kommentar| antwort| comentari| respuesta| comentário"
    "| pensier| reactie| мысл| комментари".split("|")
)


def literals() -> Iterator[Literal]:
    """What each of these lines contains one of."""
    yield from (Literal(middle.lower(), BLOG) for middle in dict.fromkeys(middle for _, middle in _FEEDS))
    yield from (Literal(word, BLOG) for word in _OF_COMMENTS)


def role_of_blog(line: str) -> str | None:
    """The role of a line of blog software; None for any other.

    >>> role_of_blog("The post Rain falls appeared first on The Valley."), role_of_blog("3 thoughts on “Rain falls”")
    ('rights', 'form')
    """
    if len(line) > LONGEST:
        return None
    for start, middle in _FEEDS if line.startswith(_STARTS) else ():
        _, found, rest = line.rpartition(middle)
        if found and line.startswith(start) and (site := _SITE.fullmatch(rest)):
            return "rights" if site["address"] or not site["first"].islower() else None
    return "form" if _COMMENTS.fullmatch(line) else None
