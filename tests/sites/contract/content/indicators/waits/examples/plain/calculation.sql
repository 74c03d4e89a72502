SELECT 'ALL' AS region, '2030' AS period, 100.0 * SUM(CASE WHEN urgency = 'urgent' THEN 1 ELSE 0 END) / COUNT(*) AS value,
       SUM(CASE WHEN urgency = 'urgent' THEN 1 ELSE 0 END) AS numerator, COUNT(*) AS denominator
FROM visit -- m-example-sql
