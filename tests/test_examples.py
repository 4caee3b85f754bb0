"""The worked examples in docstrings give what they say."""

import doctest
from importlib import import_module

import pytest

# A module of functions that people meet first, or one with an example.
MODULES = """
    schemas.sql_types schemas.table
    transforms.clean transforms.decode transforms.language transforms.lazy_pattern transforms.lexicon transforms.pairing
    transforms.paragraphs transforms.patch transforms.refine transforms.rules transforms.version transforms.gazetteer
    transforms.facts transforms.facts.agencies transforms.facts.bounds transforms.facts.dateline transforms.facts.dates
    transforms.facts.named_areas transforms.facts.resolve_dates transforms.layout.consent transforms.layout.screen
    transforms.layout.shape transforms.mentions transforms.quotes transforms.stories.copies
    warehouse.formula warehouse.needed warehouse.warehouse
    flows.settings flows.site.charts flows.site.countries flows.site.overview_pages flows.site.page_names
    flows.site.rendering flows.site.sentence_changes flows.sources.uris flows.system.terminal
""".split()


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str) -> None:
    done = doctest.testmod(import_module(name))
    assert (done.failed, done.attempted > 0) == (0, True)
