"""Types of settings: an invalid value is refused when it is read."""

import json
import shlex
import zoneinfo
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

SCHEMES = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss", "adl", "memory")


def is_bucket(root: str) -> bool:
    """Whether a text is a URI like s3://… and not a path."""
    return "://" in root and not root.startswith("file://")


def _split_codes(given: Any) -> Any:
    """Split `A001, B002` from a variable into two codes; a list stays a list."""
    return tuple(filter(None, (code.strip() for code in given.split(",")))) if isinstance(given, str) else given


def from_json(given: Any) -> Any:
    """Parse a variable's value as JSON; a value from a file stays as it is. Raises ValueError."""
    try:
        return json.loads(given) if isinstance(given, str) else given
    except ValueError as error:
        raise ValueError(f"it is not JSON ({error})") from error


def _line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it has line breaks or control characters")
    return text


def _root(uri: str) -> str:
    if not uri.strip() or "\0" in uri:
        raise ValueError("a root is a path or a URI")
    if is_bucket(uri):
        _open(uri)
    return uri


def _open(uri: str) -> None:
    from warehouse.bucket import BucketError, open_bucket  # noqa: PLC0415 - slow, and only for buckets

    scheme = uri.partition("://")[0]
    if scheme not in SCHEMES:
        raise ValueError(f"{uri!r} is not a bucket: its URI begins with {', '.join(f'{s}://' for s in SCHEMES)}")
    try:
        open_bucket(uri)
    except (BucketError, ValueError) as error:
        raise ValueError(f"{uri!r} is not a bucket: {str(error).splitlines()[0]}") from None


def _collection(name: str) -> str:
    if {".", ".."} & set(_line(name).split("/")):
        raise ValueError(f"{name!r} has a part . or .., which is not a name")
    return name


def _command(text: str) -> str:
    try:
        words = shlex.split(_line(text))
    except ValueError as error:
        raise ValueError(f"{text!r} is not a command: {error}") from None
    if text and not (words and words[0]):
        raise ValueError(f"{text!r} names no program")
    return text


def _webhook(url: str) -> str:
    try:
        parts = urlsplit(_line(url))
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if url and (not is_good or " " in url):
        raise ValueError(f"{url!r} is not an http or https URL")
    return url


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise ValueError(f"there is no time zone {name!r}; use an IANA name such as Europe/Oslo or UTC") from None
    return name


Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_split_codes)]
SingleLine = Annotated[str, AfterValidator(_line)]
Collection = Annotated[str, AfterValidator(_collection)]
Root = Annotated[str, AfterValidator(_root)]
Command = Annotated[str, AfterValidator(_command)]
Webhook = Annotated[str, AfterValidator(_webhook)]
Zone = Annotated[str, AfterValidator(_zone)]
