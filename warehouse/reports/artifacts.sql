-- Artifacts of translation, the most frequent rule first; then by agency, by collection and by source language
-- param code VARCHAR: only this rule
WITH hits AS (
    SELECT unnest(codes) AS code, applied, doc_id FROM edits WHERE action <> 'extract'
),
texts AS (
    SELECT doc_id, agency, collection, coalesce(source_language_declared, source_language_inferred) AS source_language
    FROM articles
)
SELECT
    code,
    any_value(rules.name) AS name,
    CASE
        WHEN grouping(agency) = 0 THEN 'agency'
        WHEN grouping(collection) = 0 THEN 'collection'
        WHEN grouping(source_language) = 0 THEN 'source_language'
        ELSE 'all'
    END AS counted_by,
    CASE counted_by
        WHEN 'agency' THEN agency WHEN 'collection' THEN collection WHEN 'source_language' THEN source_language
    END AS value,
    count(*) FILTER (applied) AS applied_count,
    count(*) FILTER (NOT applied) AS flagged_count,
    count(DISTINCT doc_id) AS article_count
FROM hits JOIN texts USING (doc_id) LEFT JOIN rules USING (code)
WHERE getvariable('code') IS NULL OR code = getvariable('code')
GROUP BY GROUPING SETS ((code), (code, agency), (code, collection), (code, source_language))
ORDER BY
    counted_by <> 'all',
    CASE counted_by WHEN 'all' THEN count(*) ELSE max(count(*)) OVER (PARTITION BY code) END DESC,
    code, counted_by, count(*) DESC, value
