-- Facts, paragraphs, quotes and mentions whose span is not within the raw text
SELECT relation, doc_id, ordinal, start, stop, char_count
FROM (
    SELECT 'facts' AS relation, doc_id, fact AS ordinal, start, stop FROM facts
    UNION ALL SELECT 'facts', doc_id, fact, span.start, span.stop FROM facts, unnest(spans) AS spans(span)
    UNION ALL SELECT 'paragraphs', doc_id, paragraph, start, stop FROM paragraphs
    UNION ALL SELECT 'quotes', doc_id, quote, start, stop FROM quotes
    UNION ALL SELECT 'quotes', doc_id, quote, speaker_start, speaker_stop FROM quotes
    UNION ALL SELECT 'quotes', doc_id, quote, cue_start, cue_stop FROM quotes
    UNION ALL SELECT 'mentions', doc_id, mention, start, stop FROM mentions
)
JOIN documents USING (doc_id)
WHERE start < 0 OR stop < start OR stop > char_count OR (start IS NULL) <> (stop IS NULL)
