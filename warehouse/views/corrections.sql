-- One person's decision on a current document
--
-- In force is what was committed last: a clock may have been wrong, and rows without an ordinal have only theirs.
SELECT
    *,
    NOT is_withdrawn AND row_number() OVER (
        PARTITION BY doc_id, field ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, decided_at DESC
    ) = 1 AS is_in_force
FROM stored.corrections
SEMI JOIN stored.articles USING (doc_id)
