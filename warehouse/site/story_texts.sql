-- The texts of stories of two texts or more: the first two hundred of each
SELECT story_id, doc_id, title, uri, portal, agency, day, earliest_at, role, linked_by, similarity
FROM article_stories JOIN site_texts USING (doc_id, story_id) SEMI JOIN stories USING (story_id)
QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY earliest_at NULLS LAST, day NULLS LAST, uri, doc_id) <= 200
ORDER BY story_id, earliest_at NULLS LAST, day NULLS LAST, uri, doc_id
