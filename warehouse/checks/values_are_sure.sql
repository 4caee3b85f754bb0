-- Values whose form of evidence was right in less than 0.9 of what was checked
SELECT doc_id, field, value, text, reader, form, confidence
FROM facts
WHERE reason IS NULL AND confidence < 0.9
