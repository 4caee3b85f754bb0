-- The texts that are versions of one text, and their roles in a story; the relations and the macros use these.

-- The texts of a story that supersede others in it; null for all stories.
--
-- Of two versions the later one is that with the higher mark of the wire (urgent, none, update, correction, kill) unless
-- their times contradict it; of equal marks that with the later bounds; if these do not decide, that with the higher
-- number in its file's name. The stamp of a page is only compared within its folder: portals print one text at many times.
CREATE MACRO versions_in(wanted) AS TABLE
WITH chained AS (
    SELECT doc_id, _chain, _wording FROM stored.article_stories
    WHERE _chain IS NOT NULL AND (wanted IS NULL OR story_id = wanted)
),
-- As in current_documents, but for files that ever held one of them.
files AS (
    SELECT doc_id, unnest(min({'collection': collection, 'uri': uri, 'sequence': file_sequence}))
    FROM (
        SELECT unnest(max_by(arrival, _snapshot))
        FROM stored.arrivals AS arrival
        SEMI JOIN (FROM stored.arrivals SEMI JOIN chained USING (doc_id)) USING (collection, uri)
        GROUP BY collection, uri
    )
    SEMI JOIN chained USING (doc_id)
    WHERE status <> 'removed'
    GROUP BY doc_id
),
versions AS (
    SELECT
        doc_id, _chain, _wording, agency, earliest_at, latest_at, collection, uri, sequence,
        {'collection': collection, 'folder': regexp_extract(uri, '^(.*)/', 1)} AS folder,
        coalesce(timestamp_role IN ('portal_published', 'portal_updated'), false) AS is_of_page,
        CASE signal WHEN 'alert' THEN 0 WHEN 'update' THEN 200 WHEN 'correction' THEN 300 WHEN 'kill' THEN 400 ELSE 100 END
        + CASE WHEN signal = 'update'
            THEN coalesce(TRY_CAST(regexp_extract(headline, '(?i)^update[ -]?(\d{1,2})\b', 1) AS INTEGER), 0) ELSE 0 END AS mark,
        {
            'mark': mark,
            'earliest_at': coalesce(earliest_at, 'infinity'),
            'latest_at': coalesce(latest_at, 'infinity'),
            'sequence': sequence,
            'doc_id': doc_id
        } AS place
    FROM chained JOIN decided_articles USING (doc_id) JOIN files USING (doc_id)
    WHERE agency IS NOT NULL
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
GROUP BY doc_id, collection, uri;

-- The texts of stories with their roles; null for all stories. A story's first text is the earliest of those that do not
-- supersede another; of equal ones, and without times, the one with the smallest doc_id.
CREATE MACRO places_in(wanted) AS TABLE
SELECT
    doc_id, story_id, linked_by, similarity, supersedes,
    CASE
        WHEN supersedes IS NOT NULL THEN CASE WHEN signal IN ('correction', 'kill') THEN 'correction' ELSE 'update' END
        WHEN row_number() OVER (PARTITION BY story_id ORDER BY supersedes IS NOT NULL, earliest_at NULLS LAST, doc_id) = 1
            THEN 'first'
        WHEN row_number() OVER (
            PARTITION BY story_id, coalesce(_chain, group_id, doc_id)
            ORDER BY supersedes IS NOT NULL, earliest_at NULLS LAST, doc_id
        ) > 1 THEN 'other'
        ELSE 'rendering'
    END AS role
FROM (FROM stored.article_stories WHERE wanted IS NULL OR story_id = wanted)
JOIN (SELECT doc_id, signal, earliest_at FROM decided_articles) USING (doc_id)
LEFT JOIN (SELECT doc_id, group_id FROM stored.duplicates) USING (doc_id)
LEFT JOIN (SELECT doc_id, supersedes FROM versions_in(wanted)) USING (doc_id);
