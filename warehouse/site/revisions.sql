-- Texts that take the place of others, with both titles; of one that is no more, no title
SELECT
    doc_id,
    supersedes,
    basis,
    seen_at,
    site_texts.title AS title,
    was.title AS was_title,
    was.title IS NOT NULL AS was_is_current
FROM (SELECT doc_id, supersedes, basis, seen_at FROM revisions)
JOIN site_texts USING (doc_id)
LEFT JOIN (SELECT doc_id AS supersedes, title FROM site_texts) AS was USING (supersedes)
ORDER BY doc_id, supersedes, basis, seen_at
