"""The script `copydesk`, and `python -m flows.cli` without an installed script."""

import gc
import os

from flows.system.process_exit import preserving_exit_code

# Imported modules are not garbage: a collection after every 700 objects takes a tenth of the time of a short command.
OBJECTS = 100_000


def main() -> None:
    """Run the command line; Ctrl-C during the imports ends it without a traceback, as later."""
    gc.set_threshold(OBJECTS)
    # Arrow's own allocator reserves 1 GiB at once, which counts towards every limit on memory.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    with preserving_exit_code():
        try:
            from flows.cli.app import main as run  # noqa: PLC0415 - Ctrl-C may interrupt this
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        run()


if __name__ == "__main__":
    main()
