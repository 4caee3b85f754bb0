-- One person's decision on a current document
SELECT correction.*, decisions.decided_at IS NOT NULL AS is_in_force
FROM stored.corrections AS correction
SEMI JOIN stored.articles USING (doc_id)
LEFT JOIN decisions
    ON correction.doc_id = decisions.doc_id
    AND correction.field = decisions.field
    AND correction.decided_at = decisions.decided_at
    AND correction.decided_by = decisions.decided_by
