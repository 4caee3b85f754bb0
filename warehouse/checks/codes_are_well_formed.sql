-- Articles with an invalid language, country or position
SELECT doc_id, language, source_language_declared, source_language_inferred, country, latitude, longitude
FROM articles
WHERE NOT regexp_full_match(language, '[a-z]{2,3}')
    OR NOT regexp_full_match(coalesce(source_language_declared, 'und'), '[a-z]{2,3}')
    OR NOT regexp_full_match(coalesce(source_language_inferred, 'und'), '[a-z]{2,3}')
    OR NOT regexp_full_match(coalesce(country, 'XX'), '[A-Z]{2}')
    OR abs(latitude) > 90
    OR abs(longitude) > 180
