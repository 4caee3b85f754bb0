-- Review queue: the texts with the most doubts, and the doubts
-- param limit BIGINT: how many (100)
WITH reasons AS (
    SELECT
        doc_id,
        CASE WHEN applied THEN 'changed by a rule right less than 9 times in 10: ' ELSE 'flagged: ' END
        || coalesce(name || ' (' || code || ')', code) AS reason,
        weight
    FROM (
        SELECT doc_id, applied, codes[1] AS code, count(*) AS weight
        FROM edits WHERE NOT applied OR confidence < 0.9 GROUP BY ALL
    )
    LEFT JOIN (SELECT code, name FROM rules) USING (code)
    UNION ALL
    SELECT doc_id, 'a quotation is not closed', 3 * count(*) FROM quotes WHERE status = 'unclosed' GROUP BY doc_id
    UNION ALL
    SELECT doc_id, 'a passage is not translated', 5 * count(*) FROM paragraphs WHERE is_untranslated GROUP BY doc_id
    UNION ALL
    SELECT doc_id, 'null: ' || replace(reason, '_', ' '), 2 FROM facts WHERE reason LIKE 'ambiguous%' OR reason LIKE 'unknown%'
    UNION ALL
    SELECT doc_id, 'the text says it was cut', 2 FROM decided_articles WHERE representation_type = 'partial'
    UNION ALL
    SELECT doc_id, 'language undetermined', 5 FROM decided_articles WHERE language = 'und'
)
SELECT
    min(uri) AS uri,
    doc_id,
    any_value(score) AS score,
    any_value(reasons) AS reasons
FROM (
    SELECT
        doc_id,
        sum(weight)::BIGINT AS score,
        list(reason || if(weight > 1, ' (' || weight || ')', '') ORDER BY weight DESC, reason) AS reasons
    FROM reasons
    GROUP BY doc_id
    ORDER BY score DESC, doc_id
    LIMIT coalesce(getvariable('limit'), 100)
)
JOIN current_documents USING (doc_id)
GROUP BY doc_id
ORDER BY score DESC, doc_id
