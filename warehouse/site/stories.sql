-- Stories, the largest first
SELECT
    title,
    article_count,
    agencies,
    first_at,
    last_at,
    coalesce(quote_count, 0) AS quote_count,
    story_id
FROM stories
LEFT JOIN (
    SELECT story_id, count(*) AS quote_count
    FROM quotes JOIN site_texts USING (doc_id)
    WHERE speaker_name IS NOT NULL AND outer_quote IS NULL AND status <> 'scare'
    GROUP BY story_id
) USING (story_id)
ORDER BY article_count DESC, story_id
