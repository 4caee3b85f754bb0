-- One form that one reader reads one field by; what was graded on this corpus stands for it from 50 checks on
SELECT *, 'shipped' AS measured_on FROM stored.readers ANTI JOIN own_counts USING (reader, form, field)
UNION ALL BY NAME
SELECT * FROM own_counts
