-- Rows of a document from another version than its article
SELECT relation, doc_id, _commit
FROM (
    SELECT DISTINCT 'edits' AS relation, doc_id, _commit FROM stored.edits
    UNION ALL SELECT DISTINCT 'facts', doc_id, _commit FROM stored.facts
    UNION ALL SELECT DISTINCT 'paragraphs', doc_id, _commit FROM stored.paragraphs
    UNION ALL SELECT DISTINCT 'quotes', doc_id, _commit FROM stored.quotes
    UNION ALL SELECT DISTINCT 'mentions', doc_id, _commit FROM stored.mentions
)
ANTI JOIN stored.articles USING (doc_id, _commit)
