-- One current document of a group of near-identical ones; a copy without a credit shows the one agency of its group
--
-- The evidence is the earliest text of the group that credits the agency. The relation articles is not used: it would
-- join the files and quotations of all documents.
SELECT
    *,
    CASE WHEN agency IS NULL AND min(agency) OVER copies = max(agency) OVER copies
        THEN min(agency) OVER copies END AS agency_inferred,
    CASE WHEN agency_inferred IS NOT NULL THEN (
        min({'at': coalesce(earliest_at, 'infinity'), 'doc_id': doc_id}) FILTER (agency IS NOT NULL) OVER copies
    ).doc_id END AS agency_inferred_from
FROM stored.duplicates JOIN (SELECT doc_id, agency, earliest_at FROM decided_articles) USING (doc_id)
WINDOW copies AS (PARTITION BY group_id)
