-- Quotations out of order, or outside their paragraph or their outer quotation
SELECT q.doc_id, q.quote, q.start, q.stop, q.paragraph, q.outer_quote
FROM (SELECT *, lag(start) OVER (PARTITION BY doc_id ORDER BY quote) AS start_before FROM stored.quotes) AS q
LEFT JOIN (SELECT doc_id, paragraph, start, stop FROM stored.paragraphs) AS p USING (doc_id, paragraph)
LEFT JOIN stored.quotes AS o ON o.doc_id = q.doc_id AND o.quote = q.outer_quote
WHERE q.start <= start_before
    OR coalesce(q.start NOT BETWEEN p.start AND p.stop - 1, true)
    OR q.outer_quote IS NOT NULL AND coalesce(q.start <= o.start OR q.stop > o.stop, true)
