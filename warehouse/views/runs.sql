-- One run; where it was written more than once the row of its end, else the newest
--
-- A run that is killed between its last commit and its end is taken for one that did not end.
SELECT *, CASE WHEN status <> 'failed' THEN _snapshot END AS snapshot
FROM stored.runs
QUALIFY row_number() OVER (PARTITION BY run_id ORDER BY status IN ('done', 'withheld') DESC, _snapshot DESC) = 1
