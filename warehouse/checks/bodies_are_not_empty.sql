-- Articles of which nothing but blanks was left
SELECT doc_id, headline, edit_count FROM articles WHERE NOT regexp_matches(body, '\S')
