-- What people decided about the changes of one document, also of one that is not current: the last decision on each
SELECT *
FROM stored.reviews
QUALIFY row_number() OVER (
    PARTITION BY doc_id, start, stop, before, after
    ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, decided_at DESC
) = 1
