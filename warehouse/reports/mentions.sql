-- Persons, places, organisations and agencies by how often they are named, in how many texts, first and last day
-- param kind VARCHAR: only this kind: person, place, organisation or agency
-- param country VARCHAR: only places of this country, as ISO 3166-1 alpha-2 code
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (100)
SELECT
    kind,
    name,
    any_value(country) AS country,
    any_value(uri) AS uri,
    count(*) AS mention_count,
    count(*) FILTER (is_first) AS text_count,
    min(day) AS first_on,
    max(day) AS last_on
FROM mentions
JOIN dated_texts(getvariable('since'), getvariable('until')) USING (doc_id)
WHERE (getvariable('kind') IS NULL OR kind = getvariable('kind'))
    AND (getvariable('country') IS NULL OR country = getvariable('country'))
GROUP BY kind, name
ORDER BY mention_count DESC, kind, name
LIMIT coalesce(getvariable('limit'), 100)
