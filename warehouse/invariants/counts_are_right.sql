-- Articles whose edit or flag counts differ from the ledger, and documents whose length differs from the stored one
SELECT doc_id, 'edit_count' AS counted, edit_count AS said, count(*) FILTER (applied) AS found
FROM articles LEFT JOIN edits USING (doc_id) GROUP BY doc_id, edit_count HAVING said <> found
UNION ALL
SELECT doc_id, 'fix_count', fix_count AS said, count(*) FILTER (applied AND action = 'fix') AS found
FROM articles LEFT JOIN edits USING (doc_id) GROUP BY doc_id, fix_count HAVING said <> found
UNION ALL
SELECT doc_id, 'flag_count', flag_count AS said, count(*) FILTER (NOT applied) AS found
FROM articles LEFT JOIN edits USING (doc_id) GROUP BY doc_id, flag_count HAVING said <> found
UNION ALL
SELECT doc_id, 'char_count', char_count, length(text) FROM documents WHERE char_count <> length(text)
