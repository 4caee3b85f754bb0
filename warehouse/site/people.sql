-- Persons by the number of their quotations
SELECT
    speaker_name AS name,
    count(*) AS quote_count,
    count(DISTINCT doc_id) AS article_count,
    coalesce(list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)), []) AS agencies,
    min(day) FILTER (day NOT LIKE '%X%') AS first_on,
    max(day) FILTER (day NOT LIKE '%X%') AS last_on
FROM quotes JOIN site_texts USING (doc_id)
WHERE speaker_kind = 'person' AND speaker_name IS NOT NULL AND outer_quote IS NULL
GROUP BY speaker_name
ORDER BY quote_count DESC, speaker_name
