"""Access to our own Prefect server: only its owner, by an authentication string, and past any proxy."""

import fcntl
import os
import secrets
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from flows.system.regular_file import open_regular
from flows.system.state_files import StateStore

HOST = "127.0.0.1"
ANNOUNCED, AUTHENTICATION = "server_url", "server_auth"
LOOPBACK = (HOST, "localhost", "::1")
OWNER_ONLY = 0o600


def new_auth_string() -> str:
    """Make a random authentication string for one server; it is never on a command line or in a log."""
    return f"copydesk:{secrets.token_hex(32)}"


def keep_off_proxies(environment: MutableMapping[str, str]) -> None:
    """Let requests to this machine bypass the proxies of the environment."""
    given = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    names = [name.strip() for name in given.split(",") if name.strip()]
    names += [name for name in LOOPBACK if name not in names]
    # The lower-case name wins if both are set.
    environment["NO_PROXY"] = environment["no_proxy"] = "*" if "*" in names else ",".join(names)


def drop_socks(environment: MutableMapping[str, str]) -> None:
    """Remove proxies that Prefect's HTTP client refuses, even if it would not use them."""
    if find_spec("socksio"):
        return
    for name, value in list(environment.items()):
        if name.lower().endswith("_proxy") and value.lower().startswith("socks"):
            del environment[name]


@contextmanager
def announced(state_dir: Path) -> Iterator[None]:
    """Let other runs of this user, on this machine, use the server of the environment during the block.

    The files are locked meanwhile; a kill releases the lock, because the port may then belong to another process.
    """
    paths = (state_dir / AUTHENTICATION, state_dir / ANNOUNCED)
    texts = (os.environ.get("PREFECT_API_AUTH_STRING", ""), os.environ["PREFECT_API_URL"])
    handles = [_write_locked(path, text) for path, text in zip(paths, texts, strict=True)]
    try:
        yield
    finally:
        for path, handle in zip(paths, handles, strict=True):
            path.unlink(missing_ok=True)
            os.close(handle)


def find_announced(state_dir: Path) -> dict[str, str] | None:
    """The settings by which Prefect reaches the announced server; None if there is none."""
    texts = [_read_locked(state_dir / name) for name in (ANNOUNCED, AUTHENTICATION)]
    return dict(zip(("PREFECT_API_URL", "PREFECT_API_AUTH_STRING"), texts, strict=True)) if all(texts) else None


def _write_locked(path: Path, text: str) -> int:
    staged = path.with_suffix(f".{os.getpid()}")
    staged.unlink(missing_ok=True)
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, OWNER_ONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    os.write(handle, text.encode())
    if path.is_dir():
        StateStore(path.parent).put_aside(path.name)
    staged.replace(path)
    return handle


def _read_locked(path: Path) -> str:
    """Read a file of this user that some process has locked; empty if it is not locked, or cannot be read."""
    try:
        with open(open_regular(path), encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_uid == os.geteuid() and _is_locked(file.fileno()):
                return file.read()
    except (OSError, ValueError):
        pass
    return ""


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
