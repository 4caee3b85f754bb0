-- Corrections that cannot be applied: unknown column, or a value of the wrong type
WITH shown AS (
    UNPIVOT (
        SELECT doc_id, COLUMNS(* EXCLUDE (doc_id))::VARCHAR
        FROM (SELECT * EXCLUDE (lead, body) FROM articles SEMI JOIN decisions USING (doc_id))
    )
    ON COLUMNS(* EXCLUDE (doc_id)) INTO NAME field VALUE shown
    UNION ALL
    SELECT doc_id, 'speaker:' || start, speaker_name FROM quotes SEMI JOIN decisions USING (doc_id)
    UNION ALL
    SELECT doc_id, 'mention:' || start, kind FROM mentions SEMI JOIN decisions USING (doc_id)
)
SELECT doc_id, field, value, decided_by, decided_at
FROM decisions SEMI JOIN articles USING (doc_id) LEFT JOIN shown USING (doc_id, field)
WHERE value IS NOT NULL AND shown IS NULL
