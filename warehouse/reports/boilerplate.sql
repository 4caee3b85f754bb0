-- Lines at the head or the tail of many texts of a collection, numbers aside: what its pages print around the stories
-- param collection VARCHAR: only this collection
-- param path VARCHAR: only files whose uri fits this GLOB pattern
WITH meant AS (
    SELECT DISTINCT collection, doc_id
    FROM current_documents
    WHERE (getvariable('collection') IS NULL OR collection = getvariable('collection'))
        AND (getvariable('path') IS NULL OR uri GLOB getvariable('path'))
),
totals AS (
    SELECT collection, count(*) AS total FROM meant GROUP BY collection
),
placed AS (
    SELECT
        doc_id, role, start, stop,
        row_number() OVER (PARTITION BY doc_id ORDER BY paragraph) AS from_head,
        row_number() OVER (PARTITION BY doc_id ORDER BY paragraph DESC) AS from_tail
    FROM stored.paragraphs SEMI JOIN meant USING (doc_id)
),
lines AS (
    SELECT collection, doc_id, from_head <= from_tail AS is_head, trim(text[start + 1:stop]) AS line
    FROM placed JOIN meant USING (doc_id) JOIN stored.documents USING (doc_id)
    -- A line with another role was read, or has left the body for a surer reason.
    WHERE role IN ('body', 'headline') AND least(from_head, from_tail) <= 8 AND stop - start <= 300
)
SELECT
    collection,
    min(line) AS line,
    if(avg(is_head::INTEGER) >= 0.5, 'head', 'tail') AS place,
    count(DISTINCT doc_id) AS text_count,
    round(count(DISTINCT doc_id) / any_value(total), 3) AS share
FROM lines JOIN totals USING (collection)
GROUP BY collection, regexp_replace(lower(line), '[0-9]+([.,][0-9]+)*', '0', 'g')
-- So few texts may tell the same story.
HAVING text_count >= 5 AND share >= 0.01
ORDER BY collection, text_count DESC, line
