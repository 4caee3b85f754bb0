-- One current document's place in a story; a document without links is a story by itself
SELECT * REPLACE (coalesce(story_id, doc_id) AS story_id, coalesce(role, 'first') AS role)
FROM (SELECT doc_id FROM stored.articles)
LEFT JOIN places_in(NULL) USING (doc_id)
