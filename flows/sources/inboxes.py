"""Opens a seeds root as a folder or a bucket."""

from flows.sources.folder import FolderInbox, Inbox


def open_inbox(root: str) -> Inbox:
    """Open a seeds root: a path, a file: URI, or the URI of a bucket."""
    scheme, separator, rest = root.partition("://")
    if not separator:
        return FolderInbox(root)
    if scheme == "file":
        return FolderInbox(rest)
    # Imported only if needed: obstore is slow to load.
    from flows.sources.bucket import BucketInbox  # noqa: PLC0415

    return BucketInbox(root)
