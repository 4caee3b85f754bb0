-- One person's judgement on one value; the newest where a value was judged twice
SELECT * FROM stored.grades
SEMI JOIN stored.articles USING (doc_id)
QUALIFY row_number() OVER (
    PARTITION BY doc_id, field, reader, form, value ORDER BY graded_at DESC, _snapshot DESC
) = 1
