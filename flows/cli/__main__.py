"""The script `copydesk`, and `python -m flows.cli` where no script is installed."""

import gc

# What a command imports is no garbage: looked at after every 700 objects, it takes a tenth of a short command.
OBJECTS = 100_000


def main() -> None:
    """Run the command line; Ctrl-C while it is imported ends it as quietly as later."""
    gc.set_threshold(OBJECTS)
    try:
        from flows.cli.app import main as run  # noqa: PLC0415 - what Ctrl-C may interrupt
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
