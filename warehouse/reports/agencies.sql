-- Articles by credited agency
SELECT
    agency,
    count(*) AS article_count,
    min(dateline_on) AS first_on,
    max(dateline_on) AS last_on,
    round(avg((byline IS NOT NULL)::INTEGER), 3) AS share_with_byline,
    round(avg(word_count)) AS mean_word_count
FROM articles
GROUP BY agency
ORDER BY article_count DESC, agency
