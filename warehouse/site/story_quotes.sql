-- Who said what in stories: the first hundred quotations with a speaker of each
SELECT story_id, speaker_name AS name, quote, text, status, doc_id, title, agency
FROM quotes JOIN site_texts USING (doc_id) SEMI JOIN stories USING (story_id)
WHERE speaker_name IS NOT NULL AND outer_quote IS NULL AND status <> 'scare'
QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY speaker_name, day, doc_id, quote) <= 100
ORDER BY story_id, name, day, doc_id, quote
