-- Texts without a complete dateline, and the reason
-- param reason VARCHAR: only this reason, such as no_dateline, no_place or ambiguous_place
WITH found AS (
    SELECT doc_id, list_sort(list(DISTINCT replace(field || ': ' || reason, '_', ' '))) AS reasons
    FROM facts
    WHERE reason IS NOT NULL
        AND field IN ('dateline', 'located', 'country', 'dateline_date')
        AND (getvariable('reason') IS NULL OR reason = getvariable('reason'))
    GROUP BY doc_id
)
SELECT uri, reasons, substr(body, 1, _lead_stop)[:80] AS lead_begins, doc_id
FROM found
JOIN (SELECT doc_id, body, _lead_stop FROM decided_articles) USING (doc_id)
JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
ORDER BY uri, doc_id
