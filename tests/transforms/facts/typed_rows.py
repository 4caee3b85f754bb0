"""The metadata of texts as rows of articles, for the tests of what is read of whole texts."""

from typing import Any

import numpy as np
import pyarrow as pa

from transforms.facts import read
from transforms.facts.article import columns
from transforms.paragraphs import split_paragraphs


def typed(*texts: str) -> pa.Table:
    """Read texts, and type what was found."""
    each = [read(text, split_paragraphs(text)).facts for text in texts]
    facts = [fact for found in each for fact in found]
    fields, values = pa.array([f.field for f in facts], pa.string()), pa.array([f.value for f in facts], pa.string())
    owners = np.repeat(np.arange(len(texts)), [len(found) for found in each])
    return pa.table(columns(fields, values, owners, len(texts)))


def row(text: str) -> dict[str, Any]:
    """The metadata of one text."""
    (found,) = typed(text).to_pylist()
    return dict(found)
