"""The paths of pages: names that are safe on every file system and in every link."""

import re
import unicodedata
from hashlib import sha256

_UNSAFE = re.compile("[^a-z0-9]+")
_DOC_ID = re.compile("[0-9a-f]{64}")


def article_page(doc_id: str) -> str:
    """The page of one article.

    >>> article_page("ab" * 32)
    'articles/ab/abababababababababababababababab.html'
    """
    return f"articles/{doc_id[:2]}/{doc_id[:32]}.html" if _DOC_ID.fullmatch(doc_id) else _named("articles/00", doc_id)


def agency_page(name: str) -> str:
    """The page of one agency."""
    return _named("agencies", name)


def place_page(country: str, place: str, key: str) -> str:
    """The page of one place, distinguished from others of its name by its key; the country is empty if unknown."""
    return _named("places", f"{country} {place}", key)


def person_page(name: str) -> str:
    """The page of one person."""
    return _named("people", name)


def story_page(story_id: str) -> str:
    """The page of one story."""
    return _named("stories", story_id[:12], story_id)


def day_page(day: str) -> str:
    """The page of one day, in EDTF: 2031-05-06 or XXXX-05-06."""
    return f"days/{day.lower()}.html" if re.fullmatch("[0-9X]{4}-[0-9]{2}-[0-9]{2}", day) else _named("days", day)


def portal_page(collection: str, portal: str) -> str:
    """The page of one portal of a collection."""
    return _named("portals", f"{collection} {portal}", f"{collection}\0{portal}")


def rule_page(code: str) -> str:
    """The page of one rule."""
    return f"rules/{code.lower()}.html" if re.fullmatch("[A-Z]+[0-9]+", code) else _named("rules", code)


def list_page(number: int) -> str:
    """One page of the list of articles, numbered from 1."""
    return "articles.html" if number == 1 else f"articles/list-{number}.html"


def _named(folder: str, words: str, key: str | None = None) -> str:
    """The path of a page: the ASCII letters of a name, and a digest of the whole name, so that paths are unique.

    >>> _named("people", "Łucja O'Néil / <b>")
    'people/ucja-o-neil-b-956a8814.html'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = _UNSAFE.sub("-", plain).strip("-")[:40].strip("-")
    digest = sha256((words if key is None else key).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{folder}/{slug}-{digest}.html" if slug else f"{folder}/{digest}.html"
