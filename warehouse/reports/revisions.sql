-- Texts that take the place of others: updates and corrections of a story, and files that were scraped again
-- param basis VARCHAR: story or file (both)
-- param agency VARCHAR: of one agency only
-- param limit BIGINT: how many (100)
SELECT
    coalesce(seen_at, earliest_at) AS since,
    CASE basis WHEN 'file' THEN 'file changed' ELSE role END AS role,
    agency,
    coalesce(headline, lead)[:80] AS title,
    uri,
    supersedes_uri,
    doc_id
FROM (SELECT doc_id, supersedes, basis, uri, seen_at FROM revisions)
JOIN (SELECT doc_id, agency, headline, lead, earliest_at FROM articles) USING (doc_id)
JOIN (SELECT doc_id, role FROM article_stories) USING (doc_id)
LEFT JOIN (SELECT doc_id AS supersedes, min(uri) AS supersedes_uri FROM current_documents GROUP BY doc_id) USING (supersedes)
WHERE basis = coalesce(getvariable('basis'), basis)
    AND (getvariable('agency') IS NULL OR agency = getvariable('agency'))
ORDER BY since DESC NULLS LAST, uri
LIMIT coalesce(getvariable('limit'), 100)
