-- Agencies by the number of texts that credit them first
SELECT
    agency,
    count(*) AS article_count,
    round(count(*) / (SELECT count(*) FROM site_texts), 4) AS share,
    sum(quote_count)::BIGINT AS quote_count,
    sum(edit_count)::BIGINT AS edit_count,
    count(*) FILTER (flag_count > 0) AS flagged_count,
    count(DISTINCT place_key) AS place_count,
    min(day) FILTER (day NOT LIKE '%X%') AS first_on,
    max(day) FILTER (day NOT LIKE '%X%') AS last_on
FROM site_texts
WHERE agency IS NOT NULL
GROUP BY agency
ORDER BY article_count DESC, agency
