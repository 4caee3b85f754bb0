-- One current document's heaviest terms
SELECT doc_id, string_split(nullif(_words, ''), chr(10)) AS words FROM stored.story_terms
