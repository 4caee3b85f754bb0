-- One value extracted in one place, or one reason for a null; then the decisions of people, with the reader `human`
SELECT fact.* REPLACE (coalesce(own.confidence, fact.confidence) AS confidence)
FROM stored.facts AS fact
LEFT JOIN (
    SELECT reader, form, field, CASE WHEN checked_count >= 50 THEN round(right_count / checked_count, 4) END AS confidence
    FROM own_counts
) AS own
    ON fact.reader = own.reader
    AND coalesce(fact.form, '') = own.form
    AND fact.field = own.field
    AND fact.value IS NOT NULL
UNION ALL BY NAME
SELECT
    doc_id,
    (999_999 + row_number() OVER (PARTITION BY doc_id ORDER BY field))::INTEGER AS fact,
    field,
    value,
    'human' AS reader,
    'correction' AS form,
    false AS is_inferred,
    CASE WHEN value IS NULL THEN 'corrected' END AS reason
FROM decisions SEMI JOIN stored.articles USING (doc_id)
WHERE NOT contains(field, ':')
