-- Revisions: texts that supersede others, as updates of a story or as changed files
-- param basis VARCHAR story|file: story or file (both)
-- param agency VARCHAR: of one agency only
-- param limit BIGINT: how many (100)
SELECT
    coalesce(seen_at, earliest_at) AS since,
    CASE WHEN basis = 'file' THEN 'file changed' WHEN signal IN ('correction', 'kill') THEN 'correction' ELSE 'update' END
        AS role,
    agency,
    title_of(headline, body)[:80] AS title,
    uri,
    supersedes_uri,
    doc_id
FROM (SELECT doc_id, supersedes, basis, uri, seen_at FROM revisions)
JOIN (SELECT doc_id, agency, signal, headline, body, earliest_at FROM decided_articles) USING (doc_id)
LEFT JOIN (SELECT doc_id AS supersedes, min(uri) AS supersedes_uri FROM current_documents GROUP BY doc_id) USING (supersedes)
WHERE basis = coalesce(getvariable('basis'), basis)
    AND (getvariable('agency') IS NULL OR agency = getvariable('agency'))
ORDER BY since DESC NULLS LAST, uri
LIMIT coalesce(getvariable('limit'), 100)
