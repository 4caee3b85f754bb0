-- Persons, places, organisations and agencies by number of mentions and of texts
-- param kind VARCHAR person|place|organisation|agency: only this kind: person, place, organisation or agency
-- param country VARCHAR: only places of this country, as ISO 3166-1 alpha-2 code
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (100)
WITH named AS (
    SELECT doc_id, kind, name, country, uri, is_first
    FROM mentions
    WHERE (getvariable('kind') IS NULL OR kind = getvariable('kind'))
        AND (getvariable('country') IS NULL OR country = getvariable('country'))
),
initials AS (
    SELECT kind, name, without_initials(name) AS plain
    FROM (SELECT DISTINCT kind, name FROM named WHERE kind = 'person')
    WHERE plain <> name
    QUALIFY count(*) OVER (PARTITION BY plain) = 1
)
SELECT
    kind,
    coalesce(plain, name) AS name,
    country,
    uri,
    count(*) AS mention_count,
    count(*) FILTER (is_first) AS text_count
FROM named
LEFT JOIN (FROM initials SEMI JOIN named ON plain = named.name AND named.kind = 'person') USING (kind, name)
WHERE (getvariable('since') IS NULL AND getvariable('until') IS NULL)
    OR doc_id IN (SELECT doc_id FROM dated_texts(getvariable('since'), getvariable('until')))
GROUP BY kind, coalesce(plain, name), country, uri
ORDER BY mention_count DESC, kind, name, country, uri
LIMIT coalesce(getvariable('limit'), 100)
