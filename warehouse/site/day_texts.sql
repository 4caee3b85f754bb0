-- The texts of each day: the newest hundred
SELECT day, doc_id, title, uri, portal, agency, place, flag_count, quote_count
FROM site_texts
WHERE day IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY day ORDER BY day DESC NULLS LAST, uri, doc_id) <= 100
ORDER BY day, day DESC NULLS LAST, uri, doc_id
