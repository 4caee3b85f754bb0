-- Edits that share their ordinal with another of the document, and applied ones without a text to put there
SELECT doc_id, edit, count(*) AS edit_count
FROM edits
GROUP BY doc_id, edit
HAVING count(*) > 1 OR bool_or(applied AND after IS NULL)
