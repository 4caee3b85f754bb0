-- Translation artifacts by rule, agency, collection and source language, most frequent first
-- param code VARCHAR: only this rule
-- The hits of a rule in a text are counted before the texts, so that each text is counted once.
WITH hits AS (
    SELECT
        code,
        doc_id,
        count(*) FILTER (applied) AS made,
        count(*) FILTER (NOT applied) AS flagged
    FROM (SELECT unnest(codes) AS code, applied, doc_id FROM edits WHERE action <> 'extract')
    WHERE getvariable('code') IS NULL OR code = getvariable('code')
    GROUP BY code, doc_id
),
texts AS (
    SELECT doc_id, agency, collection, coalesce(source_language_declared, source_language_inferred) AS source_language
    FROM decided_articles
    JOIN (SELECT doc_id, min(collection) AS collection FROM current_documents GROUP BY doc_id) USING (doc_id)
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
    sum(made)::BIGINT AS applied_count,
    sum(flagged)::BIGINT AS flagged_count,
    count(*) AS article_count
FROM hits JOIN texts USING (doc_id) LEFT JOIN rules USING (code)
GROUP BY GROUPING SETS ((code), (code, agency), (code, collection), (code, source_language))
ORDER BY
    counted_by <> 'all',
    CASE counted_by WHEN 'all' THEN sum(made + flagged) ELSE max(sum(made + flagged)) OVER (PARTITION BY code) END DESC,
    code, counted_by, sum(made + flagged) DESC, value
