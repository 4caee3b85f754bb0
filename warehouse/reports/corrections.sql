-- Corrections by people, compared with today's extracted values
-- param field VARCHAR: only decisions on this column of articles
SELECT uri, doc_id, field, value, replaced, read_now, standing, note, decided_by, decided_at
FROM standing_decisions
JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
WHERE getvariable('field') IS NULL OR field = getvariable('field')
ORDER BY decided_at DESC, uri, field
