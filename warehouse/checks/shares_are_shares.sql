-- Confidences outside 0 to 1
SELECT relation, doc_id, confidence
FROM (
    SELECT 'edits' AS relation, doc_id, confidence FROM edits
    UNION ALL SELECT 'facts', doc_id, confidence FROM facts
    UNION ALL SELECT 'quotes', doc_id, confidence FROM quotes
    UNION ALL SELECT 'mentions', doc_id, confidence FROM mentions
    UNION ALL SELECT 'articles', doc_id, language_confidence FROM articles
)
WHERE confidence NOT BETWEEN 0 AND 1
