-- One file now in seeds/: the newest thing that happened to it, unless it was removed
SELECT *
FROM stored.arrivals
QUALIFY row_number() OVER (PARTITION BY collection, uri ORDER BY _snapshot DESC) = 1 AND status <> 'removed'
