-- Quotations of one speaker, oldest first; without `by`, all quotations
-- param by VARCHAR: only this speaker; the family name is enough, accents and case do not count
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (1000)
SELECT day, speaker_name, words, agency, uri, cue, status, confidence
FROM (
    SELECT doc_id, quote, speaker_name, cue, text AS words, status, confidence
    FROM quotes
    WHERE getvariable('by') IS NULL OR is_named(speaker_name, getvariable('by'))
)
JOIN dated_texts(getvariable('since'), getvariable('until')) USING (doc_id)
JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
ORDER BY day, uri, quote
LIMIT coalesce(getvariable('limit'), 1000)
