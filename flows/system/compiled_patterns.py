"""Keeps compiled regular expressions next to bytecode: compiling them takes a third of the start of a worker.

Each is stored with its text, so a change of the software needs no new file.
"""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import Any

from flows.system.kept_file import kept_path, read_kept, write_kept

_COMPILER: Any = import_module("re._compiler")
_ENGINE: Any = import_module("_sre")
_Key = tuple[str | bytes, int]
"""A pattern and its flags."""
# Some libraries compile patterns that differ in each process; the file is not written for them.
_NEW_SHARE = 0.05
_LOCK = RLock()


class CompiledPatterns:
    """The patterns of one file: those of one kind of process. It is read at the first use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stored: dict[_Key, tuple[Any, ...]] | None = None
        self._used: dict[_Key, tuple[Any, ...]] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """In the block, `re.compile` takes what is stored; new patterns are stored after it."""
        compile_anew = _COMPILER.compile
        if self._stored is None:
            self._stored = read_kept(self._path, "") or {}
        stored = self._stored

        def compile_known(pattern: Any, flags: int = 0) -> Any:
            if type(pattern) not in (str, bytes):
                return compile_anew(pattern, flags)
            key = pattern, int(flags)
            if key not in self._used:
                if key not in stored:
                    return self._compile(compile_anew, key)
                self._used[key] = stored[key]
            combined, code, *groups = self._used[key]
            return _ENGINE.compile(pattern, combined, array("I", code).tolist(), *groups)

        _COMPILER.compile = compile_known
        try:
            yield
        finally:
            _COMPILER.compile = compile_anew
        if len(self._used.keys() - stored.keys()) > _NEW_SHARE * len(self._used):
            write_kept(self._path, "", self._used)

    def _compile(self, compile_anew: Any, key: _Key) -> Any:
        """Compile a pattern, and note what the compiler gives to the engine."""
        pattern, flags = key

        def note(given: object, combined: int, code: list[int], *groups: object) -> Any:
            if given is pattern:  # not of another thread
                self._used[key] = combined, array("I", code).tobytes(), *groups
            return build(given, combined, code, *groups)

        with _LOCK:
            build, _ENGINE.compile = _ENGINE.compile, note
            try:
                return compile_anew(pattern, flags)
            finally:
                _ENGINE.compile = build


COMPILED_PATTERNS = CompiledPatterns(kept_path("patterns"))
"""Those of runs and workers."""
