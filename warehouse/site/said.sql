-- The quotations of persons: the first hundred of each
SELECT speaker_name AS name, quote, text, cue, status, confidence, doc_id, title, agency, day
FROM quotes JOIN site_texts USING (doc_id)
WHERE speaker_kind = 'person' AND speaker_name IS NOT NULL AND outer_quote IS NULL
QUALIFY row_number() OVER (PARTITION BY speaker_name ORDER BY day, doc_id, quote) <= 100
ORDER BY name, day, doc_id, quote
