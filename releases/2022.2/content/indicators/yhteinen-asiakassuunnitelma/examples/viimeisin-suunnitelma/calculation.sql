-- Asiakkaat, joiden vuoden viimeisin suunnitelma on monialainen. Poiminta alueelta 20.
-- Jos suunnitelmaa on tarkistettu, vain viimeinen ratkaisee; asiakas lasketaan kerran vuodessa.
WITH suunnitelmat AS (
  SELECT asiakas, substr(CAST(laadittu AS VARCHAR), 1, 4) AS vuosi,
         substr(CAST(laadittu AS VARCHAR), 1, 10) AS p,
         CASE WHEN CAST(monialainen AS VARCHAR) = 'true' THEN 1 ELSE 0 END AS monialainen
  FROM asiakassuunnitelma
),
viimeiset AS (
  SELECT asiakas, vuosi, MAX(p) AS p
  FROM suunnitelmat
  GROUP BY asiakas, vuosi
)
SELECT '20' AS region, s.vuosi AS period,
       ROUND(100.0 * SUM(s.monialainen) / COUNT(*), 1) AS value,
       SUM(s.monialainen) AS numerator,
       COUNT(*) AS denominator
FROM viimeiset v
JOIN suunnitelmat s ON s.asiakas = v.asiakas AND s.vuosi = v.vuosi AND s.p = v.p
GROUP BY s.vuosi
ORDER BY period;
