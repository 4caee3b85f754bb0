-- The decision in force on each field that a person corrected: the newest one, unless it was withdrawn
SELECT doc_id, field, last.value AS value, last.note AS note, last.replaced AS replaced, last.decided_by AS decided_by,
    last.decided_at AS decided_at
FROM (
    SELECT doc_id, field, max_by(correction, {'decided_at': decided_at, 'snapshot': _snapshot}) AS last
    FROM stored.corrections AS correction
    GROUP BY doc_id, field
)
WHERE NOT last.is_withdrawn
