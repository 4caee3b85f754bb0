-- Accuracy by extractor and pattern, with 95 % interval and number of uses
-- param field VARCHAR: only this column of articles
WITH used AS (
    SELECT reader, coalesce(form, '') AS form, field, count(*) AS value_count
    FROM facts WHERE value IS NOT NULL AND reader <> 'human' GROUP BY ALL
)
SELECT
    field,
    reader,
    form,
    coalesce(value_count, 0) AS value_count,
    coalesce(checked_count, 0) AS checked_count,
    coalesce(right_count, 0) AS right_count,
    round(right_count / nullif(checked_count, 0), 4) AS share_right,
    round(wilson(right_count, checked_count).low, 4) AS low,
    round(wilson(right_count, checked_count).high, 4) AS high,
    measured_on
FROM used FULL JOIN readers USING (reader, form, field)
WHERE getvariable('field') IS NULL OR field = getvariable('field')
ORDER BY field, value_count DESC, reader, form
