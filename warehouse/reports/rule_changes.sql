-- What a change of rules did: each rule's hits before and now, in the documents that both snapshots have
-- param before SNAPSHOT: the older snapshot (the one before the one that is read)
WITH both_have AS (
    SELECT doc_id FROM stored.articles SEMI JOIN before.articles USING (doc_id)
),
hits AS (
    SELECT unnest(codes) AS code, applied, doc_id, false AS is_now FROM before.edits SEMI JOIN both_have USING (doc_id)
    UNION ALL
    SELECT unnest(codes), applied, doc_id, true FROM stored.edits SEMI JOIN both_have USING (doc_id)
)
SELECT
    code,
    any_value(rules.name) AS name,
    count(*) FILTER (applied AND NOT is_now) AS applied_before,
    count(*) FILTER (applied AND is_now) AS applied_now,
    count(*) FILTER (NOT applied AND NOT is_now) AS flagged_before,
    count(*) FILTER (NOT applied AND is_now) AS flagged_now,
    count(DISTINCT doc_id) AS article_count
FROM hits LEFT JOIN rules USING (code)
GROUP BY code
HAVING (applied_before, flagged_before) <> (applied_now, flagged_now)
ORDER BY abs(applied_now - applied_before) + abs(flagged_now - flagged_before) DESC, code
