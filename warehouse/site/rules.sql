-- Rules with their hits in this corpus
WITH hits AS (SELECT unnest(codes) AS code, applied, doc_id FROM edits)
SELECT
    code,
    any_value(rules.name) AS name,
    any_value(family) AS family,
    any_value(action) AS action,
    any_value(why) AS why,
    any_value(examples) AS examples,
    any_value(counter_examples) AS counter_examples,
    any_value(checked_count) AS checked_count,
    any_value(right_count) AS right_count,
    count(*) FILTER (applied) AS applied_count,
    count(*) FILTER (NOT applied) AS flagged_count,
    count(DISTINCT doc_id) AS article_count
FROM rules LEFT JOIN hits USING (code)
GROUP BY code
ORDER BY code
