-- Values of extractor patterns with a measured accuracy below 0.9
SELECT doc_id, field, value, text, reader, form, confidence
FROM facts
WHERE reason IS NULL AND confidence < 0.9
