-- The index of terms as a commit leaves it, and what the commit may change in it
--
-- Read:  stored.story_terms, stored.article_stories   the head's live rows
--        ours.story_terms                             the rows of the parts that this commit brings
--        retired                                      (doc_id, _commit, scope): the versions that die with it
--        $is_first                                    whether no links are known, so that every document is fresh
--        $most                                        a stem that more documents have finds none
-- Make:  live        (n, doc_id, is_fresh, stems, weights): documents after the commit, fresh where it brings them
--        postings    (n, is_fresh, stem, weight)
--        frequent    (stem): the stems that find nothing
--        asking      (n): documents whose neighbours are to be found
--        unsettled   (component): components whose links may have changed, as far as the index alone shows it

CREATE TABLE dead AS SELECT doc_id, _commit FROM retired WHERE scope = 'refined';

CREATE VIEW all_terms AS
SELECT * FROM stored.story_terms ANTI JOIN dead USING (doc_id, _commit)
UNION ALL
SELECT * FROM ours.story_terms ANTI JOIN dead USING (doc_id, _commit);

CREATE TABLE live AS
SELECT row_number() OVER () AS n, doc_id, is_fresh OR $is_first AS is_fresh, _stems AS stems, _weights AS weights
FROM (
    SELECT doc_id, false AS is_fresh, _stems, _weights FROM stored.story_terms ANTI JOIN dead USING (doc_id, _commit)
    UNION ALL
    SELECT doc_id, true, _stems, _weights FROM ours.story_terms ANTI JOIN dead USING (doc_id, _commit)
);

CREATE VIEW postings AS SELECT n, is_fresh, unnest(stems) AS stem, unnest(weights)::BIGINT AS weight FROM live;

-- Of the head's documents that go with this commit.
CREATE TABLE taken AS
SELECT stem, count(*) AS texts
FROM (SELECT unnest(_stems) AS stem FROM stored.story_terms SEMI JOIN dead USING (doc_id, _commit))
GROUP BY stem;

CREATE TABLE uses AS
SELECT stem, after, after - added + coalesce(texts, 0) AS before
FROM (SELECT stem, count(*) AS after, count(*) FILTER (is_fresh) AS added FROM postings GROUP BY stem)
LEFT JOIN taken USING (stem)
WHERE after > $most OR texts > 0;

CREATE TABLE frequent AS SELECT stem FROM uses WHERE after > $most;

-- Fresh ones, and those that a stem finds again which too many had before.
CREATE TABLE asking AS
SELECT n FROM live WHERE is_fresh
UNION
SELECT n FROM postings SEMI JOIN (SELECT stem FROM uses WHERE after <= $most AND before > $most) USING (stem);

-- What was linked with a document that is gone or fresh, or by a stem that too many have now, or is called like one.
CREATE TABLE unsettled AS
SELECT _component AS component FROM stored.article_stories
ANTI JOIN (SELECT doc_id FROM live WHERE NOT is_fresh) USING (doc_id)
UNION
SELECT _component FROM stored.article_stories
SEMI JOIN (
    SELECT doc_id FROM live SEMI JOIN (
        SELECT n FROM postings SEMI JOIN (SELECT stem FROM uses WHERE after > $most AND before <= $most) USING (stem)
    ) USING (n)
) USING (doc_id)
UNION
SELECT _component FROM stored.article_stories AS linked
SEMI JOIN (SELECT doc_id FROM live WHERE is_fresh) AS fresh ON linked.story_id = fresh.doc_id;
