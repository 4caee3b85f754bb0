-- A person, place or organisation: texts that mention it or were filed from there, newest first
-- param name VARCHAR: the name; of a person the family name is enough, accents and case do not count
-- param country VARCHAR: any place of this country, as ISO 3166-1 alpha-2 code
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param limit BIGINT: how many (1000)
-- needs name or country
WITH found AS MATERIALIZED (
    SELECT doc_id, sum(mentioned)::BIGINT AS mention_count, bool_or(is_filed) AS is_filed_there
    FROM (
        SELECT doc_id, 1 AS mentioned, false AS is_filed
        FROM mentions
        WHERE is_named(name, getvariable('name')) OR country = getvariable('country')
        UNION ALL
        SELECT doc_id, 0, true
        FROM decided_articles
        WHERE is_named(coalesce(located_name, located), getvariable('name')) OR country = getvariable('country')
    )
    GROUP BY doc_id
)
SELECT day, headline, agency, uri, mention_count, is_filed_there, doc_id
FROM found
JOIN dated_texts(getvariable('since'), getvariable('until')) USING (doc_id)
JOIN (SELECT doc_id, headline FROM decided_articles) USING (doc_id)
JOIN (
    SELECT doc_id, min(uri) AS uri FROM current_documents SEMI JOIN found USING (doc_id) GROUP BY doc_id
) USING (doc_id)
ORDER BY day DESC NULLS LAST, uri
LIMIT coalesce(getvariable('limit'), 1000)
