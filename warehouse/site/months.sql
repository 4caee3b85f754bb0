-- Months that texts are from, as EDTF
SELECT month, count(*) AS article_count FROM site_texts GROUP BY month ORDER BY month NULLS LAST
