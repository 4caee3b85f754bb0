-- Articles of which nothing but blanks was left
SELECT doc_id, headline, edit_count FROM articles WHERE trim(body, E' \t\r\n') = ''
