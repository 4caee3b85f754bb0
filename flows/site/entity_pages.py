"""A page for each agency, place, person, day, story, portal and rule."""

from collections.abc import Iterator

from flows.site import page_names
from flows.site.charts import timeline
from flows.site.corpus import Corpus
from flows.site.rendering import page


def entity_pages(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Make the pages, each its path and its text."""
    yield from _agencies(corpus)
    yield from _places(corpus)
    yield from _people(corpus)
    yield from _days(corpus)
    yield from _stories(corpus)
    yield from _folders(corpus)
    yield from _rules(corpus)


def _agencies(corpus: Corpus) -> Iterator[tuple[str, str]]:
    texts = corpus.grouped("agency_texts", "agency")
    for agency in corpus.agencies:
        path = page_names.agency_page(agency["agency"])
        yield path, _page(corpus, path, "agency.html", agency=agency, texts=texts[agency["agency"]])


def _places(corpus: Corpus) -> Iterator[tuple[str, str]]:
    texts = corpus.grouped("place_texts", "place_key")
    for place in corpus.places:
        path = corpus.place_pages[place["place_key"]]
        yield path, _page(corpus, path, "place.html", place=place, texts=texts[place["place_key"]])


def _people(corpus: Corpus) -> Iterator[tuple[str, str]]:
    said = corpus.grouped("said", "name")
    for person in corpus.people:
        path = page_names.person_page(person["name"])
        yield path, _page(corpus, path, "person.html", person=person, said=said[person["name"]])


def _days(corpus: Corpus) -> Iterator[tuple[str, str]]:
    texts, said = corpus.grouped("day_texts", "day"), corpus.grouped("said_on", "day")
    for day in corpus.days:
        path = page_names.day_page(day["day"])
        yield path, _page(corpus, path, "day.html", day=day, texts=texts[day["day"]], said=said.get(day["day"], []))


def _stories(corpus: Corpus) -> Iterator[tuple[str, str]]:
    said, renderings = corpus.grouped("story_quotes", "story_id"), corpus.grouped("renderings", "story_id")
    for story in corpus.stories:
        path, texts = page_names.story_page(story["story_id"]), corpus.story_texts[story["story_id"]]
        yield (
            path,
            _page(
                corpus,
                path,
                "story.html",
                story=story,
                texts=texts,
                places=timeline([text["earliest_at"] for text in texts]),
                said=said.get(story["story_id"], []),
                renderings=renderings.get(story["story_id"], []),
            ),
        )


def _folders(corpus: Corpus) -> Iterator[tuple[str, str]]:
    texts = corpus.grouped("folder_texts", "collection", "folder")
    agencies = corpus.grouped("folder_agencies", "collection", "folder")
    for folder in corpus.folders:
        key = folder["collection"], folder["folder"]
        path = page_names.folder_page(*key)
        yield path, _page(corpus, path, "portal.html", folder=folder, texts=texts[key], agencies=agencies[key])


def _rules(corpus: Corpus) -> Iterator[tuple[str, str]]:
    hits = corpus.grouped("rule_hits", "code")
    for rule in corpus.rules:
        path = page_names.rule_page(rule["code"])
        yield path, _page(corpus, path, "rule.html", rule=rule, hits=hits.get(rule["code"], []))


def _page(corpus: Corpus, path: str, template: str, **values: object) -> str:
    return page(path, template, named=corpus.named, with_articles=corpus.with_articles, **values)
