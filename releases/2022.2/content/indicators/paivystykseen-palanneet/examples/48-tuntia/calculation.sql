-- Päivystykseen 48 tunnin kuluessa palanneet aikuiset sukupuolen mukaan ja yhteensä.
-- Paluu voi olla toisen alueen päivystykseen; käynti lasketaan sille alueelle, jolla ensimmäinen käynti oli.
-- Ikä katsotaan vuoden lopussa syntymävuodesta, kuten mallissa.
WITH paivystykset AS (
  SELECT k.tunniste, k.asiakas, CAST(k.jarjestaja AS VARCHAR) AS alue, CAST(a.sukupuoli AS VARCHAR) AS sukupuoli,
         substr(CAST(k.ajankohta AS VARCHAR), 1, 10) AS p,
         60 * CAST(substr(CAST(k.ajankohta AS VARCHAR), 12, 2) AS INTEGER)
         + CAST(substr(CAST(k.ajankohta AS VARCHAR), 15, 2) AS INTEGER) AS minuutti
  FROM kaynti k
  JOIN asiakas a ON a.tunniste = k.asiakas
  WHERE k.kiireellisyys = 'paivystys'
    AND CAST(k.toteutunut AS VARCHAR) = 'true'
    AND CAST(substr(CAST(k.ajankohta AS VARCHAR), 1, 4) AS INTEGER)
        - CAST(substr(CAST(a.syntymaaika AS VARCHAR), 1, 4) AS INTEGER) >= 18
),
-- Päivän järjestysnumero lasketaan tavallisella laskutoimituksella, koska
-- päivämäärien erotuksella ei ole yhteistä muotoa eri tietokannoissa.
paivat AS (
  SELECT DISTINCT substr(CAST(p AS VARCHAR), 1, 10) AS p FROM paivystykset
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
hetket AS (
  SELECT x.tunniste, x.asiakas, x.alue, x.sukupuoli, substr(x.p, 1, 4) AS vuosi, 1440 * n.n + x.minuutti AS t
  FROM paivystykset x
  JOIN numero n ON n.p = x.p
),
tulos AS (
  SELECT h.alue, h.vuosi, h.sukupuoli,
         CASE WHEN EXISTS (SELECT 1 FROM hetket u
                           WHERE u.asiakas = h.asiakas AND u.t > h.t AND u.t <= h.t + 2880)
              THEN 1 ELSE 0 END AS palasi
  FROM hetket h
)
SELECT alue AS region, vuosi AS period, sukupuoli,
       ROUND(100.0 * SUM(palasi) / COUNT(*), 1) AS value, SUM(palasi) AS numerator, COUNT(*) AS denominator
FROM tulos
GROUP BY alue, vuosi, sukupuoli
UNION ALL
SELECT alue, vuosi, 'total', ROUND(100.0 * SUM(palasi) / COUNT(*), 1), SUM(palasi), COUNT(*)
FROM tulos
GROUP BY alue, vuosi
ORDER BY region, period, sukupuoli;
