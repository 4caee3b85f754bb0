-- Who said what on a day: the first hundred quotations with a speaker of each
SELECT day, speaker_name AS name, quote, text, cue, status, doc_id, title, agency
FROM quotes JOIN site_texts USING (doc_id)
WHERE speaker_name IS NOT NULL AND outer_quote IS NULL AND day IS NOT NULL AND status <> 'scare'
QUALIFY row_number() OVER (PARTITION BY day ORDER BY doc_id, quote) <= 100
ORDER BY day, doc_id, quote
