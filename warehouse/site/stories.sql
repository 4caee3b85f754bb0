-- Stories, the largest first; an address that the first text begins with is no title
SELECT
    if(regexp_full_match(trim(stories.title), 'https?://\S+'), first_title, stories.title) AS title,
    article_count,
    agencies,
    first_at,
    last_at,
    story_id
FROM stories
LEFT JOIN (
    SELECT
        story_id,
        arg_min(title, {'at': coalesce(earliest_at, 'infinity'::TIMESTAMPTZ), 'doc_id': doc_id}) AS first_title
    FROM site_texts
    GROUP BY story_id
) USING (story_id)
ORDER BY article_count DESC, story_id
