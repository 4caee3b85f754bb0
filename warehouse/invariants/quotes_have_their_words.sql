-- Quotations whose words are neither in the body nor in the raw text from start to stop
SELECT doc_id, quote, start, stop, words
FROM (SELECT doc_id, quote, start, stop, text AS words FROM stored.quotes)
JOIN (SELECT doc_id, text AS raw FROM stored.documents) USING (doc_id)
JOIN (SELECT doc_id, body FROM stored.articles) USING (doc_id)
WHERE NOT (contains(body, words) OR contains(substr(raw, start + 1, stop - start), words))
