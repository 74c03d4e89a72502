-- Hoitojakson keskipituus. Tulo- ja lähtöpäivä ovat yhdessä yksi hoitopäivä,
-- joten samana päivänä päättynyt jakso on yhden päivän pituinen.
-- Vain somaattinen vuodeosastohoito (palveluluokka 352); poiminta alueelta 09.
WITH jaksot AS (
  SELECT substr(CAST(alkoi AS VARCHAR), 1, 10) AS alku,
         substr(CAST(paattyi AS VARCHAR), 1, 10) AS loppu
  FROM hoitojakso
  WHERE CAST(paattyi AS VARCHAR) <> '' AND CAST(palveluluokka AS VARCHAR) = '352'
),
-- Päivän järjestysnumero lasketaan tavallisella laskutoimituksella, koska
-- päivämäärien erotuksella ei ole yhteistä muotoa eri tietokannoissa.
paivat AS (
  SELECT substr(CAST(alku AS VARCHAR), 1, 10) AS p FROM jaksot
  UNION SELECT substr(CAST(loppu AS VARCHAR), 1, 10) FROM jaksot
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
),
pituudet AS (
  SELECT substr(j.loppu, 1, 4) AS vuosi,
         CASE WHEN b.n = a.n THEN 1 ELSE b.n - a.n END AS paivia
  FROM jaksot j
  JOIN numero a ON a.p = j.alku
  JOIN numero b ON b.p = j.loppu
)
SELECT '09' AS region, vuosi AS period,
       ROUND(1.0 * SUM(paivia) / COUNT(*), 1) AS value,
       CAST(SUM(paivia) AS INTEGER) AS numerator,
       COUNT(*) AS denominator
FROM pituudet
GROUP BY vuosi
ORDER BY period;
