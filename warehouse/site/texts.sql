-- The current articles as the pages of a site list them
-- The day of a dateline without a year is given in EDTF: XXXX-06-20.
SELECT
    doc_id,
    -- Addresses of pages, with which some texts begin, are not titles.
    regexp_replace(substr(body, 1, 500), '^\s*(https?://\S+\s+)+', '') AS beginning,
    split_part(beginning, chr(10), 1) AS first_line,
    coalesce(headline, nullif(trim(first_line[:110]) || if(length(first_line) > 110, ' …', ''), ''), uri) AS title,
    collection,
    uri,
    split_part(folder, '/', 1) AS portal,
    agency,
    coalesce(located_name, located) AS place,
    -- Two places of one name are two, by their GeoNames id or else by their coordinates.
    if(
        place IS NULL,
        NULL,
        coalesce(
            located_uri,
            concat_ws(
                chr(31), coalesce(latitude::VARCHAR, ''), coalesce(longitude::VARCHAR, ''), coalesce(country, ''), place
            )
        )
    ) AS place_key,
    country,
    latitude,
    longitude,
    coalesce(
        coalesce(dateline_on, published_on, updated_on)::VARCHAR,
        if(
            regexp_full_match(dateline_date, '[0-9X]{4}-[0-9]{2}-[0-9]{2}')
            AND try_cast('2000' || dateline_date[5:] AS DATE) IS NOT NULL,
            dateline_date,
            NULL
        )
    ) AS day,
    earliest_at,
    language,
    byline,
    word_count,
    edit_count,
    flag_count,
    quote_count,
    story_id,
    group_id
FROM articles LEFT JOIN (SELECT doc_id, group_id FROM duplicates) USING (doc_id)
