-- The valid decisions on one quotation's speaker or one mention's kind: `speaker:START` and `mention:START`
SELECT doc_id, split_part(field, ':', 1) AS part, split_part(field, ':', 2)::INTEGER AS start, value
FROM decisions
WHERE regexp_full_match(field, '(speaker|mention):[0-9]{1,9}')
