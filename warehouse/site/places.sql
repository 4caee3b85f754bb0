-- Places that texts were filed from; of several printed names the first one is shown
WITH places AS (
    SELECT
        place_key,
        min({'place': place, 'country': coalesce(country, ''), 'latitude': latitude, 'longitude': longitude}) AS shown,
        count(*) AS article_count,
        list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)) AS agencies,
        min(day) FILTER (day NOT LIKE '%X%') AS first_on,
        max(day) FILTER (day NOT LIKE '%X%') AS last_on
    FROM site_texts
    WHERE place IS NOT NULL
    GROUP BY place_key
)
SELECT
    place_key,
    shown.country AS country,
    shown.place AS place,
    shown.latitude AS latitude,
    shown.longitude AS longitude,
    article_count,
    agencies,
    first_on,
    last_on
FROM places
ORDER BY article_count DESC, country, place, place_key
