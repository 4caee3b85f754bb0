-- Folders of the inbox, in most a portal each
SELECT
    collection,
    folder,
    count(*) AS article_count,
    round(avg((agency IS NOT NULL)::INTEGER), 4) AS agency_share,
    round(avg((place IS NOT NULL)::INTEGER), 4) AS place_share,
    round(avg((day IS NOT NULL)::INTEGER), 4) AS day_share,
    round(avg(edit_count), 1) AS mean_edit_count,
    count(*) FILTER (flag_count > 0) AS flagged_count,
    count(group_id) AS copy_count
FROM site_texts
GROUP BY collection, folder
ORDER BY article_count DESC, collection, folder
