-- Portals (the first part of a file's folder): texts, agencies, quality (fixes, debris, untranslated texts), copies
-- param collection VARCHAR: only this collection
-- param depth BIGINT: how many parts of the folder name a portal (1)
WITH texts AS (
    SELECT
        doc_id, collection, agency, dateline, fix_count, word_count,
        array_to_string(string_split(folder, '/')[: coalesce(getvariable('depth'), 1)], '/') AS portal
    FROM decided_articles
    JOIN (
        SELECT doc_id, collection, regexp_extract(uri, '^(.*)/', 1) AS folder
        FROM (
            SELECT doc_id, unnest(min({'collection': collection, 'uri': uri})) FROM current_documents GROUP BY doc_id
        )
    ) USING (doc_id)
    WHERE getvariable('collection') IS NULL OR collection = getvariable('collection')
),
parts AS (
    SELECT
        doc_id,
        count(*) FILTER (role NOT IN (
            'headline', 'byline', 'dateline', 'body', 'credit', 'end_mark', 'slug', 'ed_note', 'copyright'
        )) AS debris,
        bool_or(is_untranslated) AS is_untranslated
    FROM paragraphs
    GROUP BY doc_id
)
SELECT
    portal,
    count(*) AS article_count,
    count(DISTINCT agency) AS agency_count,
    round(avg((agency IS NOT NULL)::INTEGER), 3) AS credited_share,
    round(avg((dateline IS NOT NULL)::INTEGER), 3) AS dateline_share,
    round(1000 * sum(fix_count) / nullif(sum(word_count), 0), 2) AS fixes_per_1000_words,
    coalesce(sum(debris), 0)::BIGINT AS debris_count,
    count(duplicates.doc_id) AS copy_count,
    count(*) FILTER (is_untranslated) AS untranslated_count,
    count(duplicates.agency_inferred) AS hidden_agency_count,
    collection
FROM texts
LEFT JOIN parts USING (doc_id)
LEFT JOIN duplicates ON duplicates.doc_id = texts.doc_id
GROUP BY collection, portal
ORDER BY article_count DESC, collection, portal
