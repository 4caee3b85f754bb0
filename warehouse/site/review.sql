-- The texts that a person should look at first, and why
WITH reasons AS (
    SELECT doc_id, 'flagged: ' || codes[1] AS reason, count(*) AS weight
    FROM edits WHERE NOT applied GROUP BY doc_id, reason
    UNION ALL
    SELECT doc_id, 'changed by a rule right less than 9 times in 10: ' || codes[1], count(*)
    FROM edits WHERE applied AND confidence < 0.9 GROUP BY ALL
    UNION ALL
    SELECT doc_id, 'a quotation is not closed', 3 * count(*) FROM quotes WHERE status = 'unclosed' GROUP BY doc_id
    UNION ALL
    SELECT doc_id, 'a passage is not translated', 5 * count(*) FROM paragraphs WHERE is_untranslated GROUP BY doc_id
    UNION ALL
    SELECT doc_id, replace(reason, '_', ' ') || ' (' || replace(field, '_', ' ') || ')', 2
    FROM facts WHERE reason LIKE 'ambiguous%' OR reason LIKE 'unknown%'
    UNION ALL
    SELECT doc_id, 'the text says it was cut', 2 FROM articles WHERE representation_type = 'partial'
    UNION ALL
    SELECT doc_id, 'language undetermined', 5 FROM site_texts WHERE language = 'und'
)
SELECT
    doc_id,
    any_value(title) AS title,
    any_value(uri) AS uri,
    any_value(agency) AS agency,
    sum(weight)::BIGINT AS score,
    list(reason || if(weight > 1, ' (' || weight || ')', '') ORDER BY weight DESC, reason) AS reasons
FROM reasons JOIN site_texts USING (doc_id)
GROUP BY doc_id
ORDER BY score DESC, doc_id
LIMIT 500
