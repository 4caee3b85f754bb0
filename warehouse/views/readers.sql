-- One pattern by which one reader extracts one field; from 50 checks on its accuracy is that on this corpus
SELECT *, 'shipped' AS measured_on FROM stored.readers ANTI JOIN own_counts USING (reader, form, field)
UNION ALL BY NAME
SELECT * FROM own_counts
