-- Articles by day, agency and its role; articles without a certain day are in rows without a day
-- param agency VARCHAR: only this agency
-- param since DATE: only datelines of this day and later
-- param until DATE: only datelines of this day and earlier
SELECT dateline_on, agency, agency_role, count(*) AS article_count, sum(word_count)::BIGINT AS word_count
FROM articles
WHERE (getvariable('agency') IS NULL OR agency = getvariable('agency'))
    AND (getvariable('since') IS NULL OR dateline_on >= getvariable('since'))
    AND (getvariable('until') IS NULL OR dateline_on <= getvariable('until'))
GROUP BY dateline_on, agency, agency_role
ORDER BY dateline_on DESC NULLS LAST, article_count DESC, agency, agency_role
