-- One current document, cleaned, with what people decided in the place of what was read
--
-- What is joined is grouped by doc_id, so that DuckDB knows that it adds no row, and leaves out what is not asked.
-- `decided_articles` is made from the columns in schemas/articles.py that a person may correct. `month` keeps what a
-- date without a year or of two readings leaves open: XXXX-06, [2023-05,2023-06].
SELECT
    article.*,
    substr(body, 1, _lead_stop) AS lead,
    collection,
    uri,
    regexp_extract(uri, '^(.*)/', 1) AS folder,
    coalesce(
        strftime(dateline_on, '%Y-%m'),
        nullif(regexp_replace(dateline_date, '([0-9X]{4}-[0-9X]{2})-[0-9X]{2}', '\1', 'g'), 'XXXX-XX'),
        strftime(coalesce(published_on, updated_on), '%Y-%m')
    ) AS month,
    coalesce(quote_count, 0) AS quote_count,
    coalesce(story_id, doc_id) AS story_id,
    agency_inferred
FROM decided_articles AS article
LEFT JOIN (
    SELECT
        doc_id,
        unnest(min(file)),
        count(quote)::INTEGER AS quote_count,
        any_value(story_id) AS story_id,
        any_value(agency_inferred) AS agency_inferred
    FROM (
        SELECT doc_id, {'collection': collection, 'uri': uri} AS file FROM current_documents
        UNION ALL BY NAME
        SELECT doc_id, quote FROM stored.quotes
        UNION ALL BY NAME
        SELECT doc_id, story_id FROM stored.article_stories
        UNION ALL BY NAME
        SELECT doc_id, CASE WHEN agency IS NULL AND min(agency) OVER copies = max(agency) OVER copies
            THEN min(agency) OVER copies END AS agency_inferred
        FROM stored.duplicates JOIN (SELECT doc_id, agency FROM decided_articles) USING (doc_id)
        WINDOW copies AS (PARTITION BY group_id)
    )
    GROUP BY doc_id
) USING (doc_id)
