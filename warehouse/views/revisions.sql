-- One current document that takes the place of another: of the same agency's in its story, or of what its file held before
--
-- Of two versions the later one is that with the higher mark of the wire (urgent, none, update, correction, kill) unless
-- their times say otherwise; of equal marks that with the later bounds; where bounds leave it open, that with the higher
-- number in its file's name. A page's own stamp is compared within its folder alone: portals print one text at many times.
WITH files AS (
    SELECT doc_id, unnest(min({'collection': collection, 'uri': uri, 'sequence': file_sequence}))
    FROM current_documents SEMI JOIN (FROM stored.article_stories WHERE _chain IS NOT NULL) USING (doc_id)
    GROUP BY doc_id
),
versions AS (
    SELECT
        doc_id, _chain, _wording, agency, earliest_at, latest_at, collection, uri, sequence,
        {'collection': collection, 'folder': regexp_extract(uri, '^(.*)/', 1)} AS folder,
        coalesce(timestamp_role IN ('portal_published', 'portal_updated'), false) AS is_of_page,
        CASE signal WHEN 'alert' THEN 0 WHEN 'update' THEN 200 WHEN 'correction' THEN 300 WHEN 'kill' THEN 400 ELSE 100 END
        + CASE WHEN signal = 'update' THEN coalesce(TRY_CAST(regexp_extract(headline, '(?i)^update[ -]?(\d{1,2})\b', 1) AS INTEGER), 0) ELSE 0 END
            AS mark,
        {
            'mark': mark,
            'earliest_at': coalesce(earliest_at, 'infinity'),
            'latest_at': coalesce(latest_at, 'infinity'),
            'sequence': sequence,
            'doc_id': doc_id
        } AS place
    FROM stored.article_stories JOIN decided_articles USING (doc_id) JOIN files USING (doc_id)
    WHERE _chain IS NOT NULL AND agency IS NOT NULL
),
pairs AS (
    SELECT
        later.doc_id, later.collection, later.uri, earlier.doc_id AS supersedes, earlier.place,
        later.mark - earlier.mark AS higher,
        later.folder = earlier.folder AS in_one_folder,
        in_one_folder OR NOT (later.is_of_page OR earlier.is_of_page) AS is_comparable,
        coalesce(is_comparable AND later.earliest_at > earlier.earliest_at AND later.latest_at > earlier.latest_at, false)
            AS is_after,
        coalesce(is_comparable AND later.earliest_at < earlier.earliest_at AND later.latest_at < earlier.latest_at, false)
            AS is_before,
        coalesce(in_one_folder AND later.sequence > earlier.sequence, false) AS has_higher_number
    FROM versions AS later JOIN versions AS earlier USING (_chain, agency)
    WHERE later._wording <> earlier._wording AND later.place > earlier.place
)
SELECT doc_id, arg_max(supersedes, place) AS supersedes, 'story' AS basis, collection, uri, NULL AS seen_at
FROM pairs
WHERE is_after OR NOT is_before AND (higher > 0 OR has_higher_number)
GROUP BY doc_id, collection, uri
UNION ALL
SELECT doc_id, previous_doc_id, 'file', collection, uri, seen_at
FROM stored.arrivals SEMI JOIN current_documents USING (collection, uri, doc_id)
WHERE status = 'changed'
QUALIFY row_number() OVER (PARTITION BY collection, uri ORDER BY _snapshot DESC) = 1
