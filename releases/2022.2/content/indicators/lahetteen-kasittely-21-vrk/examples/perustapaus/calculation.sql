-- Yli 21 vuorokaudessa käsitellyt lähetteet. Taulussa on yhden organisaation (HUS) poiminta.
-- Sisäiset lähetteet ja käsittelemättömät jäävät pois; vuosi on käsittelyn vuosi.
WITH lahetteet AS (
  SELECT substr(CAST(saapunut AS VARCHAR), 1, 10) AS alku,
         substr(CAST(kasitelty AS VARCHAR), 1, 10) AS loppu
  FROM lahete
  WHERE CAST(sisainen AS VARCHAR) <> 'true' AND CAST(kasitelty AS VARCHAR) <> ''
),
-- Päivän järjestysnumero lasketaan tavallisella laskutoimituksella, koska
-- päivämäärien erotuksella ei ole yhteistä muotoa eri tietokannoissa.
paivat AS (
  SELECT substr(CAST(alku AS VARCHAR), 1, 10) AS p FROM lahetteet
  UNION SELECT substr(CAST(loppu AS VARCHAR), 1, 10) FROM lahetteet
),
osat AS (
  SELECT p,
         CAST(substr(p, 1, 4) AS INTEGER) AS v,
         CAST(substr(p, 6, 2) AS INTEGER) AS k,
         CAST(substr(p, 9, 2) AS INTEGER) AS d
  FROM paivat WHERE p <> ''
),
maaliskuusta AS (
  SELECT p, d,
         CASE WHEN k <= 2 THEN v - 1 ELSE v END AS v,
         CASE WHEN k <= 2 THEN k + 9 ELSE k - 3 END AS k
  FROM osat
),
numero AS (
  SELECT p,
         365 * v + (v - v % 4) / 4 - (v - v % 100) / 100 + (v - v % 400) / 400
         + (153 * k + 2 - (153 * k + 2) % 5) / 5 + d AS n
  FROM maaliskuusta
)
SELECT 'HUS' AS region, substr(l.loppu, 1, 4) AS period,
       ROUND(100.0 * SUM(CASE WHEN b.n - a.n > 21 THEN 1 ELSE 0 END) / COUNT(*), 0) AS value,
       SUM(CASE WHEN b.n - a.n > 21 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator
FROM lahetteet l
JOIN numero a ON a.p = l.alku
JOIN numero b ON b.p = l.loppu
GROUP BY substr(l.loppu, 1, 4)
ORDER BY period;
