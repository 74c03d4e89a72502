-- Vähintään viiden palveluluokan palveluja vuoden aikana käyttäneet asukkaat.
-- Sama luokka lasketaan kerran. Väkiluku annetaan luettelona.
WITH vaesto(alue, asukkaita) AS (
  VALUES ('13', 40), ('17', 64)
),
asiakkaat AS (
  SELECT CAST(jarjestaja AS VARCHAR) AS alue, substr(CAST(ajankohta AS VARCHAR), 1, 4) AS vuosi, asiakas,
         COUNT(DISTINCT CAST(palveluluokka AS VARCHAR)) AS luokkia
  FROM kaynti
  WHERE CAST(toteutunut AS VARCHAR) = 'true'
  GROUP BY CAST(jarjestaja AS VARCHAR), substr(CAST(ajankohta AS VARCHAR), 1, 4), asiakas
)
SELECT v.alue AS region, a.vuosi AS period,
       ROUND(100.0 * SUM(CASE WHEN a.luokkia >= 5 THEN 1 ELSE 0 END) / MIN(v.asukkaita), 1) AS value,
       SUM(CASE WHEN a.luokkia >= 5 THEN 1 ELSE 0 END) AS numerator,
       MIN(v.asukkaita) AS denominator
FROM vaesto v
JOIN asiakkaat a ON a.alue = v.alue
GROUP BY v.alue, a.vuosi
ORDER BY region, period;
