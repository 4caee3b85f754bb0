-- Articles with an empty body
SELECT doc_id, headline, edit_count FROM articles WHERE NOT regexp_matches(body, '\S')
