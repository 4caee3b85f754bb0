-- The quality of extraction: the number of texts with a value, and the measured accuracy of such values
-- The mean is of decimals: a sum of floats depends on their order.
SELECT field, count(*) FILTER (value IS NOT NULL) AS value_count, avg(confidence::DECIMAL(9, 6)) FILTER (value IS NOT NULL) AS share_right
FROM (FROM facts QUALIFY row_number() OVER (PARTITION BY doc_id, field ORDER BY value IS NULL, fact) = 1)
WHERE field IN ('agency', 'located', 'country', 'dateline_date', 'timestamp_local', 'byline', 'language')
GROUP BY field
ORDER BY value_count DESC, field
