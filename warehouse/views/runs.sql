-- One run; of several rows that of its end, else the newest
--
-- A run that is killed between its last commit and its end counts as interrupted.
SELECT *, CASE WHEN status <> 'failed' THEN _snapshot END AS snapshot
FROM stored.runs
QUALIFY row_number() OVER (PARTITION BY run_id ORDER BY status IN ('done', 'withheld') DESC, _snapshot DESC) = 1
