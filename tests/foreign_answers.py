"""Ten answers from an export, by tools that know nothing of this project, which is not imported.

`python foreign_answers.py TOOL FORM FOLDER` prints them as JSON; TOOL is duckdb, polars, pandas or deltalake (which
reads the form delta alone), FORM parquet, csv or delta.
"""

import json
import sys
from pathlib import Path
from typing import Any

SQL = {
    "articles": "SELECT count(*) FROM articles",
    "by agency": "SELECT coalesce(agency, ''), count(*) FROM articles GROUP BY 1 ORDER BY 1",
    "by country": "SELECT coalesce(country, ''), count(*) FROM articles GROUP BY 1 ORDER BY 1",
    "words": "SELECT sum(word_count)::BIGINT FROM articles",
    "certain days": "SELECT count(dateline_on), min(dateline_on)::VARCHAR, max(dateline_on)::VARCHAR FROM articles",
    "characters of bodies": "SELECT sum(length(body))::BIGINT FROM articles",
    "edits": "SELECT action, applied, count(*) FROM edits GROUP BY ALL ORDER BY ALL",
    "edits by rule": "SELECT code, count(*) FROM (SELECT unnest({codes}) AS code FROM edits) GROUP BY 1 ORDER BY 1",
    "reasons": "SELECT field, reason, count(*) FROM facts WHERE reason IS NOT NULL GROUP BY ALL ORDER BY ALL",
    "untranslated": "SELECT count(*), count(DISTINCT doc_id) FROM paragraphs WHERE is_untranslated",
}
TABLES = ("articles", "edits", "facts", "paragraphs")
Answers = dict[str, list[list[Any]]]


def by_duckdb(folder: Path, form: str) -> Answers:
    """In SQL."""
    import duckdb

    with duckdb.connect() as database:
        for table in TABLES:
            path = f"'{folder}/{table}.{form}'"
            # DuckDB's reader in several threads gives up at articles of several paragraphs.
            source = path if form == "parquet" else f"read_csv({path}, parallel = false)"
            database.execute(f"CREATE VIEW {table} AS FROM {source}").fetchall()
        codes = "codes" if form == "parquet" else "string_split(codes, '; ')"
        asked = {name: database.execute(query.format(codes=codes)).fetchall() for name, query in SQL.items()}
    return {name: [list(row) for row in rows] for name, rows in asked.items()}


def by_polars(folder: Path, form: str) -> Answers:
    """By expressions on lazy frames."""
    import polars as pl

    def table(name: str) -> pl.LazyFrame:
        path = folder / f"{name}.{form}"
        return pl.scan_parquet(path) if form == "parquet" else pl.scan_csv(path, infer_schema_length=None)

    def rows(frame: pl.LazyFrame) -> list[list[Any]]:
        return [list(row) for row in frame.collect().rows()]

    def counted(frame: pl.LazyFrame, *by: str) -> list[list[Any]]:
        return rows(frame.group_by(*by).len().sort(*by))

    articles, edits, facts, paragraphs = map(table, TABLES)
    codes = pl.col("codes") if form == "parquet" else pl.col("codes").str.split("; ")
    day, found = pl.col("dateline_on"), paragraphs.filter(pl.col("is_untranslated"))
    return {
        "articles": rows(articles.select(pl.len())),
        "by agency": counted(articles.with_columns(pl.col("agency").fill_null("")), "agency"),
        "by country": counted(articles.with_columns(pl.col("country").fill_null("")), "country"),
        "words": rows(articles.select(pl.col("word_count").sum())),
        "certain days": rows(
            articles.select(day.count(), day.min().cast(pl.String).alias("a"), day.max().cast(pl.String).alias("b"))
        ),
        "characters of bodies": rows(articles.select(pl.col("body").str.len_chars().cast(pl.Int64).sum())),
        "edits": counted(edits, "action", "applied"),
        "edits by rule": counted(edits.select(codes.alias("code")).explode("code"), "code"),
        "reasons": counted(facts.filter(pl.col("reason").is_not_null()), "field", "reason"),
        "untranslated": rows(found.select(pl.len(), pl.col("doc_id").n_unique())),
    }


def by_pandas(folder: Path, form: str) -> Answers:
    """By groups of data frames."""
    import pandas as pd

    def table(name: str) -> pd.DataFrame:
        path = folder / f"{name}.{form}"
        if form == "parquet":
            return pd.read_parquet(path)
        # Left to itself, pandas takes Namibia's NA for a null.
        return pd.read_csv(path, low_memory=False, encoding="utf-8-sig", keep_default_na=False, na_values=[""])

    return of_frames({name: table(name) for name in TABLES}, "; " if form == "csv" else None)


def by_deltalake(folder: Path, form: str) -> Answers:
    """From Delta tables, as Arrow tables in data frames."""
    from deltalake import DeltaTable

    del form
    return of_frames({name: DeltaTable(str(folder / name)).to_pandas() for name in TABLES}, None)


def of_frames(frames: dict[str, Any], separator: str | None) -> Answers:
    """From data frames; codes are lists, or texts joined by a separator."""
    articles, edits, facts, paragraphs = (frames[name] for name in TABLES)

    def counted(frame: Any, *by: str) -> list[list[Any]]:
        counts = frame.groupby(list(by)).size().reset_index()
        return [[*key, count] for *key, count in counts.values.tolist()]

    codes = edits.assign(code=edits["codes"].str.split(separator) if separator else edits["codes"]).explode("code")
    days = articles["dateline_on"].dropna().astype(str).str[:10]
    found = paragraphs[paragraphs["is_untranslated"].fillna(value=False).astype(bool)]
    some = [str(days.min()), str(days.max())] if len(days) else [None, None]
    return {
        "articles": [[len(articles)]],
        "by agency": counted(articles.fillna({"agency": ""}), "agency"),
        "by country": counted(articles.fillna({"country": ""}), "country"),
        "words": [[int(articles["word_count"].sum())]],
        "certain days": [[len(days), *some]],
        "characters of bodies": [[int(articles["body"].str.len().sum())]],
        "edits": counted(edits, "action", "applied"),
        "edits by rule": counted(codes, "code"),
        "reasons": counted(facts[facts["reason"].notna()], "field", "reason"),
        "untranslated": [[len(found), int(found["doc_id"].nunique())]],
    }


TOOLS = {"duckdb": by_duckdb, "polars": by_polars, "pandas": by_pandas, "deltalake": by_deltalake}

if __name__ == "__main__":
    tool, form, folder = sys.argv[1:]
    print(json.dumps(TOOLS[tool](Path(folder), form), ensure_ascii=False))
