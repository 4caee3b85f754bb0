-- Current documents without exactly one article and one text, and articles without a current document
SELECT doc_id, is_current, article_count, text_count
FROM (SELECT DISTINCT doc_id, true AS is_current FROM current_documents)
FULL JOIN (SELECT doc_id, count(*) AS article_count FROM articles GROUP BY doc_id) USING (doc_id)
LEFT JOIN (SELECT doc_id, count(*) AS text_count FROM documents GROUP BY doc_id) USING (doc_id)
WHERE is_current IS NULL OR article_count IS DISTINCT FROM 1 OR text_count IS DISTINCT FROM 1
