-- What changed between two snapshots: articles that came and went, and the values that differ, column by column
-- param before SNAPSHOT: the older snapshot (the one before the one that is read)
WITH was AS (
    SELECT * FROM before.articles ANTI JOIN stored.articles USING (doc_id, _commit)
),
now AS (
    SELECT * FROM stored.articles ANTI JOIN before.articles USING (doc_id, _commit)
),
was_values AS (
    UNPIVOT (SELECT doc_id, COLUMNS(* EXCLUDE (doc_id, _commit, _lead_stop, rules_version))::VARCHAR FROM was)
    ON COLUMNS(* EXCLUDE (doc_id)) INTO NAME field VALUE value
),
now_values AS (
    UNPIVOT (SELECT doc_id, COLUMNS(* EXCLUDE (doc_id, _commit, _lead_stop, rules_version))::VARCHAR FROM now)
    ON COLUMNS(* EXCLUDE (doc_id)) INTO NAME field VALUE value
),
both_values AS (
    SELECT doc_id, field, was_values.value AS was, now_values.value AS now_is
    FROM was_values FULL JOIN now_values USING (doc_id, field)
    SEMI JOIN was USING (doc_id)
    SEMI JOIN now USING (doc_id)
    WHERE was_values.value IS DISTINCT FROM now_values.value
)
SELECT 'article added' AS change, NULL AS field, count(*) AS article_count, min(doc_id) AS example_doc_id,
    NULL AS example_was, NULL AS example_is
FROM now ANTI JOIN was USING (doc_id) HAVING count(*) > 0
UNION ALL
SELECT 'article gone', NULL, count(*), min(doc_id), NULL, NULL FROM was ANTI JOIN now USING (doc_id) HAVING count(*) > 0
UNION ALL
SELECT 'value differs', field, count(*), min(doc_id), arg_min(was, doc_id)[:80], arg_min(now_is, doc_id)[:80]
FROM both_values GROUP BY field
ORDER BY change, article_count DESC, field
