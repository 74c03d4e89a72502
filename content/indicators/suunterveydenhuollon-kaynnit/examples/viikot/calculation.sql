-- Suun terveydenhuollon käynnit ISO-viikoittain 1 000 asukasta kohti.
-- Viikot ja väkiluvut annetaan luetteloina; esimerkin alueet ovat todellisia pienempiä.
WITH viikot(viikko, alku, loppu) AS (
  VALUES ('2023-W01', '2023-01-02', '2023-01-08'),
         ('2023-W02', '2023-01-09', '2023-01-15'),
         ('2023-W03', '2023-01-16', '2023-01-22')
),
vaesto(alue, asukkaita) AS (
  VALUES ('16', 480), ('19', 1250)
),
kaynnit AS (
  SELECT CAST(jarjestaja AS VARCHAR) AS alue, substr(CAST(ajankohta AS VARCHAR), 1, 10) AS p
  FROM kaynti
  WHERE CAST(toteutunut AS VARCHAR) = 'true'
    AND kiireellisyys <> 'paivystys'
    AND substr(CAST(palveluluokka AS VARCHAR), 1, 2) = '33'
)
SELECT v.alue AS region, w.viikko AS period,
       ROUND(1000.0 * COUNT(k.p) / MIN(v.asukkaita), 1) AS value,
       COUNT(k.p) AS numerator,
       MIN(v.asukkaita) AS denominator
FROM vaesto v
CROSS JOIN viikot w
LEFT JOIN kaynnit k ON k.alue = v.alue AND k.p >= w.alku AND k.p <= w.loppu
GROUP BY v.alue, w.viikko
ORDER BY region, period;
