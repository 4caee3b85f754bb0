-- One current document, cleaned; the lead is a stretch of the body
SELECT *, substr(body, 1, _lead_stop) AS lead
FROM stored.articles
