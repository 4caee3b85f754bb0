-- The hits of each rule: the first thirty of each
WITH hits AS (SELECT unnest(codes) AS code, doc_id, edit, start, stop, before, after, applied FROM edits),
first AS (
    FROM hits QUALIFY row_number() OVER (PARTITION BY code ORDER BY doc_id, start, edit) <= 30
)
SELECT
    code,
    doc_id,
    title,
    start,
    applied,
    regexp_replace(substr(text, greatest(start - 40, 0) + 1, least(start, 40)), '\s+', ' ', 'g') AS left_of,
    before,
    after,
    regexp_replace(substr(text, stop + 1, 40), '\s+', ' ', 'g') AS right_of
FROM first JOIN site_texts USING (doc_id) JOIN (SELECT doc_id, text FROM documents) USING (doc_id)
ORDER BY code, doc_id, start, edit
