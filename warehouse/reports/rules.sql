-- Hits of each rule: fixes, suggestions and flags, and the number of articles
WITH hits AS (SELECT unnest(codes) AS code, applied, doc_id FROM edits)
SELECT
    code,
    any_value(rules.name) AS name,
    any_value(rules.action) AS action,
    count(*) FILTER (applied) AS applied_count,
    count(*) FILTER (NOT applied) AS flagged_count,
    count(DISTINCT doc_id) AS article_count
FROM rules FULL JOIN hits USING (code)
GROUP BY code
ORDER BY applied_count + flagged_count DESC, code
