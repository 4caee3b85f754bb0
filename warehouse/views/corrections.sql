-- One person's decision on a current document
SELECT * FROM stored.corrections SEMI JOIN stored.articles USING (doc_id)
