-- Kolmessa kuukaudessa hakemuksesta annetut vammaispalvelujen päätökset.
-- Mukaan otetaan myönnöt, osittaiset myönnöt ja hylkäykset; muutospäätös ei ole vastaus uuteen hakemukseen.
WITH ratkaisut AS (
  SELECT CAST(d.jarjestaja AS VARCHAR) AS alue,
         substr(CAST(h.saapunut AS VARCHAR), 1, 10) AS haettu,
         substr(CAST(d.paiva AS VARCHAR), 1, 10) AS annettu
  FROM paatos d
  JOIN asia s ON s.tunniste = d.asia
  JOIN hakemus h ON h.asia = s.tunniste
  WHERE s.palvelutehtava = 'vammaiset'
    AND d.laji IN ('myonto', 'osittainen', 'hylkays')
),
tulos AS (
  SELECT alue, substr(annettu, 1, 4) AS vuosi,
         CASE WHEN 10000 * CAST(substr(annettu, 1, 4) AS INTEGER)
                   + 100 * CAST(substr(annettu, 6, 2) AS INTEGER)
                   + CAST(substr(annettu, 9, 2) AS INTEGER)
                   <= CASE WHEN CAST(substr(haettu, 6, 2) AS INTEGER) > 9
                           THEN 10000 * (CAST(substr(haettu, 1, 4) AS INTEGER) + 1) + 100 * (CAST(substr(haettu, 6, 2) AS INTEGER) - 9)
                           ELSE 10000 * CAST(substr(haettu, 1, 4) AS INTEGER) + 100 * (CAST(substr(haettu, 6, 2) AS INTEGER) + 3)
                      END + CAST(substr(haettu, 9, 2) AS INTEGER)
              THEN 1 ELSE 0 END AS ajoissa
  FROM ratkaisut
)
SELECT alue AS region, vuosi AS period,
       ROUND(100.0 * SUM(ajoissa) / COUNT(*), 1) AS value,
       SUM(ajoissa) AS numerator,
       COUNT(*) AS denominator
FROM tulos
GROUP BY alue, vuosi
ORDER BY region, period;
