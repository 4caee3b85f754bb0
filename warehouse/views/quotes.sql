-- One quotation; with the corrected speaker, if there is one
SELECT
    quote.* REPLACE (
        CASE WHEN is_decided THEN NULL ELSE speaker END AS speaker,
        CASE WHEN is_decided THEN NULL ELSE speaker_start END AS speaker_start,
        CASE WHEN is_decided THEN decided ELSE speaker_name END AS speaker_name,
        CASE WHEN is_decided AND decided IS NULL THEN NULL
            WHEN is_decided THEN coalesce(speaker_kind, 'person')
            ELSE speaker_kind END AS speaker_kind,
        CASE WHEN is_decided THEN 'human' ELSE form END AS form,
        CASE WHEN is_decided THEN NULL ELSE confidence END AS confidence
    ),
    CASE WHEN NOT is_decided THEN (speaker_start + length(speaker))::INTEGER END AS speaker_stop,
    (cue_start + length(cue))::INTEGER AS cue_stop
FROM (
    SELECT quote.*, decision.start IS NOT NULL AS is_decided, decision.value AS decided
    FROM stored.quotes AS quote
    LEFT JOIN row_decisions AS decision
        ON decision.doc_id = quote.doc_id AND decision.start = quote.start AND decision.part = 'speaker'
) AS quote
