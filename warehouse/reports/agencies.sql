-- Articles by credited agency and its role
-- param since DATE: only datelines of this day and later
-- param until DATE: only datelines of this day and earlier
SELECT
    agency,
    agency_role,
    count(*) AS article_count,
    min(dateline_on) AS first_on,
    max(dateline_on) AS last_on,
    round(avg((byline IS NOT NULL)::INTEGER), 3) AS share_with_byline,
    round(avg(word_count)) AS mean_word_count
FROM articles
WHERE (getvariable('since') IS NULL OR dateline_on >= getvariable('since'))
    AND (getvariable('until') IS NULL OR dateline_on <= getvariable('until'))
GROUP BY agency, agency_role
ORDER BY article_count DESC, agency, agency_role
