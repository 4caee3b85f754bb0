-- The decisions of people on one document: `human` is a map from field to {value}
SELECT doc_id, map(list(field), list({'value': value})) AS human FROM decisions GROUP BY doc_id
