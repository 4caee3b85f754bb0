-- The texts of each place: the newest hundred
SELECT place_key, doc_id, title, uri, portal, agency, day, flag_count, quote_count
FROM site_texts
WHERE place IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY place_key ORDER BY day DESC NULLS LAST, uri, doc_id) <= 100
ORDER BY place_key, day DESC NULLS LAST, uri, doc_id
