-- Rejected files by reason, with the newest of each
SELECT
    collection,
    reason,
    count(*) AS file_count,
    max(seen_at) AS last_seen_at,
    max_by(uri, (seen_at, uri, detail)) AS newest_uri,
    max_by(detail, (seen_at, uri, detail)) AS newest_detail
FROM rejects
GROUP BY collection, reason
ORDER BY file_count DESC, collection, reason
