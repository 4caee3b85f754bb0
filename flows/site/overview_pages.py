"""The pages of the whole corpus: the front page, and a list for each kind of thing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flows.site.charts import bar_shares, line_chart, world_map
from flows.site.corpus import Corpus, Row
from flows.site.page_names import list_page
from flows.site.rendering import page

SHOWN_DAYS = 400
LISTED = 250


def overview_pages(corpus: Corpus, about: str) -> Iterator[tuple[str, str]]:
    """Make the pages, each its path and its text; `about` says which snapshot this is."""
    yield "index.html", _front(corpus, about)
    yield (
        "agencies.html",
        page(
            "agencies.html",
            "agencies.html",
            agencies=corpus.agencies,
            counts=corpus.counts,
            bars=_bars(corpus.agencies),
        ),
    )
    yield (
        "places.html",
        page(
            "places.html",
            "places.html",
            places=corpus.places,
            named=corpus.named,
            counts=corpus.counts,
            map=_map(corpus),
        ),
    )
    yield (
        "days.html",
        page("days.html", "days.html", months=corpus.rows("months"), counts=corpus.counts, **_days(corpus)),
    )
    yield "people.html", page("people.html", "people.html", people=corpus.people, counts=corpus.counts)
    yield "stories.html", page("stories.html", "stories.html", stories=corpus.stories, counts=corpus.counts)
    yield "portals.html", page("portals.html", "portals.html", folders=corpus.folders, counts=corpus.counts)
    yield (
        "review.html",
        page("review.html", "review.html", queue=corpus.rows("review"), with_articles=corpus.with_articles),
    )
    yield "rules.html", page("rules.html", "rules.html", rules=corpus.rules)
    yield "runs.html", page("runs.html", "runs.html", runs=corpus.rows("runs"), rejects=corpus.rows("rejects"))
    yield "about.html", page("about.html", "about.html", trust=corpus.rows("trust"))
    yield from _article_lists(corpus)


def _front(corpus: Corpus, about: str) -> str:
    days = _days(corpus)
    return page(
        "index.html",
        "index.html",
        about=about,
        counts=corpus.counts,
        languages=corpus.rows("languages"),
        agencies=corpus.agencies[:8],
        agency_bars=_bars(corpus.agencies[:8]),
        people=corpus.people[:8],
        stories=corpus.stories[:8],
        quality=corpus.rows("quality"),
        queue=corpus.rows("review", 8),
        map=_map(corpus),
        with_articles=corpus.with_articles,
        **days,
        is_dated=2 * corpus.counts["with_sure_day"] >= corpus.counts["with_day"],
    )


def _bars(rows: Sequence[Row]) -> list[float]:
    return bar_shares(row["article_count"] for row in rows)


def _map(corpus: Corpus) -> object:
    pages = corpus.place_pages
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


def _article_lists(corpus: Corpus) -> Iterator[tuple[str, str]]:
    total = corpus.counts["article_count"]
    if not corpus.with_articles:
        yield (
            "articles.html",
            page("articles.html", "articles.html", texts=[], number=1, pages=1, total=total, with_articles=False),
        )
        return
    pages = max(-(-total // LISTED), 1)
    for number, texts in enumerate(corpus.listed(LISTED), 1):
        yield (
            list_page(number),
            page(
                list_page(number),
                "articles.html",
                texts=texts,
                number=number,
                pages=pages,
                total=total,
                with_articles=True,
            ),
        )
