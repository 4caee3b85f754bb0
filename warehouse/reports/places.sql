-- Articles by the dateline's first place and its country, with the agencies that filed from there
-- param country VARCHAR: only this country, as ISO 3166-1 alpha-2 code
SELECT
    country,
    coalesce(located_name, located) AS place,
    located_uri,
    count(*) AS article_count,
    min(dateline_on) AS first_on,
    max(dateline_on) AS last_on,
    coalesce(list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)), []) AS agencies
FROM articles
WHERE located IS NOT NULL AND (getvariable('country') IS NULL OR country = getvariable('country'))
GROUP BY country, place, located_uri
ORDER BY article_count DESC, country, place, located_uri
