-- Persons, places, organisations and agencies by how often they are named, and in how many texts
-- param kind VARCHAR person|place|organisation|agency: only this kind: person, place, organisation or agency
-- param country VARCHAR: only places of this country, as ISO 3166-1 alpha-2 code
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (100)
SELECT
    kind,
    name,
    country,
    uri,
    count(*) AS mention_count,
    count(*) FILTER (is_first) AS text_count
FROM mentions
WHERE (
        (getvariable('since') IS NULL AND getvariable('until') IS NULL)
        OR doc_id IN (SELECT doc_id FROM dated_texts(getvariable('since'), getvariable('until')))
    )
    AND (getvariable('kind') IS NULL OR kind = getvariable('kind'))
    AND (getvariable('country') IS NULL OR country = getvariable('country'))
GROUP BY kind, name, country, uri
ORDER BY mention_count DESC, kind, name, country, uri
LIMIT coalesce(getvariable('limit'), 100)
