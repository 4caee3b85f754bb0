-- The texts of each agency: the newest hundred
SELECT agency, doc_id, title, uri, portal, day, place, flag_count, quote_count
FROM site_texts
WHERE agency IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY agency ORDER BY day DESC NULLS LAST, uri, doc_id) <= 100
ORDER BY agency, day DESC NULLS LAST, uri, doc_id
