-- The valid decisions on current documents, compared with the values extracted now
--
-- standing: needed, it changes the extracted value; unnecessary, the extracted value is the same; contradicted, the
-- extracted value is neither the decision nor what it replaced, so there is new evidence.
WITH read AS (
    UNPIVOT (
        SELECT doc_id, COLUMNS(* EXCLUDE (doc_id))::VARCHAR
        FROM (SELECT * EXCLUDE (_commit, _lead_stop, body) FROM stored.articles SEMI JOIN decisions USING (doc_id))
    )
    ON COLUMNS(* EXCLUDE (doc_id)) INTO NAME field VALUE read_now
    UNION ALL
    SELECT doc_id, 'speaker:' || start, speaker_name FROM stored.quotes SEMI JOIN decisions USING (doc_id)
    UNION ALL
    SELECT doc_id, 'mention:' || start, kind FROM stored.mentions SEMI JOIN decisions USING (doc_id)
)
SELECT
    decisions.*,
    read_now,
    CASE
        WHEN read_now IS NOT DISTINCT FROM value THEN 'unnecessary'
        WHEN read_now IS DISTINCT FROM replaced THEN 'contradicted'
        ELSE 'needed'
    END AS standing
FROM decisions
SEMI JOIN stored.articles USING (doc_id)
LEFT JOIN read USING (doc_id, field)
