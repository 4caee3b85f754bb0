"""Opens regular files only: no devices, pipes or folders."""

import errno
import os
import stat
from pathlib import Path


def open_regular(path: bytes | Path) -> int:
    """Open a regular file for reading; raises OSError for anything else."""
    # O_NONBLOCK: a pipe that replaced the file since the listing must not block the run.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "not a regular file", path)
