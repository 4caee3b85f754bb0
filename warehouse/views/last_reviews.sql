-- The last decision on each change of a document, also of a document that is not current
SELECT *
FROM stored.reviews
QUALIFY row_number() OVER (
    PARTITION BY doc_id, start, stop, before, after
    ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, decided_at DESC
) = 1
