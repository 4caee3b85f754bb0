-- Who is quoted most: how often, in how many texts and what share of all, by which agencies, first and last day
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param kind VARCHAR person|organisation|place|agency: speakers of this kind (person); organisation, place or agency
-- param limit BIGINT: how many (100)
WITH texts AS (FROM dated_texts(getvariable('since'), getvariable('until')))
SELECT
    speaker_name,
    count(*) AS quote_count,
    count(DISTINCT doc_id) AS text_count,
    round(text_count / (SELECT count(*) FROM texts), 4) AS text_share,
    coalesce(list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)), []) AS agencies,
    min(day) AS first_on,
    max(day) AS last_on
FROM (SELECT doc_id, speaker_name, speaker_kind FROM quotes WHERE outer_quote IS NULL)
JOIN texts USING (doc_id)
WHERE speaker_kind = coalesce(getvariable('kind'), 'person')
GROUP BY speaker_name
ORDER BY quote_count DESC, speaker_name
LIMIT coalesce(getvariable('limit'), 100)
