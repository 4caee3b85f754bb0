"""The definitions of all relations, as data."""

from schemas.arrivals import ARRIVALS, COLLECTIONS, CURRENT_DOCUMENTS
from schemas.articles import ARTICLES
from schemas.catalogue import READERS, RULES
from schemas.documents import DOCUMENTS
from schemas.edits import EDITS
from schemas.facts import FACTS
from schemas.mentions import MENTIONS
from schemas.paragraphs import PARAGRAPHS
from schemas.quotes import QUOTES
from schemas.runs import CORRECTIONS, GRADES, REJECTS, REVIEWS, RUNS
from schemas.stories import ARTICLE_STORIES, DUPLICATES, REVISIONS, STORIES, STORY_MERGES, STORY_TERMS
from schemas.table import Column, Lifetime, Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        ARRIVALS,
        CURRENT_DOCUMENTS,
        ARTICLES,
        EDITS,
        FACTS,
        COLLECTIONS,
        PARAGRAPHS,
        QUOTES,
        MENTIONS,
        STORY_TERMS,
        DUPLICATES,
        REVISIONS,
        ARTICLE_STORIES,
        STORIES,
        STORY_MERGES,
        RULES,
        READERS,
        CORRECTIONS,
        REVIEWS,
        GRADES,
        RUNS,
        REJECTS,
    )
}

__all__ = ["TABLES", "Column", "Lifetime", "Table"]
