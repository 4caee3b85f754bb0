"""The folder that a site is written into: only pages that changed are written, and only its own pages are removed."""

import json
import os
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flows.errors import UsageError

STATE = ".copydesk-site.json"
# Each file of a site begins so; other files are never overwritten or removed.
PAGE_START, STYLE_START = b"<!doctype html><!-- copydesk site -->", b"/* copydesk site */"
_OURS = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*\.(html|css)")
_FIRST = ("index.html", "style.css")
_MOST_BYTES = 1 << 30


class Kept(NamedTuple):
    """A page of the folder: the digest of its source, the digest of its bytes, and their number."""

    source: str
    content: str
    size: int


@dataclass(slots=True)
class SiteFolder:
    """A folder of pages; `before` and `now` map the path of each page to its record."""

    root: Path
    before: dict[str, Kept] = field(default_factory=dict)
    now: dict[str, Kept] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    byte_count: int = 0

    @classmethod
    def open(cls, root: Path) -> "SiteFolder":
        """Open a folder, which may be missing; UsageError if it has other files and no site, or foreign pages."""
        if root.exists() and not root.is_dir():
            raise UsageError(f"{str(root)!r} is no folder")
        if (root / STATE).is_dir() and not (root / STATE).is_symlink():
            raise UsageError(
                f"{str(root / STATE)!r} is a folder, but the record of the site must be there; name another folder"
            )
        opened = cls(root, _state(root / STATE))
        for name in _FIRST:
            opened._refuse_foreign(name)
        if not (opened.before or any(_is_ours(root / name) for name in _FIRST)) and _holds_files(root):
            raise UsageError(f"{str(root)!r} has other files and no site; name a new or empty folder")
        return opened

    def has(self, path: str, source: str) -> bool:
        """Whether a page from the same source exists; it is then left as it is."""
        kept = self.before.get(path)
        if kept is None or kept.source != source or _size(self.root / path) != kept.size:
            return False
        self._keep(path, kept)
        return True

    def put(self, path: str, text: str, source: str) -> None:
        """Write a page, unless it is up to date; raises UsageError if a foreign file has its path."""
        raw = text.encode("utf-8", "replace")
        kept, before = Kept(source, sha256(raw).hexdigest()[:32], len(raw)), self.before.get(path)
        self._keep(path, kept)
        target = self.root / path
        if before and before.content == kept.content and _size(target) == kept.size:
            return
        self._refuse_foreign(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            staged.write_bytes(raw)
            staged.replace(target)
        finally:
            staged.unlink(missing_ok=True)
        self.written += 1

    def finish(self) -> None:
        """Remove pages of things that no longer exist, and store the record of the others."""
        for path in sorted(self.before.keys() - self.now.keys()):
            target = self.root / path
            if _OURS.fullmatch(path) and self._is_inside(target) and _is_ours(target):
                target.unlink()
                self.removed += 1
                _remove_empty(target.parent, self.root)
        staged = self.root / f".{secrets.token_hex(8)}.tmp"
        staged.write_text(json.dumps({"pages": dict(sorted(self.now.items()))}, indent=0), "utf-8")
        staged.replace(self.root / STATE)

    def _keep(self, path: str, kept: Kept) -> None:
        self.now[path] = kept
        self.byte_count += kept.size

    def _refuse_foreign(self, path: str) -> None:
        target = self.root / path
        if os.path.lexists(target) and not _is_ours(target):
            raise UsageError(f"{str(target)!r} exists already and is not a page of a site; name another folder")
        if not self._is_inside(target):
            raise UsageError(f"{str(target)!r} leads out of {str(self.root)!r}; name another folder")

    def _is_inside(self, target: Path) -> bool:
        return Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(self.root))


def _state(path: Path) -> dict[str, Kept]:
    """The pages of the last build; none if the record is missing or damaged."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            return {}
        pages = json.loads(path.read_text("utf-8"))["pages"]
        return {page: Kept(str(source), str(content), int(size)) for page, (source, content, size) in pages.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _is_ours(path: Path) -> bool:
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(len(PAGE_START))
    except OSError:
        return False
    return start == PAGE_START or start.startswith(STYLE_START)


def _holds_files(root: Path) -> bool:
    """Whether a folder has more than hidden files, which web hosts need or a killed build left."""
    return root.is_dir() and any(not path.name.startswith(".") for path in root.iterdir())


def _size(path: Path) -> int | None:
    try:
        return path.lstat().st_size
    except OSError:
        return None


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
