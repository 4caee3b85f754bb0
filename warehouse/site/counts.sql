-- The size of the corpus, and how many texts have each kind of metadata
SELECT
    count(*) AS article_count,
    coalesce(sum(word_count), 0)::BIGINT AS word_count,
    coalesce(sum(edit_count), 0)::BIGINT AS edit_count,
    count(*) FILTER (flag_count > 0) AS flagged_count,
    coalesce(sum(quote_count), 0)::BIGINT AS quote_count,
    (SELECT count(*) FROM quotes WHERE speaker_name IS NOT NULL) AS spoken_count,
    count(agency) AS with_agency,
    count(place) AS with_place,
    count(country) AS with_country,
    count(day) AS with_day,
    count(day) FILTER (day NOT LIKE '%X%') AS with_sure_day,
    count(DISTINCT agency) AS agency_count,
    count(DISTINCT country) AS country_count,
    count(DISTINCT place_key) AS place_count,
    (SELECT count(DISTINCT speaker_name) FROM quotes WHERE speaker_kind = 'person' AND outer_quote IS NULL) AS person_count,
    count(DISTINCT (collection, portal)) AS portal_count,
    count(group_id) AS copy_count,
    (SELECT count(*) FROM stories) AS story_count,
    (SELECT coalesce(sum(article_count), 0)::BIGINT FROM stories) AS in_stories,
    (SELECT count(*) FROM rejects) AS reject_count
FROM site_texts
