-- Boilerplate: lines of up to 400 characters that many texts of a collection begin or end with, ignoring numbers
-- param collection VARCHAR: only this collection
-- param path VARCHAR: only files whose uri fits this GLOB pattern
-- param sample BIGINT: how many texts of each collection are read, drawn at random (20000)
WITH meant AS (
    SELECT collection, doc_id
    FROM current_documents
    WHERE (getvariable('collection') IS NULL OR collection = getvariable('collection'))
        AND (getvariable('path') IS NULL OR uri GLOB getvariable('path'))
    GROUP BY collection, doc_id
    -- A doc_id is a hash: the first ones are a random sample, and neighbours in a compacted file.
    QUALIFY row_number() OVER (PARTITION BY collection ORDER BY doc_id) <= coalesce(getvariable('sample'), 20_000)
),
totals AS (
    SELECT collection, count(*) AS total FROM meant GROUP BY collection
),
ends AS (
    SELECT doc_id, max(paragraph) AS last FROM stored.paragraphs GROUP BY doc_id
),
lines AS MATERIALIZED (
    SELECT
        collection,
        doc_id,
        paragraph <= last - paragraph AS is_head,
        trim(substr(text, start + 1, stop - start)) AS line,
        lower(regexp_extract(left(line, 20), '^[^0-9]*')) AS begins
    FROM stored.paragraphs
    JOIN ends USING (doc_id)
    JOIN meant USING (doc_id)
    JOIN stored.documents USING (doc_id)
    -- A line with another role was extracted, or has left the body for a stronger reason.
    WHERE role IN ('body', 'headline') AND least(paragraph, last - paragraph) < 8 AND stop - start <= 400
),
-- Lines are equal only if their beginnings are: this excludes most lines early.
frequent AS (
    SELECT collection, begins
    FROM lines JOIN totals USING (collection)
    GROUP BY collection, begins
    HAVING count(*) >= 0.009 * any_value(total)
)
SELECT
    collection,
    min(line) AS line,
    if(avg(is_head::INTEGER) >= 0.5, 'head', 'tail') AS place,
    count(DISTINCT doc_id) AS text_count,
    round(count(DISTINCT doc_id) / any_value(total), 3) AS share
FROM lines SEMI JOIN frequent USING (collection, begins) JOIN totals USING (collection)
GROUP BY collection, regexp_replace(lower(line), '[0-9]+([.,][0-9]+)*', '0', 'g')
-- So few texts can be about the same story.
HAVING text_count >= 5 AND share >= 0.01
ORDER BY collection, text_count DESC, line
