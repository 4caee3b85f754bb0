-- The documents that a repair must make again, and the versions that it retires
--
-- Read:  stored.*          live rows of the whole files
--        our_arrivals      (collection, uri, doc_id, status) that the repair adds
--        hurt              (_commit) whose documents have lost rows
-- Make:  held              (doc_id, collection, uri) of documents that have a file, with the first one
--        versions          (doc_id, _commit) of articles
--        kept              (doc_id, _commit) of held documents with exactly one whole article
--        lacking           (doc_id, uri) ever loaded whose text is not stored

CREATE TEMP TABLE held AS
WITH newest AS (
    SELECT collection, uri, max_by(doc_id, _snapshot) AS doc_id, max_by(status, _snapshot) AS status
    FROM stored.arrivals ANTI JOIN our_arrivals USING (collection, uri)
    GROUP BY collection, uri
    UNION ALL
    SELECT collection, uri, doc_id, status FROM our_arrivals
)
SELECT doc_id, min((collection, uri))[1] AS collection, min((collection, uri))[2] AS uri
FROM newest
WHERE status <> 'removed'
GROUP BY doc_id;

CREATE TEMP TABLE versions AS SELECT doc_id, _commit FROM stored.articles;

CREATE TEMP TABLE kept AS
SELECT doc_id, _commit
FROM versions SEMI JOIN held USING (doc_id) ANTI JOIN hurt USING (_commit)
QUALIFY count(*) OVER (PARTITION BY doc_id) = 1;

CREATE TEMP TABLE lacking AS
SELECT doc_id, min(uri) AS uri
FROM (SELECT doc_id, uri FROM held UNION ALL SELECT doc_id, uri FROM stored.arrivals)
ANTI JOIN stored.documents USING (doc_id)
GROUP BY doc_id;
