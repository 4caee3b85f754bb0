-- Near-duplicates: the first fifty of each group
SELECT group_id, doc_id, title, uri, portal, agency, day, similarity
FROM duplicates JOIN site_texts USING (doc_id, group_id)
QUALIFY row_number() OVER (PARTITION BY group_id ORDER BY day NULLS LAST, uri, doc_id) <= 50
ORDER BY group_id, day NULLS LAST, uri, doc_id
