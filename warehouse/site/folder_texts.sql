-- The texts of each folder: the newest hundred
SELECT collection, folder, doc_id, title, uri, agency, day, place, flag_count, quote_count
FROM site_texts
QUALIFY row_number() OVER (PARTITION BY collection, folder ORDER BY day DESC NULLS LAST, uri, doc_id) <= 100
ORDER BY collection, folder, day DESC NULLS LAST, uri, doc_id
