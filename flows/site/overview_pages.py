"""The pages of the whole corpus: the front page, and a list for each kind of thing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flows.site.charts import bar_shares, line_chart, world_map
from flows.site.corpus import Corpus, Row
from flows.site.page_names import list_page
from flows.site.rendering import Page, page

SHOWN_DAYS = 400
LISTED = 250


def overview_pages(corpus: Corpus, about: str) -> Iterator[Page]:
    """Make the pages; `about` says which snapshot this is."""
    yield _front(corpus, about)
    yield _list(corpus, "agencies", agencies=corpus.agencies, bars=_bars(corpus.agencies))
    yield _list(corpus, "places", places=corpus.places, links=corpus.pages, map=_map(corpus))
    yield _list(corpus, "days", months=corpus.rows("months"), **_days(corpus))
    yield _list(corpus, "people", people=corpus.people)
    yield _list(corpus, "stories", stories=corpus.stories)
    yield _list(corpus, "portals", folders=corpus.folders)
    yield _list(corpus, "review", queue=corpus.rows("review"), with_articles=corpus.with_articles)
    yield _list(corpus, "rules", rules=corpus.rules)
    yield _list(corpus, "runs", runs=corpus.rows("runs"), rejects=corpus.rows("rejects"))
    yield _list(corpus, "about", trust=corpus.rows("trust"))
    yield from _article_lists(corpus)


def _list(corpus: Corpus, name: str, **rows: object) -> Page:
    return page(f"{name}.html", f"{name}.html", counts=corpus.counts, **rows)


def _front(corpus: Corpus, about: str) -> Page:
    return _list(
        corpus,
        "index",
        about=about,
        languages=corpus.rows("languages"),
        agencies=corpus.agencies[:8],
        agency_bars=_bars(corpus.agencies[:8]),
        people=corpus.people[:8],
        stories=corpus.stories[:8],
        quality=corpus.rows("quality"),
        queue=corpus.rows("review", 8),
        map=_map(corpus),
        with_articles=corpus.with_articles,
        **_days(corpus),
        is_dated=2 * corpus.counts["with_sure_day"] >= corpus.counts["with_day"],
    )


def _bars(rows: Sequence[Row]) -> list[float]:
    return bar_shares(row["article_count"] for row in rows)


def _map(corpus: Corpus) -> object:
    pages = corpus.pages["place"]
    known = [place for place in corpus.places if place["latitude"] is not None and place["longitude"] is not None]
    return world_map(
        (
            place["latitude"],
            place["longitude"],
            place["article_count"],
            f"{place['place']}: {place['article_count']:,}",
            pages[place["place_key"]],
        )
        for place in known
    )


def _days(corpus: Corpus) -> dict[str, object]:
    """Days with a year and without one, and a line for each; without a year they lie in a leap year."""
    sure = [day for day in corpus.days if not day["day"].startswith("X")]
    open_days = [day for day in corpus.days if day["day"].startswith("X")]
    recent = [(_date(day["day"]), day["article_count"]) for day in sure]
    if recent:
        recent = [pair for pair in recent if pair[0] > recent[-1][0] - timedelta(SHOWN_DAYS)]
    undated = [(found, day["article_count"]) for day in open_days if (found := _date(f"2000{day['day'][4:]}"))]
    return {
        "sure_days": sure,
        "open_days": open_days,
        "sure_line": line_chart(recent) if len(recent) > 1 else None,
        "open_line": line_chart(undated, "%d %b") if len(undated) > 1 else None,
    }


def _date(day: str) -> date:
    return date.fromisoformat(day)


def _article_lists(corpus: Corpus) -> Iterator[Page]:
    total = corpus.counts["article_count"]
    pages = max(-(-total // LISTED), 1) if corpus.with_articles else 1
    for number, texts in enumerate(corpus.listed(LISTED) if corpus.with_articles else [[]], 1):
        yield page(
            list_page(number),
            "articles.html",
            texts=texts,
            number=number,
            pages=pages,
            total=total,
            with_articles=corpus.with_articles,
        )
