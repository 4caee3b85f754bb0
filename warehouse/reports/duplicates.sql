-- Near-duplicates, largest groups first: agency and time of each copy, and the likely agency of copies without a credit
-- param limit BIGINT: how many texts (1000)
SELECT count(*) OVER copies AS copy_count, uri, folder, agency, agency_inferred, earliest_at, similarity, group_id
FROM duplicates JOIN (SELECT doc_id, uri, folder, agency, earliest_at FROM articles) USING (doc_id)
WINDOW copies AS (PARTITION BY group_id)
ORDER BY copy_count DESC, group_id, earliest_at NULLS LAST, uri
LIMIT coalesce(getvariable('limit'), 1000)
