-- The index of terms after a commit
--
-- Read:  stored.story_terms   the head's live rows
--        ours.story_terms     the rows of the parts of this commit
--        retired              (doc_id, _commit, scope): the versions that it retires
-- Make:  dead        (doc_id, _commit)
--        all_terms   the rows of the documents that are live after it
--        heavy       (doc_id, is_fresh, is_gone, _heavy): these, fresh if they are new in the commit, and the removed ones

CREATE TABLE dead AS SELECT doc_id, _commit FROM retired WHERE scope = 'refined';

CREATE VIEW all_terms AS
SELECT * FROM stored.story_terms ANTI JOIN dead USING (doc_id, _commit)
UNION ALL
SELECT * FROM ours.story_terms ANTI JOIN dead USING (doc_id, _commit);

CREATE VIEW heavy AS
SELECT doc_id, false AS is_fresh, is_gone IS NOT NULL AS is_gone, _heavy
FROM stored.story_terms LEFT JOIN (SELECT *, true AS is_gone FROM dead) USING (doc_id, _commit)
UNION ALL
SELECT doc_id, true, false, _heavy FROM ours.story_terms ANTI JOIN dead USING (doc_id, _commit);
