"""One limit on the memory of a run: its own process and its workers together."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import Settings

# What a worker takes for 5,000 texts of 4.5 kB is 500 MiB.
LEAST_WORKER_BYTES = 768 << 20


class RunMemoryError(RuntimeError):
    """The process of a run needs more memory than its share of `run_bytes`."""

    exit_code = 1


@contextmanager
def limited_memory(settings: Settings) -> Iterator[Settings]:
    """Limit the memory of this process, and give the settings with the workers that `run_bytes` has room for.

    Half of it is for this process, the other half for the workers, in equal parts. Raises RunMemoryError if the block
    needs more in this process; a text that needs more in a worker is rejected.
    """
    if not settings.run_bytes:
        yield settings
        return
    half = settings.run_bytes // 2
    workers = max(1, min(settings.workers, half // LEAST_WORKER_BYTES))
    part = min(settings.worker_bytes, half // workers)
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (half if hard < 0 else min(half, hard), hard))
    try:
        yield settings.model_copy(update={"workers": workers, "worker_bytes": part})
    except Exception as error:
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":  # DuckDB's
            raise RunMemoryError(f"the run needs more than {half:,} bytes, half of the setting run_bytes") from None
        raise
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
