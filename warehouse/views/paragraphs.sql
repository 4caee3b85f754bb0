-- One paragraph; its clean text is a stretch of the body wherever it did not leave it
SELECT paragraph.*, coalesce(_text, substr(body, _body_start + 1, _body_stop - _body_start)) AS text
FROM stored.paragraphs AS paragraph JOIN stored.articles USING (doc_id)
