-- How good what was read is: in how many texts, and how often such readings were right where they were checked
-- The mean is of decimals: a sum of floats hangs on their order.
SELECT field, count(*) FILTER (value IS NOT NULL) AS value_count, avg(confidence::DECIMAL(9, 6)) FILTER (value IS NOT NULL) AS share_right
FROM (FROM facts QUALIFY row_number() OVER (PARTITION BY doc_id, field ORDER BY value IS NULL, fact) = 1)
WHERE field IN ('agency', 'located', 'country', 'dateline_date', 'timestamp_local', 'byline', 'language')
GROUP BY field
ORDER BY value_count DESC, field
