-- Kolmessa kuukaudessa valmistuneet palvelutarpeen arvioinnit ikäryhmittäin ja yhteensä.
-- Poiminnassa asian vireilletulon päivä on viety arvioinnin aloituspäiväksi; kesken olevat jäävät pois.
WITH valmiit AS (
  SELECT CAST(jarjestaja AS VARCHAR) AS alue, ikaryhma,
         substr(CAST(aloitettu AS VARCHAR), 1, 10) AS alku,
         substr(CAST(valmistunut AS VARCHAR), 1, 10) AS loppu
  FROM "palvelutarpeen-arviointi"
  WHERE CAST(valmistunut AS VARCHAR) <> ''
),
luvut AS (
  SELECT alue, ikaryhma, substr(loppu, 1, 4) AS vuosi,
         CAST(substr(alku, 1, 4) AS INTEGER) AS av, CAST(substr(alku, 6, 2) AS INTEGER) AS ak, CAST(substr(alku, 9, 2) AS INTEGER) AS ap,
         10000 * CAST(substr(loppu, 1, 4) AS INTEGER) + 100 * CAST(substr(loppu, 6, 2) AS INTEGER) + CAST(substr(loppu, 9, 2) AS INTEGER) AS valmis
  FROM valmiit
),
tulos AS (
  SELECT alue, ikaryhma, vuosi,
         CASE WHEN valmis <= CASE WHEN ak > 9 THEN 10000 * (av + 1) + 100 * (ak - 9) + ap
                                  ELSE 10000 * av + 100 * (ak + 3) + ap END
              THEN 1 ELSE 0 END AS ajoissa
  FROM luvut
)
SELECT alue AS region, vuosi AS period, ikaryhma,
       ROUND(100.0 * SUM(ajoissa) / COUNT(*), 1) AS value,
       SUM(ajoissa) AS numerator, COUNT(*) AS denominator
FROM tulos
GROUP BY alue, vuosi, ikaryhma
UNION ALL
SELECT alue, vuosi, 'total',
       ROUND(100.0 * SUM(ajoissa) / COUNT(*), 1),
       SUM(ajoissa), COUNT(*)
FROM tulos
GROUP BY alue, vuosi
ORDER BY region, period, ikaryhma;
