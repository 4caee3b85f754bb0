-- The languages of the texts
SELECT language, count(*) AS article_count FROM site_texts GROUP BY language ORDER BY article_count DESC, language
