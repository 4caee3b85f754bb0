-- Which agencies the texts of a folder credit
SELECT collection, folder, agency, count(*) AS article_count
FROM site_texts
GROUP BY ALL
ORDER BY collection, folder, article_count DESC, agency
