-- One current document that takes the place of another: of the same agency's in its story, or of what its file held before
FROM versions_in(NULL)
UNION ALL
SELECT doc_id, previous_doc_id, 'file', collection, uri, seen_at
FROM (
    SELECT unnest(max_by(arrival, _snapshot))
    FROM stored.arrivals AS arrival SEMI JOIN (FROM stored.arrivals WHERE status = 'changed') USING (collection, uri)
    GROUP BY collection, uri
)
WHERE status = 'changed'
