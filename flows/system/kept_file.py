"""Disposable files next to the bytecode: what takes long to compute, for later processes of the same software."""

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_DIGEST_BYTES = 32


def kept_path(name: str) -> Path:
    """The path of a kept file, beside the bytecode of this one."""
    return Path(cache_from_source(__file__)).with_suffix(f".{name}")


def read_kept(path: Path, version: str) -> Any:
    """What was written with this version, by this Python; None otherwise, and if the file is missing or damaged."""
    try:
        raw = memoryview(path.read_bytes())
    except OSError:
        return None
    content = raw[_DIGEST_BYTES:]
    return marshal.loads(content) if raw[:_DIGEST_BYTES] == _digest(version, content) else None


def write_kept(path: Path, version: str, value: Any) -> None:
    """Keep a value of plain types, unless this Python writes no bytecode, or cannot write there."""
    if sys.dont_write_bytecode:
        return
    content = marshal.dumps(value)
    staged = path.with_name(f"{path.name}.new")  # two writers at once may damage it, which the digest shows
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        staged.write_bytes(_digest(version, content) + content)
        staged.replace(path)


def _digest(version: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(f"{sys.version}\n{version}\n".encode())
    digest.update(content)
    return digest.digest()
