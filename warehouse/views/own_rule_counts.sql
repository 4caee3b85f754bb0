-- Accepted and rejected edits of each rule on this corpus; below 50 together with the counts of the release
SELECT
    code,
    own.checked_count + CASE WHEN own.checked_count < 50 THEN coalesce(shipped.checked_count, 0) ELSE 0 END
        AS checked_count,
    own.right_count + CASE WHEN own.checked_count < 50 THEN coalesce(shipped.right_count, 0) ELSE 0 END AS right_count,
    CASE WHEN own.checked_count >= 50 OR coalesce(shipped.checked_count, 0) = 0 THEN 'own' ELSE 'both' END
        AS measured_on
FROM (
    SELECT code, count(*) AS checked_count, count(*) FILTER (decision = 'accept') AS right_count
    FROM (SELECT unnest(codes) AS code, decision FROM last_reviews WHERE decision <> 'withdraw')
    GROUP BY code
) AS own
LEFT JOIN (SELECT code, checked_count, right_count FROM stored.rules) AS shipped USING (code)
