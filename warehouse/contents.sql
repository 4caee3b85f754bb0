-- Counts of the newest snapshot, in one row.
WITH refused AS (
    SELECT collection, uri, max(_snapshot) AS seen FROM stored.rejects GROUP BY collection, uri
),
taken AS (
    SELECT collection, uri, max(_snapshot) AS seen FROM stored.arrivals SEMI JOIN refused USING (collection, uri)
    GROUP BY collection, uri
)
SELECT
    (SELECT count(*) FROM stored.articles),
    (SELECT count(*) FROM refused LEFT JOIN taken USING (collection, uri) WHERE refused.seen > coalesce(taken.seen, 0)),
    greatest(
        (SELECT max(seen_at) FROM stored.arrivals WHERE status <> 'removed'), (SELECT max(seen_at) FROM stored.rejects)
    ),
    (
        SELECT max_by(run, (_snapshot, run_id)) FROM stored.runs AS run WHERE kind IN ('ingest', 'reprocess')
    )
