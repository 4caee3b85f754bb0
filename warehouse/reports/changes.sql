-- Changes between two snapshots: articles added, removed or replaced, and values that differ
-- param before SNAPSHOT: the older snapshot (the one before the one that is read)
-- Keys first, both in one join: the other columns are read only of the row groups that have one of them.
WITH keys AS MATERIALIZED (
    SELECT doc_id, older._commit AS was_commit, newer._commit AS now_commit
    FROM (SELECT doc_id, _commit FROM before.articles) AS older
    FULL JOIN (SELECT doc_id, _commit FROM stored.articles) AS newer USING (doc_id)
    WHERE older._commit IS DISTINCT FROM newer._commit
),
was AS MATERIALIZED (
    FROM before.articles SEMI JOIN (SELECT doc_id, was_commit AS _commit FROM keys) USING (doc_id, _commit)
),
now AS MATERIALIZED (
    FROM stored.articles SEMI JOIN (SELECT doc_id, now_commit AS _commit FROM keys) USING (doc_id, _commit)
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
),
gained AS (
    SELECT doc_id FROM now ANTI JOIN was USING (doc_id)
),
lost AS (
    SELECT doc_id FROM was ANTI JOIN now USING (doc_id)
),
rewritten AS (
    SELECT doc_id, previous_doc_id
    FROM (
        SELECT max_by(doc_id, _snapshot) AS doc_id, min_by(previous_doc_id, _snapshot) AS previous_doc_id
        FROM stored.arrivals
        WHERE status = 'changed' AND _snapshot > (SELECT coalesce(max(_snapshot), 0) FROM before.arrivals)
        GROUP BY collection, uri
    )
    SEMI JOIN gained USING (doc_id)
    SEMI JOIN lost ON previous_doc_id = lost.doc_id
),
examples AS (
    SELECT 'article added' AS change, NULL AS field, count(*) AS article_count, min(doc_id) AS doc_id,
        NULL AS was_id, min(doc_id) AS is_id, NULL AS was, NULL AS now_is
    FROM gained ANTI JOIN rewritten USING (doc_id) HAVING count(*) > 0
    UNION ALL
    SELECT 'article gone', NULL, count(*), min(doc_id), min(doc_id), NULL, NULL, NULL
    FROM lost ANTI JOIN rewritten ON lost.doc_id = previous_doc_id HAVING count(*) > 0
    UNION ALL
    SELECT 'file changed', NULL, count(DISTINCT doc_id), min(doc_id),
        arg_min(previous_doc_id, doc_id), min(doc_id), NULL, NULL
    FROM rewritten HAVING count(*) > 0
    UNION ALL
    SELECT 'value differs', field, count(*), min(doc_id), NULL, NULL, arg_min(was, doc_id), arg_min(now_is, doc_id)
    FROM both_values GROUP BY field
)
-- The example of an article is its title, before and now.
SELECT
    change,
    field,
    article_count,
    uri AS example_uri,
    coalesce(examples.was, title_of(was.headline, was.body))[:80] AS example_was,
    coalesce(now_is, title_of(now.headline, now.body))[:80] AS example_is,
    examples.doc_id AS example_doc_id
FROM examples
LEFT JOIN was ON was.doc_id = was_id
LEFT JOIN now ON now.doc_id = is_id
LEFT JOIN (
    SELECT doc_id, max_by(uri, _snapshot) AS uri FROM stored.arrivals SEMI JOIN examples USING (doc_id) GROUP BY doc_id
) AS files ON files.doc_id = examples.doc_id
ORDER BY change, article_count DESC, field
