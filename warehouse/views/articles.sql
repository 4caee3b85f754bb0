-- One current document, cleaned, with what people decided in the place of what was read
--
-- `decided_articles` is made from the columns in schemas/articles.py that a person may correct.
SELECT *, substr(body, 1, _lead_stop) AS lead FROM decided_articles
