"""A page for each agency, place, person, day, story, portal and rule."""

from collections.abc import Iterator

from flows.site.charts import timeline
from flows.site.corpus import Corpus
from flows.site.page_names import day_page
from flows.site.rendering import SitePage, render_page
from flows.site.sentence_changes import changed_words


def entity_pages(corpus: Corpus) -> Iterator[SitePage]:
    """Make the pages."""
    yield from _agencies(corpus)
    yield from _places(corpus)
    yield from _people(corpus)
    yield from _days(corpus)
    yield from _stories(corpus)
    yield from _portals(corpus)
    yield from _rules(corpus)


def _agencies(corpus: Corpus) -> Iterator[SitePage]:
    texts = corpus.grouped("agency_texts", "agency")
    for agency in corpus.agencies:
        name = agency["agency"]
        yield _page(corpus, corpus.pages["agency"][name], "agency.html", agency=agency, texts=texts[name])


def _places(corpus: Corpus) -> Iterator[SitePage]:
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


def _people(corpus: Corpus) -> Iterator[SitePage]:
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


def _days(corpus: Corpus) -> Iterator[SitePage]:
    texts, said = corpus.grouped("day_texts", "day"), corpus.grouped("said_on", "day")
    days = [None, *corpus.days, None]
    for before, day, after in zip(days, days[1:], days[2:], strict=False):
        if day is not None:
            words = said.get(day["day"], [])
            yield _page(
                corpus,
                day_page(day["day"]),
                "day.html",
                day=day,
                before=before and before["day"],
                after=after and after["day"],
                texts=texts[day["day"]],
                said=words,
                links=corpus.links(person=[row["name"] for row in words]),
            )


def _stories(corpus: Corpus) -> Iterator[SitePage]:
    said, renderings = corpus.grouped("story_quotes", "story_id"), corpus.grouped("renderings", "story_id")
    for story in corpus.stories:
        key = story["story_id"]
        texts, words, pairs = corpus.story_texts[key], said.get(key, []), renderings.get(key, [])
        wordings = [{**row, "marked": changed_words(row["words"], row["other_words"])} for row in pairs]
        yield _page(
            corpus,
            corpus.pages["story"][key],
            "story.html",
            story=story,
            texts=texts,
            places=timeline([text["earliest_at"] for text in texts]),
            said=words,
            wordings=wordings,
            links=corpus.links(person=[row["name"] for row in [*words, *pairs]]),
        )


def _portals(corpus: Corpus) -> Iterator[SitePage]:
    texts = corpus.grouped("portal_texts", "collection", "portal")
    agencies = corpus.grouped("portal_agencies", "collection", "portal")
    for portal in corpus.portals:
        key = portal["collection"], portal["portal"]
        yield _page(
            corpus,
            corpus.pages["portal"][key],
            "portal.html",
            portal=portal,
            texts=texts[key],
            agencies=agencies[key],
            links=corpus.links(agency=[row["agency"] for row in agencies[key]]),
        )


def _rules(corpus: Corpus) -> Iterator[SitePage]:
    hits = corpus.grouped("rule_hits", "code")
    for rule in corpus.rules:
        code = rule["code"]
        yield _page(corpus, corpus.pages["rule"][code], "rule.html", rule=rule, hits=hits.get(code, []))


def _page(corpus: Corpus, path: str, template: str, **rows: object) -> SitePage:
    return render_page(path, template, with_articles=corpus.with_articles, **rows)
