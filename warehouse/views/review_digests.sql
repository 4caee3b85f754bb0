-- Digests of the decisions on the changes of each document; its `rules_version` ends with it when they are applied
SELECT
    doc_id,
    substr(md5(string_agg(
        concat_ws(' ', start, stop, decision, decided_by, md5(before), md5(after)), ', '
        ORDER BY start, stop, md5(before), md5(after)
    )), 1, 12) AS digest
FROM last_reviews
WHERE decision <> 'withdraw'
GROUP BY doc_id
