"""Makes bundles for tests."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable
from typing import Any

Members = Iterable[tuple[str, bytes]]


def zipped(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name), raw, method)
    return out.getvalue()


def tarred(members: Members) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, raw in members:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def lined(*records: Any, packed: bool = False) -> bytes:
    raw = b"".join(json.dumps(record).encode() + b"\n" for record in records)
    return gzip.compress(raw) if packed else raw
