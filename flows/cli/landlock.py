"""Linux Landlock: a process gives up, permanently, the network and all files except those that it names."""

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# Numbers and structures of linux/landlock.h, which are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_SET_NO_NEW_PRIVS = 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
# The rights on files in each version of the interface: the first has 13, later ones add one each up to 16.
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_NEWEST = (1 << 16) - 1


# The right to listen and to connect by TCP, from version 4 of the interface on.
_TCP, _HAS_NETWORK = (1 << 2) - 1, 4


class _Ruleset(ctypes.Structure):
    _fields_ = (("handled_access_fs", ctypes.c_uint64), ("handled_access_net", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def version() -> int:
    """The version of the kernel's interface; 0 without one."""
    found: int = _library().syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    return max(0, found)


def restrict(readable: Iterable[Path], writable: Iterable[Path], *, has_network: bool = False) -> bool:
    """Restrict this process and its children to these files and folders; returns whether the kernel supports it.

    Without `has_network`, TCP connections are forbidden too, if the kernel supports that (Linux 6.7). Open files stay
    open. A missing path is ignored. Raises OSError if the kernel refuses a supported restriction.
    """
    if not (offered := version()):
        return False
    library, rights = _library(), _RIGHTS.get(offered, _NEWEST)
    handled = _Ruleset(rights, 0 if has_network or offered < _HAS_NETWORK else _TCP)
    # A kernel accepts a longer structure than it knows if the rest is zero.
    ruleset = _checked(library.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.sizeof(handled), 0))
    try:
        for paths, wanted in ((readable, _READ_FILE | _READ_DIR | _EXECUTE), (writable, rights)):
            for path in paths:
                with suppress(FileNotFoundError, NotADirectoryError):
                    _allow(ruleset, path, wanted & rights)
        _checked(library.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(library.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: Path, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = rights if path.is_dir() else rights & _OF_FILES
        rule = ctypes.byref(_PathBeneath(allowed, handle))
        _checked(_library().syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0))
    finally:
        os.close(handle)


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer
