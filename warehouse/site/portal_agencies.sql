-- The agencies that the texts of a portal credit
SELECT collection, portal, agency, count(*) AS article_count
FROM site_texts
GROUP BY ALL
ORDER BY collection, portal, article_count DESC, agency
