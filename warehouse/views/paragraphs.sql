-- One paragraph; its clean text is a span of the body, unless it left the body
SELECT paragraph.*, coalesce(_text, substr(body, _body_start + 1, _body_stop - _body_start)) AS text
FROM stored.paragraphs AS paragraph JOIN stored.articles USING (doc_id)
