-- The texts of each portal: the newest hundred
SELECT collection, portal, doc_id, title, uri, agency, day, place, flag_count, quote_count
FROM site_texts
QUALIFY row_number() OVER (PARTITION BY collection, portal ORDER BY day DESC NULLS LAST, uri, doc_id) <= 100
ORDER BY collection, portal, day DESC NULLS LAST, uri, doc_id
