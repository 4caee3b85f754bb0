-- The review queue: the texts with the most doubts
WITH flagged AS (
    SELECT codes[1] AS code, doc_id, count(*) AS place_count, applied
    FROM edits WHERE NOT applied OR confidence < 0.9 GROUP BY ALL
),
reasons AS (
    SELECT
        doc_id,
        if(applied, 'changed by ' || code || ', which is right less than 9 times in 10', coalesce(name, 'flagged') || ' (' || code || ')')
            AS reason,
        place_count,
        1 AS weight
    FROM flagged LEFT JOIN (SELECT code, name FROM rules) USING (code)
    UNION ALL
    SELECT doc_id, 'quotation that is not closed', count(*), 3 FROM quotes WHERE status = 'unclosed' GROUP BY doc_id
    UNION ALL
    SELECT doc_id, 'passage that is not translated', count(*), 5 FROM paragraphs WHERE is_untranslated GROUP BY doc_id
    UNION ALL
    SELECT doc_id, replace(reason, '_', ' ') || ' (' || replace(field, '_', ' ') || ')', 1, 2
    FROM facts WHERE reason LIKE 'ambiguous%' OR reason LIKE 'unknown%'
    UNION ALL
    SELECT doc_id, 'the text says that it was cut', 1, 2 FROM articles WHERE representation_type = 'partial'
    UNION ALL
    SELECT doc_id, 'language undetermined', 1, 5 FROM site_texts WHERE language = 'und'
)
SELECT
    doc_id,
    any_value(title) AS title,
    any_value(uri) AS uri,
    any_value(agency) AS agency,
    sum(weight * place_count)::BIGINT AS score,
    list(reason || if(place_count > 1, ' × ' || place_count, '') ORDER BY weight * place_count DESC, reason) AS reasons
FROM reasons JOIN site_texts USING (doc_id)
GROUP BY doc_id
ORDER BY score DESC, doc_id
LIMIT 500
