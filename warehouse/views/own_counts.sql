-- What people graded of readers' forms on this corpus; below 50 checks together with the counts that were shipped
SELECT
    reader,
    form,
    field,
    if(own.checked_count >= 50, own.checked_count, own.checked_count + coalesce(shipped.checked_count, 0)) AS checked_count,
    if(own.checked_count >= 50, own.right_count, own.right_count + coalesce(shipped.right_count, 0)) AS right_count,
    if(own.checked_count >= 50 OR shipped.checked_count IS NULL, 'own', 'both') AS measured_on
FROM (
    SELECT reader, form, field, count(*) AS checked_count, count(*) FILTER (is_right) AS right_count
    FROM (
        SELECT reader, form, field, max_by(is_right, {'graded_at': graded_at, 'snapshot': _snapshot}) AS is_right
        FROM stored.grades
        GROUP BY reader, form, field, doc_id, value
    )
    GROUP BY reader, form, field
) AS own
LEFT JOIN stored.readers AS shipped USING (reader, form, field)
