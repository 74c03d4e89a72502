-- Yli seitsemän vuorokautta odottaneet lääkärin kiireettömät käynnit.
-- Seitsemän vuorokautta täsmälleen ei ylitä rajaa.
-- Käynti, jonka asiakas itse siirsi myöhemmäksi, jää pois.
WITH arvio AS (
  -- Jos arviointeja on useita, odotus alkaa ensimmäisestä, jossa hoidon tarve todettiin.
  SELECT palvelutapahtuma, MIN(substr(CAST(ajankohta AS VARCHAR), 1, 10)) AS p
  FROM "hoidon-tarpeen-arviointi"
  WHERE CAST(hoidon_tarve AS VARCHAR) = 'true'
  GROUP BY palvelutapahtuma
),
siirretyt AS (
  SELECT DISTINCT palvelutapahtuma
  FROM ajanvaraus
  WHERE CAST(asiakas_siirsi AS VARCHAR) = 'true' AND palvelutapahtuma <> ''
),
kaynnit AS (
  SELECT palvelutapahtuma, CAST(jarjestaja AS VARCHAR) AS alue,
         substr(CAST(ajankohta AS VARCHAR), 1, 10) AS p
  FROM kaynti
  WHERE CAST(toteutunut AS VARCHAR) = 'true'
    AND ammattiryhma = 'laakari'
    AND kiireellisyys = 'kiireeton'
    AND yhteystapa NOT IN ('viesti', 'viestiketju')
    AND palvelutapahtuma NOT IN (SELECT palvelutapahtuma FROM siirretyt)
),
-- Päivän järjestysnumero lasketaan tavallisella laskutoimituksella, koska
-- päivämäärien erotuksella ei ole yhteistä muotoa eri tietokannoissa.
paivat AS (
  SELECT substr(CAST(p AS VARCHAR), 1, 10) AS p FROM arvio
  UNION SELECT substr(CAST(p AS VARCHAR), 1, 10) FROM kaynnit
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
odotus AS (
  SELECT k.alue, substr(k.p, 1, 4) AS vuosi, nk.n - na.n AS paivia
  FROM kaynnit k
  JOIN arvio a ON a.palvelutapahtuma = k.palvelutapahtuma
  JOIN numero nk ON nk.p = k.p
  JOIN numero na ON na.p = a.p
)
SELECT alue AS region,
       vuosi AS period,
       ROUND(100.0 * SUM(CASE WHEN paivia > 7 THEN 1 ELSE 0 END) / COUNT(*), 1) AS value,
       SUM(CASE WHEN paivia > 7 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator
FROM odotus
GROUP BY alue, vuosi
ORDER BY region, period;
