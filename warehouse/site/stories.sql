-- Stories, the largest first
SELECT title, article_count, agencies, first_at, last_at, story_id
FROM stories
ORDER BY article_count DESC, story_id
