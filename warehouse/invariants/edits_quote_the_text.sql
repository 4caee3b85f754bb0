-- Edits whose `before` differs from the raw text from start to stop
SELECT doc_id, edit, start, stop, before
FROM edits JOIN documents USING (doc_id)
WHERE substr(text, start + 1, stop - start) <> before OR start < 0 OR stop < start OR stop > char_count
