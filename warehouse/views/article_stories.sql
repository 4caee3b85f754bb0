-- One current document's place in a story; one that is linked with no other is a story by itself
SELECT doc_id, coalesce(story_id, doc_id) AS story_id, linked_by, similarity
FROM (SELECT doc_id FROM stored.articles)
LEFT JOIN stored.article_stories USING (doc_id)
