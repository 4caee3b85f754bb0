-- One story of two current documents or more
SELECT
    story_id,
    arg_min(title_of(headline, body), {'at': coalesce(earliest_at, 'infinity'::TIMESTAMPTZ), 'doc_id': doc_id}) AS title,
    min(earliest_at) AS first_at,
    max(latest_at) AS last_at,
    count(*)::INTEGER AS article_count,
    coalesce(list(DISTINCT agency ORDER BY agency) FILTER (agency IS NOT NULL), []) AS agencies
FROM stored.article_stories
JOIN (SELECT doc_id, headline, body, earliest_at, latest_at, agency FROM decided_articles) USING (doc_id)
GROUP BY story_id
HAVING count(*) > 1
