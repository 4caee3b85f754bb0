-- One person's decision on a current document
--
-- The decision that was committed last is valid, because clocks can be wrong; rows without an ordinal only have a time.
SELECT
    *,
    NOT is_withdrawn AND row_number() OVER (
        PARTITION BY doc_id, field ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, decided_at DESC
    ) = 1 AS is_in_force
FROM stored.corrections
SEMI JOIN stored.articles USING (doc_id)
