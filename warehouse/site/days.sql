-- The days of texts; a day without a printed year has XXXX in its place
SELECT
    day,
    count(*) AS article_count,
    sum(quote_count)::BIGINT AS quote_count,
    count(DISTINCT agency) AS agency_count,
    count(DISTINCT place_key) AS place_count
FROM site_texts
WHERE day IS NOT NULL
GROUP BY day
ORDER BY day
