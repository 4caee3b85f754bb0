"""The pages of the whole corpus: the front page, and a list for each kind of thing."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from flows.site.charts import bar_chart, bar_shares, calendar
from flows.site.corpus import Corpus, Row
from flows.site.page_names import list_page
from flows.site.rendering import SitePage, render_page
from flows.site.world_map import Map, MarkedPlace, world_map

SHOWN_DAYS = 400
LISTED = 250


def overview_pages(corpus: Corpus, about: str) -> Iterator[SitePage]:
    """Make the pages; `about` describes the snapshot."""
    yield _front(corpus, about)
    yield _list(corpus, "agencies", agencies=corpus.agencies, bars=_bars(corpus.agencies), links=corpus.pages)
    yield _list(
        corpus, "places", places=corpus.places, countries=_countries(corpus), links=corpus.pages, map=_map(corpus)
    )
    yield _list(corpus, "days", **_days(corpus))
    yield _list(corpus, "people", people=corpus.people, bars=_bars(corpus.people, "quote_count"), links=corpus.pages)
    yield _list(corpus, "stories", stories=corpus.stories, bars=_bars(corpus.stories), links=corpus.pages)
    yield _list(corpus, "portals", portals=corpus.portals, bars=_bars(corpus.portals), links=corpus.pages)
    yield _list(corpus, "review", queue=corpus.rows("review"), with_articles=corpus.with_articles)
    yield _rules(corpus)
    yield _list(corpus, "runs", runs=corpus.rows("runs"), rejects=corpus.rows("rejects"))
    yield _list(corpus, "about", quality=corpus.rows("quality"), trust=corpus.rows("trust"))
    yield from _article_lists(corpus)


def _list(corpus: Corpus, name: str, **rows: object) -> SitePage:
    return render_page(f"{name}.html", f"{name}.html", counts=corpus.counts, **rows)


def _front(corpus: Corpus, about: str) -> SitePage:
    return _list(
        corpus,
        "index",
        about=about,
        languages=corpus.rows("languages"),
        agencies=corpus.agencies[:8],
        agency_bars=_bars(corpus.agencies[:8]),
        people=corpus.people[:8],
        people_bars=_bars(corpus.people[:8], "quote_count"),
        place=next(iter(corpus.places), None),
        links=corpus.pages,
        stories=corpus.stories[:8],
        quality=corpus.rows("quality"),
        queue=corpus.rows("review", 8),
        map=_map(corpus),
        with_articles=corpus.with_articles,
        **_days(corpus),
        is_dated=2 * corpus.counts["with_sure_day"] >= corpus.counts["with_day"],
    )


def _bars(rows: Sequence[Row], counted: str = "article_count") -> list[float]:
    return bar_shares(row[counted] for row in rows)


def _rules(corpus: Corpus) -> SitePage:
    """Rules with hits, those with most hits first, and the others."""
    busy = sorted(
        (row for row in corpus.rules if row["article_count"]),
        key=lambda row: (-row["applied_count"] - row["flagged_count"], row["code"]),
    )
    bars = bar_shares(row["applied_count"] + row["flagged_count"] for row in busy)
    idle = [row for row in corpus.rules if not row["article_count"]]
    return _list(corpus, "rules", busy=busy, bars=bars, idle=idle, links=corpus.pages)


def _countries(corpus: Corpus) -> list[tuple[Row, float]]:
    rows = corpus.rows("countries")
    return list(zip(rows, _bars(rows), strict=True))


def _map(corpus: Corpus) -> Map:
    pages = corpus.pages["place"]
    return world_map(
        MarkedPlace(row["latitude"], row["longitude"], row["article_count"], row["place"], pages[row["place_key"]])
        for row in corpus.places
        if row["latitude"] is not None and row["longitude"] is not None
    )


def _days(corpus: Corpus) -> dict[str, object]:
    """Days with a year and days without one, with a chart of each; days without a year are placed in a leap year."""
    sure = [day for day in corpus.days if "X" not in day["day"]]
    open_days = [day for day in corpus.days if "X" in day["day"]]
    recent = [(_date(day["day"]), day["article_count"]) for day in sure]
    if recent:
        recent = [pair for pair in recent if pair[0] > recent[-1][0] - timedelta(SHOWN_DAYS)]
    undated = [(_date(f"2000{day['day'][4:]}"), day["article_count"]) for day in open_days]
    return {
        "sure_days": sure,
        "open_days": open_days,
        "sure_chart": bar_chart(recent) if len(recent) > 1 else None,
        "open_chart": bar_chart(undated, has_year=False) if len(undated) > 1 else None,
        "sure_months": calendar(sure),
        "open_months": calendar(open_days),
    }


def _date(day: str) -> date:
    return date.fromisoformat(day)


def _article_lists(corpus: Corpus) -> Iterator[SitePage]:
    total = corpus.counts["article_count"]
    pages = max(-(-total // LISTED), 1) if corpus.with_articles else 1
    for number, texts in enumerate(corpus.listed(LISTED) if corpus.with_articles else [[]], 1):
        yield render_page(
            list_page(number),
            "articles.html",
            texts=texts,
            number=number,
            pages=pages,
            shown_pages=_pages_near(number, pages),
            total=total,
            with_articles=corpus.with_articles,
        )


def _pages_near(number: int, last: int) -> list[int]:
    """The pages of a list that one of them links to: the first, the last, and its neighbours; 0 is a gap.

    >>> _pages_near(1, 3), _pages_near(50, 99)
    ([1, 2, 3], [1, 0, 46, 47, 48, 49, 50, 51, 52, 53, 54, 0, 99])
    """
    near = sorted({1, last, *range(max(number - 4, 1), min(number + 4, last) + 1)})
    gaps = {render_page for before, render_page in pairwise(near) if render_page - before > 1}
    return [found for render_page in near for found in ([0, render_page] if render_page in gaps else [render_page])]
