-- Places of datelines that the gazetteer does not know: misspelled, too small, or not a place
SELECT doc_id, located, dateline, agency
FROM articles
WHERE doc_id IN (SELECT doc_id FROM facts WHERE field = 'country' AND reason = 'unknown_place')
