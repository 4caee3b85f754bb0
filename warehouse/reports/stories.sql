-- Stories: headline, number of texts, agencies, first and last time
-- param by VARCHAR largest|newest|agencies|longest: the order: largest (the default), newest, agencies or longest
-- param limit BIGINT: how many (100)
SELECT title, article_count, agencies, first_at, last_at, story_id
FROM stories
ORDER BY
    CASE getvariable('by') WHEN 'newest' THEN last_at END DESC NULLS LAST,
    CASE getvariable('by') WHEN 'agencies' THEN len(agencies) END DESC NULLS LAST,
    CASE getvariable('by') WHEN 'longest' THEN last_at - first_at END DESC NULLS LAST,
    article_count DESC,
    story_id
LIMIT coalesce(getvariable('limit'), 100)
