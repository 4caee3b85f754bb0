"""The version of copydesk, from the metadata that pip installed."""

from importlib.metadata import PackageNotFoundError, version


def software_version() -> str:
    """The version of copydesk that is installed; `unknown` in a clone that is not installed."""
    try:
        return version("copydesk")
    except PackageNotFoundError:
        return "unknown"
