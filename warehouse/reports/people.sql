-- Most quoted speakers: quotations, texts, share of all texts, agencies, first and last day
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param kind VARCHAR person|organisation|place|agency: speakers of this kind (person); organisation, place or agency
-- param limit BIGINT: how many (100)
WITH texts AS (FROM dated_texts(getvariable('since'), getvariable('until'))),
said AS (
    SELECT doc_id, speaker_name AS name
    FROM quotes
    WHERE outer_quote IS NULL AND speaker_kind = coalesce(getvariable('kind'), 'person')
),
initials AS (
    SELECT name, without_initials(name) AS plain
    FROM (SELECT DISTINCT name FROM said)
    WHERE plain <> name
    QUALIFY count(*) OVER (PARTITION BY plain) = 1
)
SELECT
    coalesce(plain, name) AS speaker_name,
    count(*) AS quote_count,
    count(DISTINCT doc_id) AS text_count,
    round(text_count / (SELECT count(*) FROM texts), 4) AS text_share,
    coalesce(list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)), []) AS agencies,
    min(day) AS first_on,
    max(day) AS last_on
FROM said
LEFT JOIN (FROM initials SEMI JOIN said ON plain = said.name) USING (name)
JOIN texts USING (doc_id)
GROUP BY ALL
ORDER BY quote_count DESC, speaker_name
LIMIT coalesce(getvariable('limit'), 100)
