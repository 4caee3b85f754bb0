-- Places that texts were filed from
SELECT
    coalesce(country, '') AS country,
    place,
    any_value(latitude) AS latitude,
    any_value(longitude) AS longitude,
    count(*) AS article_count,
    list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)) AS agencies,
    min(day) FILTER (day NOT LIKE 'X%') AS first_on,
    max(day) FILTER (day NOT LIKE 'X%') AS last_on
FROM site_texts
WHERE place IS NOT NULL
GROUP BY ALL
ORDER BY article_count DESC, country, place
