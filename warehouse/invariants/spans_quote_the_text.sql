-- Mentions, speakers and cues that differ from the raw text at their offsets
SELECT relation, doc_id, ordinal, start, stop, found
FROM (
    SELECT 'mentions' AS relation, doc_id, mention AS ordinal, start, stop, text AS found FROM mentions
    UNION ALL
    SELECT 'quotes', doc_id, quote, speaker_start, speaker_stop, speaker FROM quotes
    WHERE speaker IS NOT NULL OR speaker_start IS NOT NULL
    UNION ALL
    SELECT 'quotes', doc_id, quote, cue_start, cue_stop, cue FROM quotes
    WHERE cue IS NOT NULL OR cue_start IS NOT NULL
)
JOIN (SELECT doc_id, text FROM stored.documents) USING (doc_id)
WHERE substr(text, start + 1, stop - start) IS DISTINCT FROM found
