-- Seitsemäntenä arkipäivänä tai sitä ennen ratkaistut lastensuojeluasiat.
-- Taulussa on yhden hyvinvointialueen (11) oma poiminta. Saapumispäivää ei lasketa.
-- Arkipyhät annetaan luettelona; lauantai ja sunnuntai eivät ole arkipäiviä.
WITH arkipyhat(pyha) AS (
  VALUES ('2022-12-06'), ('2022-12-26'), ('2023-01-06')
),
asiat AS (
  SELECT substr(CAST(vireilla AS VARCHAR), 1, 10) AS alku,
         substr(CAST(ratkaistu AS VARCHAR), 1, 10) AS loppu
  FROM asia
  WHERE palvelutehtava = 'lastensuojelu' AND CAST(ratkaistu AS VARCHAR) <> ''
),
-- Päivän järjestysnumero lasketaan tavallisella laskutoimituksella, koska
-- päivämäärien erotuksella ei ole yhteistä muotoa eri tietokannoissa.
paivat AS (
  SELECT substr(CAST(alku AS VARCHAR), 1, 10) AS p FROM asiat
  UNION SELECT substr(CAST(loppu AS VARCHAR), 1, 10) FROM asiat
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
arki AS (
  -- Viikonpäivä on 0 maanantaina. Luku kertoo arkipäivät tähän päivään asti, se itse mukaan luettuna.
  SELECT p, 5 * (n - n % 7) / 7 + CASE WHEN n % 7 >= 4 THEN 5 ELSE n % 7 + 1 END AS arkipaivia
  FROM (SELECT p, n + 1 AS n FROM numero) siirretty
),
tulos AS (
  SELECT substr(a.alku, 1, 4) AS vuosi,
         l.arkipaivia - s.arkipaivia
         - (SELECT COUNT(*) FROM arkipyhat WHERE pyha > a.alku AND pyha <= a.loppu) AS kesto
  FROM asiat a
  JOIN arki s ON s.p = a.alku
  JOIN arki l ON l.p = a.loppu
)
SELECT '11' AS region, vuosi AS period,
       ROUND(100.0 * SUM(CASE WHEN kesto <= 7 THEN 1 ELSE 0 END) / COUNT(*), 1) AS value,
       SUM(CASE WHEN kesto <= 7 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator
FROM tulos
GROUP BY vuosi
ORDER BY period;
