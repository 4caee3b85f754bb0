-- Untranslated passages: in another language than their text
-- param language VARCHAR: only passages in this language, as BCP 47 primary subtag
WITH found AS MATERIALIZED (
    SELECT doc_id, paragraph, language, text
    FROM paragraphs
    WHERE is_untranslated AND (getvariable('language') IS NULL OR language = getvariable('language'))
)
SELECT uri, doc_id, paragraph, found.language, text.language AS text_language, found.text
FROM found
JOIN (SELECT doc_id, language FROM decided_articles) AS text USING (doc_id)
JOIN (
    SELECT doc_id, min(uri) AS uri FROM current_documents SEMI JOIN found USING (doc_id) GROUP BY doc_id
) USING (doc_id)
ORDER BY uri, doc_id, paragraph
