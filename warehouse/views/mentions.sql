-- One mention; with its corrected kind, if there is one; no row if a person decided that it is not a mention
SELECT
    mention.* REPLACE (
        coalesce(decision.value, kind) AS kind,
        CASE WHEN decision.value IS NULL THEN form ELSE 'human' END AS form,
        CASE WHEN decision.value IS NULL THEN confidence END AS confidence
    ),
    (mention.start + length(text))::INTEGER AS stop
FROM stored.mentions AS mention
LEFT JOIN row_decisions AS decision
    ON decision.doc_id = mention.doc_id AND decision.start = mention.start AND decision.part = 'mention'
WHERE decision.start IS NULL OR decision.value IS NOT NULL
