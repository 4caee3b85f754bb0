-- One current document of a group of near-identical ones; a copy without a credit shows the one agency of its group
SELECT * FROM stored.duplicates JOIN (SELECT doc_id, agency_inferred FROM articles) USING (doc_id)
