-- One collection that has current documents, with the language that its English texts were translated from
--
-- A vote is one rule in one document. A language needs two rules with votes in at least one of a hundred English
-- documents, and three times as many votes as any other language.
WITH members AS (
    SELECT DISTINCT collection, doc_id, language = 'en' AS is_english
    FROM current_documents
    JOIN stored.articles USING (doc_id)
),
sizes AS (
    SELECT collection, count(*) AS document_count, count(*) FILTER (is_english) AS english_count
    FROM members
    GROUP BY collection
),
evidence AS (
    SELECT DISTINCT collection, doc_id, value AS language, unnest(string_split(form, ' ')) AS rule
    FROM members
    JOIN stored.facts USING (doc_id)
    WHERE is_english AND field = 'source_language_inferred' AND value IS NOT NULL
),
told AS (
    SELECT
        collection,
        language,
        count(*) AS vote_count,
        count(DISTINCT rule) AS rule_count,
        count(DISTINCT doc_id) AS telling_count,
        row_number() OVER (PARTITION BY collection ORDER BY count(*) DESC, language) AS place
    FROM evidence
    GROUP BY collection, language
),
first AS (SELECT * FROM told WHERE place = 1),
second AS (SELECT * FROM told WHERE place = 2),
votes AS (
    SELECT
        collection,
        list({'language': language, 'rule': rule, 'document_count': n} ORDER BY n DESC, language, rule)
            AS source_language_votes
    FROM (SELECT collection, language, rule, count(*) AS n FROM evidence GROUP BY ALL)
    GROUP BY collection
)
SELECT
    collection,
    document_count,
    english_count,
    coalesce(all_told.telling_count, 0) AS telling_count,
    CASE
        WHEN first.rule_count >= 2
            AND first.telling_count >= 0.01 * english_count
            AND first.vote_count >= 3 * coalesce(second.vote_count, 0)
            THEN first.language
    END AS source_language_inferred,
    coalesce(source_language_votes, []) AS source_language_votes
FROM sizes
LEFT JOIN first USING (collection)
LEFT JOIN second USING (collection)
LEFT JOIN votes USING (collection)
LEFT JOIN (SELECT collection, sum(telling_count)::BIGINT AS telling_count FROM told GROUP BY collection) AS all_told
    USING (collection)
