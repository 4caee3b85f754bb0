-- The versions that a commit retires, and the documents that it would leave without an article
--
-- Read:  stored.*          the head's live rows
--        ours.*            the rows of the parts of this commit
--        our_arrivals      (collection, uri, doc_id, status) of this commit
--        rivals            (_commit) of concurrent commits, made since our work began
-- Make:  retired           (doc_id, _commit, scope): the versions that this commit retires
--        unsupported       (doc_id, lacks): current documents that would lack a row; then the commit is refused

-- The part of arrivals that is used more than once, so that the files are read once.
CREATE TABLE arrived AS
SELECT collection, uri, doc_id, status, _snapshot FROM stored.arrivals;

-- Documents whose files or versions this commit may change.
CREATE TABLE touched AS
SELECT doc_id FROM our_arrivals
UNION
SELECT doc_id FROM ours.articles
UNION
SELECT doc_id FROM arrived SEMI JOIN our_arrivals USING (collection, uri);

-- Those that have a file after it. Only files that ever held one are searched.
CREATE TABLE held AS
WITH holders AS (
    SELECT DISTINCT collection, uri
    FROM arrived SEMI JOIN touched USING (doc_id) ANTI JOIN our_arrivals USING (collection, uri)
),
newest AS (
    SELECT max_by(doc_id, _snapshot) AS doc_id, max_by(status, _snapshot) AS status
    FROM arrived SEMI JOIN holders USING (collection, uri)
    GROUP BY collection, uri
)
SELECT doc_id FROM newest SEMI JOIN touched USING (doc_id) WHERE status <> 'removed'
UNION
SELECT doc_id FROM our_arrivals WHERE status <> 'removed';

-- Their versions, the best one first: that of a concurrent commit by the same rules (it exists already, so ours is the
-- duplicate), then ours, then that of the head.
CREATE TABLE versions AS
SELECT
    doc_id, _commit,
    CASE WHEN head.rules_version = own.rules_version AND rivals._commit IS NOT NULL THEN 0 ELSE 2 END AS rank
FROM stored.articles AS head
SEMI JOIN touched USING (doc_id)
LEFT JOIN (SELECT doc_id, rules_version FROM ours.articles) AS own USING (doc_id)
LEFT JOIN rivals USING (_commit)
UNION ALL
SELECT doc_id, _commit, 1 FROM ours.articles;

CREATE TABLE texts AS
SELECT doc_id FROM stored.documents SEMI JOIN (SELECT doc_id FROM held UNION SELECT doc_id FROM ours.documents) USING (doc_id);

CREATE TABLE retired AS
SELECT doc_id, _commit, 'refined' AS scope
FROM versions LEFT JOIN (SELECT doc_id, true AS is_held FROM held) USING (doc_id)
QUALIFY is_held IS NULL OR row_number() OVER (PARTITION BY doc_id ORDER BY rank) > 1
UNION ALL
SELECT doc_id, _commit, 'documents' FROM ours.documents SEMI JOIN texts USING (doc_id);

CREATE TABLE unsupported AS
SELECT doc_id, 'articles' AS lacks FROM held ANTI JOIN versions USING (doc_id)
UNION ALL
SELECT doc_id, 'documents' FROM held ANTI JOIN ours.documents USING (doc_id) ANTI JOIN texts USING (doc_id);
