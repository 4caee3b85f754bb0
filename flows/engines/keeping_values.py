"""Takes the values that workers need from a file next to the bytecode, if these rules wrote it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flows.system.kept_file import kept_path, read_kept, write_kept
from transforms.kept_values import KEPT
from transforms.version import rules_version


@contextmanager
def keeping_values() -> Iterator[None]:
    """In the block, values are not computed if an earlier process kept them; new ones are kept after it.

    Code and data of `transforms/` are the same if `rules_version` is.
    """
    path, version = kept_path("values"), rules_version()
    stored = read_kept(path, version) or {}
    KEPT.update(stored)
    yield
    if KEPT.keys() > stored.keys():
        write_kept(path, version, KEPT)
