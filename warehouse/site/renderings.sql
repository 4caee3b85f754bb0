-- One speaker's versions of a quotation in the texts of a story, by the macro renderings; twenty for each story
WITH said AS (
    SELECT
        story_id, doc_id, quote, title, agency, speaker_name, text,
        list_distinct(regexp_extract_all(lower(text), '\w{4,}')) AS tokens
    FROM quotes JOIN site_texts USING (doc_id) SEMI JOIN stories USING (story_id)
    WHERE speaker_name IS NOT NULL AND outer_quote IS NULL
    QUALIFY row_number() OVER (PARTITION BY story_id ORDER BY doc_id, quote) <= 300
)
SELECT
    one.story_id AS story_id,
    one.speaker_name AS name,
    one.text AS words,
    other.text AS other_words,
    len(list_intersect(one.tokens, other.tokens)) AS shared,
    round(shared / (len(one.tokens) + len(other.tokens) - shared), 4) AS similarity,
    one.doc_id AS doc_id,
    one.title AS title,
    one.agency AS agency,
    other.doc_id AS other_doc_id,
    other.title AS other_title,
    other.agency AS other_agency
FROM said AS one JOIN said AS other
    ON one.story_id = other.story_id AND one.speaker_name = other.speaker_name AND one.doc_id < other.doc_id
-- Identical words do not show different renderings.
WHERE shared > 1 AND similarity >= 0.3 AND lower(one.text) <> lower(other.text)
QUALIFY row_number() OVER (PARTITION BY one.story_id ORDER BY similarity DESC, one.doc_id, other.doc_id, one.quote, other.quote) <= 20
ORDER BY story_id, name, similarity DESC, doc_id, other_doc_id, one.quote, other.quote
