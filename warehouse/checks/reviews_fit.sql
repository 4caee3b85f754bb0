-- Reviews of edits that no longer exist: no rule proposes the edit, or another edit replaces it
SELECT
    doc_id, start, stop, before, after, codes, decision, decided_by, decided_at,
    (
        SELECT list(other.codes)
        FROM edits AS other
        WHERE other.doc_id = review.doc_id
            AND other.applied
            AND other.start <= review.stop
            AND review.start <= other.stop
    ) AS in_its_place
FROM reviews AS review
WHERE standing = 'unfit'
