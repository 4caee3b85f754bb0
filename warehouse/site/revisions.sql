-- Texts that supersede others, with the changed sentences by the macro diff_revisions
-- In a story these are the clean headlines and bodies; of the old content of a file only the raw text is kept.
WITH versions AS (
    SELECT doc_id, supersedes, basis, seen_at, basis = 'story' OR supersedes IN (SELECT doc_id FROM site_texts) AS is_clean
    FROM revisions
),
texts AS (
    SELECT doc_id, true AS is_clean, concat_ws(chr(10) || chr(10), headline, body) AS text FROM articles
    UNION ALL
    SELECT doc_id, false, text FROM documents
),
sentences AS (
    SELECT doc_id, is_clean, sentences_of(any_value(text)) AS sentences
    FROM texts
    SEMI JOIN (
        SELECT doc_id, is_clean FROM versions UNION ALL SELECT supersedes, is_clean FROM versions
    ) USING (doc_id, is_clean)
    GROUP BY doc_id, is_clean
)
SELECT
    versions.doc_id,
    versions.supersedes,
    basis,
    seen_at,
    site_texts.title,
    was.title AS was_title,
    was.doc_id IS NOT NULL AS was_is_current,
    coalesce(old.sentences, []) AS old_sentences,
    coalesce(new.sentences, []) AS new_sentences
FROM versions
JOIN site_texts USING (doc_id)
LEFT JOIN site_texts AS was ON was.doc_id = supersedes
LEFT JOIN sentences AS old ON old.doc_id = supersedes AND old.is_clean = versions.is_clean
LEFT JOIN sentences AS new ON new.doc_id = versions.doc_id AND new.is_clean = versions.is_clean
ORDER BY ALL
