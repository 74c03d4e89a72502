-- Yli kolme kuukautta odottaneet. Raja on sama päivä kolmen kuukauden kuluttua;
-- jos sitä päivää ei ole (30.11. -> 30.2.), raja ylittyy seuraavana olemassa olevana päivänä.
-- Vertailu tehdään luvulla vvvvkkpp, joten päivien laskemista ei tarvita.
WITH arvio AS (
  -- Jos arviointeja on useita, odotus alkaa ensimmäisestä, jossa hoidon tarve todettiin.
  SELECT palvelutapahtuma, MIN(substr(CAST(ajankohta AS VARCHAR), 1, 10)) AS p
  FROM "hoidon-tarpeen-arviointi"
  WHERE CAST(hoidon_tarve AS VARCHAR) = 'true'
  GROUP BY palvelutapahtuma
),
raja AS (
  SELECT palvelutapahtuma,
         CASE WHEN CAST(substr(p, 6, 2) AS INTEGER) > 9
              THEN 10000 * (CAST(substr(p, 1, 4) AS INTEGER) + 1) + 100 * (CAST(substr(p, 6, 2) AS INTEGER) - 9)
              ELSE 10000 * CAST(substr(p, 1, 4) AS INTEGER) + 100 * (CAST(substr(p, 6, 2) AS INTEGER) + 3)
         END + CAST(substr(p, 9, 2) AS INTEGER) AS viimeinen
  FROM arvio
),
kaynnit AS (
  SELECT palvelutapahtuma, CAST(jarjestaja AS VARCHAR) AS alue,
         substr(CAST(ajankohta AS VARCHAR), 1, 10) AS p
  FROM kaynti
  WHERE CAST(toteutunut AS VARCHAR) = 'true'
    AND ammattiryhma = 'laakari'
    AND kiireellisyys = 'kiireeton'
    AND yhteystapa NOT IN ('viesti', 'viestiketju')
),
tulos AS (
  SELECT k.alue, substr(k.p, 1, 4) AS vuosi,
         CASE WHEN 10000 * CAST(substr(k.p, 1, 4) AS INTEGER)
                   + 100 * CAST(substr(k.p, 6, 2) AS INTEGER)
                   + CAST(substr(k.p, 9, 2) AS INTEGER) > r.viimeinen
              THEN 1 ELSE 0 END AS ylitti
  FROM kaynnit k
  JOIN raja r ON r.palvelutapahtuma = k.palvelutapahtuma
)
SELECT alue AS region,
       vuosi AS period,
       ROUND(100.0 * SUM(ylitti) / COUNT(*), 2) AS value,
       SUM(ylitti) AS numerator,
       COUNT(*) AS denominator
FROM tulos
GROUP BY alue, vuosi
ORDER BY region, period;
