-- Corrections that are no longer needed, or that new evidence contradicts
SELECT doc_id, field, value, replaced, read_now, standing, note, decided_by, decided_at
FROM standing_decisions
WHERE standing <> 'needed'
