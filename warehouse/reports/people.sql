-- Most quoted speakers: quotations (copies and updates once), texts, share of all, agencies, first and last day
-- param since DATE: only texts of this day and later
-- param until DATE: only texts of this day and earlier
-- param kind VARCHAR person|organisation|place|agency: speakers of this kind (person); organisation, place or agency
-- param limit BIGINT: how many (100)
SELECT
    speaker_name,
    quote_count,
    text_count,
    round(text_count / (SELECT count(*) FROM dated_texts(getvariable('since'), getvariable('until'))), 4) AS text_share,
    agencies,
    first_on,
    last_on,
    printed_count
FROM most_quoted(getvariable('since'), getvariable('until'), coalesce(getvariable('kind'), 'person'))
ORDER BY quote_count DESC, speaker_name
LIMIT coalesce(getvariable('limit'), 100)
