-- One current document's place in a story
SELECT * FROM stored.article_stories SEMI JOIN stored.articles USING (doc_id)
