-- Countries that texts were filed from
SELECT country, count(*) AS article_count, count(DISTINCT place_key) AS place_count
FROM site_texts
WHERE country IS NOT NULL
GROUP BY country
ORDER BY article_count DESC, country
