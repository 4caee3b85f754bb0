-- One current document of a group of near-identical ones; a copy without a credit shows the one agency of its group
SELECT
    doc_id,
    group_id,
    similarity,
    CASE WHEN agency IS NULL AND min(agency) OVER copies = max(agency) OVER copies THEN min(agency) OVER copies END
        AS agency_inferred
FROM stored.duplicates JOIN (SELECT doc_id, agency FROM decided_articles) USING (doc_id)
WINDOW copies AS (PARTITION BY group_id)
