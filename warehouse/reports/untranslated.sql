-- Passages that stayed in another language than their text's
-- param language VARCHAR: only passages in this language, as BCP 47 primary subtag
SELECT uri, doc_id, paragraph, paragraphs.language, articles.language AS text_language, paragraphs.text
FROM paragraphs
JOIN articles USING (doc_id)
WHERE is_untranslated AND (getvariable('language') IS NULL OR paragraphs.language = getvariable('language'))
ORDER BY uri, doc_id, paragraph
