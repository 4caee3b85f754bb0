-- Who said what: the quotations of one day
-- param on DATE: the day (the newest that a text has)
SELECT speaker_name, words, agency, uri, cue, status, confidence
FROM dated_texts(NULL, NULL)
JOIN (SELECT doc_id, quote, speaker_name, cue, text AS words, status, confidence FROM quotes) USING (doc_id)
JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
WHERE status <> 'scare' AND day = coalesce(getvariable('on'), (SELECT max(day) FROM dated_texts(NULL, NULL)))
ORDER BY uri, quote
