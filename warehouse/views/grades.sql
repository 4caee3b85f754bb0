-- One person's judgement on one value; the last committed one of several
SELECT * FROM stored.grades
SEMI JOIN stored.articles USING (doc_id)
QUALIFY row_number() OVER (
    PARTITION BY doc_id, field, reader, form, value ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, graded_at DESC
) = 1
