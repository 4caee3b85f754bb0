-- Applied edits that overlap the next edit or have the same start
SELECT doc_id, edit, start, stop, next_start
FROM (
    SELECT *, lead(start) OVER (PARTITION BY doc_id ORDER BY start, stop) AS next_start
    FROM edits
    WHERE applied
)
WHERE next_start < stop OR next_start = start
