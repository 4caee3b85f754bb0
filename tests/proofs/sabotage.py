"""Faults put into copydesk processes from outside: a hook for Python's start, which runs code before an import."""

import os
from pathlib import Path

from tests.proofs.newsdesk import ROOT

HOOK = """
import sys
from importlib.abc import MetaPathFinder

class Saboteur(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "flows.ingest.shard":
            sys.meta_path.remove(self)
            exec({code!r}, {{}})

sys.meta_path.insert(0, Saboteur())
"""

# A fault of a C library, as far as the pipeline can tell: the process is gone.
POISON = """
import os
import transforms.refine as room
refine = room.refine
def dying(doc_ids, texts, *more):
    if any("poisoned" in text for text in texts):
        os.kill(os.getpid(), 11)
    return refine(doc_ids, texts, *more)
room.refine = dying
"""

# The second manifest is written, and its name not taken yet.
DEATH_IN_A_COMMIT = """
import os
from warehouse.disk import DiskStore
claim = DiskStore._publish_if_absent
def dying(self, source, target):
    if target.parent.name == "_snapshots" and any(target.parent.glob("*.json")):
        os.kill(os.getpid(), 9)
    return claim(self, source, target)
DiskStore._publish_if_absent = dying
"""


def sabotage(folder: Path, code: str) -> dict[str, str]:
    """The environment of a process, and its workers, that run the code before they import `flows.ingest.shard`."""
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK.format(code=code))
    return {"PYTHONPATH": os.pathsep.join((str(hook), str(ROOT)))}
