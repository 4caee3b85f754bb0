-- The texts of each place: the newest hundred
SELECT coalesce(country, '') AS country, place, doc_id, title, uri, folder, agency, day, flag_count, quote_count
FROM site_texts
WHERE place IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY coalesce(country, ''), place ORDER BY day DESC NULLS LAST, uri) <= 100
ORDER BY country, place, day DESC NULLS LAST, uri
