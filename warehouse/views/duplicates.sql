-- One current document of a group of near-identical ones
SELECT * FROM stored.duplicates SEMI JOIN stored.articles USING (doc_id)
