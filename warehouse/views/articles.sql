-- One current document, cleaned, with corrected values in place of the extracted ones
--
-- `decided_articles` is made from the correctable columns in schemas/articles.py.
-- There is only one join, grouped by doc_id: DuckDB leaves such a join out if no column of it is used.
SELECT
    article.*,
    substr(body, 1, _lead_stop) AS lead,
    collection,
    uri,
    regexp_extract(uri, '^(.*)/', 1) AS folder,
    month_of(dateline_on, dateline_date, published_on, updated_on) AS month,
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
