"""A page for each agency, place, person, day, story, portal and rule."""

from collections.abc import Iterator

from flows.site.charts import timeline
from flows.site.corpus import Corpus
from flows.site.page_names import day_page
from flows.site.rendering import Page, page


def entity_pages(corpus: Corpus) -> Iterator[Page]:
    """Make the pages."""
    yield from _agencies(corpus)
    yield from _places(corpus)
    yield from _people(corpus)
    yield from _days(corpus)
    yield from _stories(corpus)
    yield from _folders(corpus)
    yield from _rules(corpus)


def _agencies(corpus: Corpus) -> Iterator[Page]:
    texts = corpus.grouped("agency_texts", "agency")
    for agency in corpus.agencies:
        name = agency["agency"]
        yield _page(corpus, corpus.pages["agency"][name], "agency.html", agency=agency, texts=texts[name])


def _places(corpus: Corpus) -> Iterator[Page]:
    texts = corpus.grouped("place_texts", "place_key")
    for place in corpus.places:
        key = place["place_key"]
        yield _page(
            corpus,
            corpus.pages["place"][key],
            "place.html",
            place=place,
            texts=texts[key],
            links=corpus.links(agency=place["agencies"] or []),
        )


def _people(corpus: Corpus) -> Iterator[Page]:
    said = corpus.grouped("said", "name")
    for person in corpus.people:
        name = person["name"]
        yield _page(
            corpus,
            corpus.pages["person"][name],
            "person.html",
            person=person,
            said=said[name],
            links=corpus.links(agency=person["agencies"]),
        )


def _days(corpus: Corpus) -> Iterator[Page]:
    texts, said = corpus.grouped("day_texts", "day"), corpus.grouped("said_on", "day")
    for day in corpus.days:
        words = said.get(day["day"], [])
        links = corpus.links(person=[row["name"] for row in words])
        path = day_page(day["day"])
        yield _page(corpus, path, "day.html", day=day, texts=texts[day["day"]], said=words, links=links)


def _stories(corpus: Corpus) -> Iterator[Page]:
    said, renderings = corpus.grouped("story_quotes", "story_id"), corpus.grouped("renderings", "story_id")
    for story in corpus.stories:
        key = story["story_id"]
        texts, words, pairs = corpus.story_texts[key], said.get(key, []), renderings.get(key, [])
        yield _page(
            corpus,
            corpus.pages["story"][key],
            "story.html",
            story=story,
            texts=texts,
            places=timeline([text["earliest_at"] for text in texts]),
            said=words,
            renderings=pairs,
            links=corpus.links(person=[row["name"] for row in [*words, *pairs]]),
        )


def _folders(corpus: Corpus) -> Iterator[Page]:
    texts = corpus.grouped("folder_texts", "collection", "folder")
    agencies = corpus.grouped("folder_agencies", "collection", "folder")
    for folder in corpus.folders:
        key = folder["collection"], folder["folder"]
        yield _page(
            corpus,
            corpus.pages["folder"][key],
            "portal.html",
            folder=folder,
            texts=texts[key],
            agencies=agencies[key],
            links=corpus.links(agency=[row["agency"] for row in agencies[key]]),
        )


def _rules(corpus: Corpus) -> Iterator[Page]:
    hits = corpus.grouped("rule_hits", "code")
    for rule in corpus.rules:
        code = rule["code"]
        yield _page(corpus, corpus.pages["rule"][code], "rule.html", rule=rule, hits=hits.get(code, []))


def _page(corpus: Corpus, path: str, template: str, **rows: object) -> Page:
    return page(path, template, with_articles=corpus.with_articles, **rows)
