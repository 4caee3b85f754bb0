-- Runs, newest first: files, seconds and speed
-- param limit BIGINT: how many (100)
SELECT
    started_at,
    kind,
    status,
    snapshot,
    files_seen,
    documents_added,
    documents_changed,
    documents_removed,
    rejected_count,
    withheld_count,
    round(seconds, 1) AS seconds,
    if(seconds > 0, round((documents_added + documents_changed) / seconds, 1), NULL) AS documents_a_second,
    stage_seconds,
    engine,
    rules_version,
    software_version,
    detail
FROM runs
ORDER BY started_at DESC, run_id
LIMIT coalesce(getvariable('limit'), 100)
