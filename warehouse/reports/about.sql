-- Everything on a person, place or organisation: the texts that name it or were filed from there, newest first
-- param name VARCHAR: the name; of a person the family name is enough, accents and case do not count
-- param country VARCHAR: any place of this country, as ISO 3166-1 alpha-2 code
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (1000)
WITH named AS (
    SELECT doc_id, count(*) AS mention_count
    FROM mentions
    WHERE is_named(coalesce(name, text), getvariable('name')) OR country = getvariable('country')
    GROUP BY doc_id
)
SELECT
    coalesce(dateline_on, published_on, updated_on) AS day,
    uri,
    agency,
    coalesce(mention_count, 0) AS mention_count,
    coalesce(is_named(coalesce(located_name, located), getvariable('name')), false)
        OR coalesce(country = getvariable('country'), false) AS is_filed_there,
    coalesce(headline, lead[:80]) AS begins,
    doc_id
FROM articles
LEFT JOIN named USING (doc_id)
WHERE (mention_count > 0 OR is_filed_there)
    AND (getvariable('since') IS NULL OR day >= getvariable('since'))
    AND (getvariable('until') IS NULL OR day <= getvariable('until'))
ORDER BY day DESC NULLS LAST, uri
LIMIT coalesce(getvariable('limit'), 1000)
