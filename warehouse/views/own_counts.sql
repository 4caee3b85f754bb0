-- Grades of extractors' patterns on this corpus; below 50 checks together with the counts of the release
SELECT
    reader,
    form,
    field,
    own.checked_count + CASE WHEN own.checked_count < 50 THEN coalesce(shipped.checked_count, 0) ELSE 0 END
        AS checked_count,
    own.right_count + CASE WHEN own.checked_count < 50 THEN coalesce(shipped.right_count, 0) ELSE 0 END AS right_count,
    CASE WHEN own.checked_count >= 50 OR shipped.checked_count IS NULL THEN 'own' ELSE 'both' END AS measured_on
FROM (
    SELECT reader, form, field, count(*) AS checked_count, count(*) FILTER (is_right) AS right_count
    FROM (
        SELECT reader, form, field, is_right
        FROM stored.grades
        QUALIFY row_number() OVER (
            PARTITION BY reader, form, field, doc_id, value
            ORDER BY _snapshot DESC, _ordinal DESC NULLS LAST, graded_at DESC
        ) = 1
    )
    GROUP BY reader, form, field
) AS own
LEFT JOIN stored.readers AS shipped USING (reader, form, field)
