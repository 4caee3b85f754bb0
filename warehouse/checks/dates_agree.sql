-- Articles whose certain day is not the printed date, or whose earliest time is after the latest
--
-- A stamp of the page gives a date its year, never another month or day.
SELECT doc_id, dateline_date, dateline_on, dateline_on_basis, earliest_at, latest_at
FROM articles
WHERE earliest_at > latest_at
    OR (earliest_at IS NULL) <> (latest_at IS NULL)
    OR CASE dateline_on_basis
        WHEN 'stamp' THEN NOT contains(dateline_date, strftime(dateline_on, '%m-%d'))
        ELSE dateline_on IS NOT NULL AND strftime(dateline_on, '%Y-%m-%d') IS DISTINCT FROM dateline_date[:10]
    END
