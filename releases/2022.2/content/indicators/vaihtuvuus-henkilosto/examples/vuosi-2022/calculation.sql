-- Vakinaisten lähtövaihtuvuus vuonna 2022. Poiminta alueelta 02.
-- Nimittäjässä ovat tammikuun ensimmäisenä palveluksessa olleet vakinaiset,
-- osoittajassa heistä ne, jotka lähtivät vuoden aikana omasta aloitteestaan.
WITH vakinaiset AS (
  SELECT substr(CAST(alkoi AS VARCHAR), 1, 10) AS alku,
         substr(CAST(paattyi AS VARCHAR), 1, 10) AS loppu,
         paattymisen_syy AS syy
  FROM palvelussuhde
  WHERE CAST(maaraaikainen AS VARCHAR) <> 'true'
),
alussa AS (
  SELECT CASE WHEN loppu <= '2022-12-31' AND syy = 'oma irtisanoutuminen' THEN 1 ELSE 0 END AS lahti
  FROM vakinaiset
  WHERE alku <= '2022-01-01'
    AND (loppu IS NULL OR loppu = '' OR loppu >= '2022-01-01')
)
SELECT '02' AS region, '2022' AS period,
       ROUND(100.0 * SUM(lahti) / COUNT(*), 1) AS value,
       SUM(lahti) AS numerator,
       COUNT(*) AS denominator
FROM alussa;
