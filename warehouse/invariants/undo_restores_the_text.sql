-- Documents whose raw text is not restored when the edits of the article are undone
SELECT doc_id FROM documents SEMI JOIN articles USING (doc_id)
WHERE undo(doc_id) IS DISTINCT FROM text
