-- The valid decision on each corrected field: the last committed one, unless it was withdrawn
SELECT doc_id, field, value, note, replaced, decided_by, decided_at
FROM (
    FROM stored.corrections
    QUALIFY row_number() OVER (
        PARTITION BY doc_id, field ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, decided_at DESC
    ) = 1
)
WHERE NOT is_withdrawn
