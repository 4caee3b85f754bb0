-- Texts without a dateline, or with one that does not say when or where, and why
-- param reason VARCHAR: only this reason, such as no_dateline, no_place or ambiguous_place
SELECT
    min(uri) AS uri,
    list_sort(list(DISTINCT replace(field || ': ' || reason, '_', ' '))) AS reasons,
    any_value(lead)[:80] AS lead_begins,
    doc_id
FROM facts JOIN articles USING (doc_id)
WHERE reason IS NOT NULL
    AND field IN ('dateline', 'located', 'country', 'dateline_date')
    AND (getvariable('reason') IS NULL OR reason = getvariable('reason'))
GROUP BY doc_id
ORDER BY uri, doc_id
