-- The raw text of a current document, rebuilt from its body and its applied edits alone.
-- Before each edit stands a stretch of the body that was kept; `kept` is where it begins, `shortened` how many code
-- points an edit took away. DuckDB puts the argument into the query as it is written, so that no column may be called
-- doc_id here; and the body stays out of the windows, which would copy it for every edit.
CREATE MACRO undo(document) AS (
    SELECT any_value(
        coalesce(array_to_string(list_transform(pieces, lambda p: substr(body, p.kept + 1, p.size) || p.before), ''), '')
        || substr(body, coalesce(tail, 0) + 1)
    )
    FROM (SELECT doc_id AS cleaned, body FROM stored.articles)
    LEFT JOIN (
        SELECT
            cleaned,
            list({'kept': kept, 'size': start - previous_stop, 'before': before} ORDER BY start) AS pieces,
            (max(stop) - sum(shortened))::BIGINT AS tail
        FROM (
            SELECT
                cleaned, start, stop, before, shortened,
                coalesce(lag(stop) OVER in_order, 0) AS previous_stop,
                previous_stop - coalesce(sum(shortened) OVER so_far, 0)::BIGINT AS kept
            FROM (
                SELECT doc_id AS cleaned, start, stop, before, length(before) - length(after) AS shortened
                FROM stored.edits
                WHERE applied
            )
            WHERE cleaned = document
            WINDOW
                in_order AS (PARTITION BY cleaned ORDER BY start),
                so_far AS (PARTITION BY cleaned ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        GROUP BY cleaned
    ) USING (cleaned)
    WHERE cleaned = document
);

-- Each pair of near-identical current documents, once.
CREATE MACRO duplicate_pairs() AS TABLE
    SELECT a.doc_id AS doc_id, b.doc_id AS other_doc_id, group_id
    FROM duplicates AS a JOIN duplicates AS b USING (group_id)
    WHERE a.doc_id < b.doc_id;
