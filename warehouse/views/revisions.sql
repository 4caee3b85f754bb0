-- One current document that supersedes another: an earlier one of the same agency in its story, or its file's old content
FROM versions_in(NULL)
UNION ALL
SELECT doc_id, previous_doc_id, 'file', collection, uri, seen_at
FROM (
    SELECT unnest(max_by(arrival, _snapshot))
    FROM stored.arrivals AS arrival SEMI JOIN (FROM stored.arrivals WHERE status = 'changed') USING (collection, uri)
    GROUP BY collection, uri
)
WHERE status = 'changed'
