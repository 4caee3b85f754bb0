-- Effect of a change of rules: hits of each rule before and after, in documents of both snapshots
-- param before SNAPSHOT: the older snapshot (the one before the one that is read)
WITH both_have AS (
    SELECT doc_id FROM stored.articles SEMI JOIN before.articles USING (doc_id)
),
hits AS (
    SELECT
        code,
        doc_id,
        count(*) FILTER (applied AND NOT is_now) AS made_then,
        count(*) FILTER (applied AND is_now) AS made_today,
        count(*) FILTER (NOT applied AND NOT is_now) AS flagged_then,
        count(*) FILTER (NOT applied AND is_now) AS flagged_today
    FROM (
        SELECT unnest(codes) AS code, applied, doc_id, false AS is_now FROM before.edits
        UNION ALL
        SELECT unnest(codes), applied, doc_id, true FROM stored.edits
    )
    SEMI JOIN both_have USING (doc_id)
    GROUP BY code, doc_id
)
SELECT
    code,
    any_value(rules.name) AS name,
    sum(made_then)::BIGINT AS applied_before,
    sum(made_today)::BIGINT AS applied_now,
    sum(flagged_then)::BIGINT AS flagged_before,
    sum(flagged_today)::BIGINT AS flagged_now,
    count(*) AS article_count
FROM hits LEFT JOIN rules USING (code)
GROUP BY code
HAVING (applied_before, flagged_before) <> (applied_now, flagged_now)
ORDER BY abs(applied_now - applied_before) + abs(flagged_now - flagged_before) DESC, code
