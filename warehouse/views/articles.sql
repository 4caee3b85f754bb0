-- One current document, cleaned, with what people decided in the place of what was read
--
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
    ) AS month
FROM decided_articles AS article
LEFT JOIN (
    SELECT doc_id, unnest(min({'collection': collection, 'uri': uri})) FROM current_documents GROUP BY doc_id
) USING (doc_id)
