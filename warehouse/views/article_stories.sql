-- One current document's place in a story; one that is linked with no other is a story by itself
--
-- A story's first text is the earliest of those that supersede none; of equals, and without times, the smallest doc_id.
SELECT
    doc_id,
    coalesce(story_id, doc_id) AS story_id,
    linked_by,
    similarity,
    coalesce(role, 'first') AS role,
    supersedes
FROM (SELECT doc_id FROM stored.articles)
LEFT JOIN (
    SELECT
        doc_id, story_id, linked_by, similarity, supersedes,
        CASE
            WHEN supersedes IS NOT NULL THEN CASE WHEN signal IN ('correction', 'kill') THEN 'correction' ELSE 'update' END
            WHEN row_number() OVER (PARTITION BY story_id ORDER BY supersedes IS NOT NULL, earliest_at NULLS LAST, doc_id) = 1
                THEN 'first'
            WHEN row_number() OVER (
                PARTITION BY story_id, coalesce(_chain, group_id, doc_id)
                ORDER BY supersedes IS NOT NULL, earliest_at NULLS LAST, doc_id
            ) > 1 THEN 'other'
            ELSE 'rendering'
        END AS role
    FROM stored.article_stories
    JOIN (SELECT doc_id, signal, earliest_at FROM decided_articles) USING (doc_id)
    LEFT JOIN (SELECT doc_id, group_id FROM stored.duplicates) USING (doc_id)
    LEFT JOIN (SELECT doc_id, supersedes FROM revisions WHERE basis = 'story') USING (doc_id)
) USING (doc_id)
