-- Articles whose certain day is not the printed date, or whose bounds in time are the wrong way round
SELECT doc_id, dateline_date, dateline_on, earliest_at, latest_at
FROM articles
WHERE earliest_at > latest_at
    OR (earliest_at IS NULL) <> (latest_at IS NULL)
    OR (dateline_on IS NOT NULL AND strftime(dateline_on, '%Y-%m-%d') IS DISTINCT FROM dateline_date[:10])
