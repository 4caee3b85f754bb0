-- One current document, cleaned, with what people decided in the place of what was read
--
-- The lead is a stretch of the body. `human` holds a document's decisions: field to {value}.
SELECT
    article.* REPLACE (
        decided(human, 'headline', article.headline) AS headline,
        decided(human, 'language', article.language) AS language,
        decided(human, 'source_language_declared', article.source_language_declared) AS source_language_declared,
        decided(human, 'source_language_inferred', article.source_language_inferred) AS source_language_inferred,
        decided(human, 'dateline', article.dateline) AS dateline,
        decided(human, 'located', article.located) AS located,
        decided(human, 'located_all', article.located_all) AS located_all,
        decided(human, 'located_name', article.located_name) AS located_name,
        decided(human, 'located_uri', article.located_uri) AS located_uri,
        decided(human, 'country', article.country) AS country,
        decided(human, 'latitude', article.latitude) AS latitude,
        decided(human, 'longitude', article.longitude) AS longitude,
        decided(human, 'dateline_date', article.dateline_date) AS dateline_date,
        decided(human, 'dateline_on', article.dateline_on) AS dateline_on,
        decided(human, 'timestamp_local', article.timestamp_local) AS timestamp_local,
        decided(human, 'timestamp_role', article.timestamp_role) AS timestamp_role,
        decided(human, 'timezone_printed', article.timezone_printed) AS timezone_printed,
        decided(human, 'earliest_at', article.earliest_at) AS earliest_at,
        decided(human, 'latest_at', article.latest_at) AS latest_at,
        decided(human, 'bounds_basis', article.bounds_basis) AS bounds_basis,
        decided(human, 'agency', article.agency) AS agency,
        decided(human, 'agency_role', article.agency_role) AS agency_role,
        decided(human, 'info_sources', article.info_sources) AS info_sources,
        decided(human, 'creditline', article.creditline) AS creditline,
        decided(human, 'byline', article.byline) AS byline,
        decided(human, 'authors', article.authors) AS authors,
        decided(human, 'copyright_holder', article.copyright_holder) AS copyright_holder,
        decided(human, 'copyright_year', article.copyright_year) AS copyright_year,
        decided(human, 'copyright_notice', article.copyright_notice) AS copyright_notice,
        decided(human, 'ed_note', article.ed_note) AS ed_note,
        decided(human, 'signal', article.signal) AS signal,
        decided(human, 'representation_type', article.representation_type) AS representation_type
    ),
    substr(article.body, 1, article._lead_stop) AS lead
FROM stored.articles AS article
LEFT JOIN (
    SELECT doc_id AS decided_for, map(list(field), list({'value': value})) AS human FROM decisions GROUP BY doc_id
) ON article.doc_id = decided_for
