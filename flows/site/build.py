"""Builds a site from one snapshot, and reports what was written."""

from collections.abc import Callable
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from flows.settings import Settings
from flows.site.article_pages import article_pages
from flows.site.corpus import Corpus
from flows.site.entity_pages import entity_pages
from flows.site.overview_pages import overview_pages
from flows.site.site_folder import STYLE_START, SiteFolder
from warehouse import Warehouse
from warehouse.sandbox import open_sandboxed
from warehouse.snapshot import EMPTY

# Above so many articles, their pages are made only on request.
MANY_ARTICLES = 5_000
# Measured bytes of an article's page: the constant part, and the part for each character of its text.
PAGE_BYTES, BYTES_A_CHARACTER = 9_000, 5


class Built(NamedTuple):
    """The result of a build: pages written, unchanged and removed, bytes of all pages, and articles without a page."""

    written: int
    unchanged: int
    removed: int
    byte_count: int
    left_out: int


def build_site(
    settings: Settings, folder: Path, at: int | None, say: Callable[[str], None], *, all_articles: bool
) -> Built:
    """Write the site of the newest snapshot, or of number `at`.

    Raises UsageError if the folder has other files, and UnknownSnapshotError.
    """
    warehouse = Warehouse(settings.warehouse)
    snapshot = warehouse.snapshot(at) if at is not None else warehouse.head() or EMPTY
    site = SiteFolder.open(folder)
    memory_bytes = settings.query_bytes * 3 // 4
    with open_sandboxed(warehouse, snapshot.number or None, memory_bytes=memory_bytes, is_ours=True) as database:
        corpus = Corpus(database, with_articles=True)
        count = corpus.counts["article_count"]
        corpus.with_articles = all_articles or count <= MANY_ARTICLES
        if count > MANY_ARTICLES:
            say(_size_of(corpus, count))
        about = f"Snapshot {snapshot.number}, made {snapshot.created_at:%Y-%m-%d %H:%M} UTC."
        site.put("style.css", style(), "")
        pages = chain(overview_pages(corpus, about), entity_pages(corpus))
        for page in chain(pages, article_pages(corpus)) if corpus.with_articles else pages:
            if not site.has(page.path, source := page.source()):
                site.put(page.path, page.text(), source)
    site.finish()
    unchanged = len(site.now) - site.written
    return Built(site.written, unchanged, site.removed, site.byte_count, 0 if corpus.with_articles else count)


def style() -> str:
    """The style of every page."""
    return f"{STYLE_START.decode()}\n{(files('flows.site') / 'templates' / 'style.css').read_text('utf-8')}"


def _size_of(corpus: Corpus, count: int) -> str:
    (characters,) = corpus.database.execute("SELECT coalesce(sum(char_count), 0) FROM documents").fetchone() or (0,)
    size = count * PAGE_BYTES + characters * BYTES_A_CHARACTER
    pages = f"{count:,} articles: a page for each is {count:,} files, about {size / 1e6:,.0f} MB"
    return f"{pages}." if corpus.with_articles else f"{pages}; --articles makes them."
