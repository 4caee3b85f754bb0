-- One file now in seeds/: the newest thing that happened to it, unless it was removed
SELECT unnest(last)
FROM (SELECT max_by(arrival, arrival._snapshot) AS last FROM stored.arrivals AS arrival GROUP BY collection, uri)
WHERE last.status <> 'removed'
