-- One run; the newest row where a run was written more than once
SELECT *, CASE WHEN status <> 'failed' THEN _snapshot END AS snapshot
FROM stored.runs
QUALIFY row_number() OVER (PARTITION BY run_id ORDER BY _snapshot DESC) = 1
