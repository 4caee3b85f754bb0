-- Edits with a duplicate ordinal, and applied edits without a replacement
SELECT doc_id, edit, count(*) AS edit_count
FROM edits
GROUP BY doc_id, edit
HAVING count(*) > 1 OR bool_or(applied AND after IS NULL)
