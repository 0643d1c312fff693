### Työntekijän sivu, asiakkaan sivu, askeleet ilman yhteyttä, katselut.

work-title = Omat asiakkaat
work-away = Olen poissa
work-back = En olekaan poissa
work-jump = Tällä sivulla
work-mine = Omat
work-mine-none = Sinulla ei ole nyt asiakkaita.
work-offers = Kysytty teiltä
work-offers-none = Ei avoimia kysymyksiä.
work-transfers = Pyydetty siirtämään teille
work-transfers-hint = Asiakkaalla on työntekijä toisessa järjestössä, kunnes otatte hänet.
work-agreed = Sovittu sinun kanssasi
work-more = Näytä lisää
work-first = Listan alkuun
queue-title = Odottaa yhteyttä
queue-hint = Askel on tallessa tällä laitteella ja lähtee itsestään, kun yhteys palaa.
queue-waiting = lähtee, kun yhteys palaa
queue-sent = Odottanut askel on lähetetty. Päivitä sivu, niin näet tilanteen.
queue-refused = Askelta ei voitu tehdä:
queue-drop = Selvä
queue-signed-out = Kirjaudu uudelleen, niin askel lähtee.
news-changed = Tilanne on muuttunut: päivitä
guidance-own = Tee myös tämä itse:
call = Soita
calendar-link = Lisää omaan kalenteriin
reached-next = Seuraava yritys tai tapaaminen
reached-none = Ei päivää
reached-other = Muu päivä
reached-otherwise = Muu yhteydenotto
accept-other = Joku muu meiltä ottaa
track-title = Viranomaisen asia
track-done = Hoidettu
offers-title = Keneltä on kysytty
offer-transfer = siirto
offer_answer-open = Odottaa vastausta
offer_answer-accepted = Otti asiakkaan
offer_answer-handed_back = Ei voinut ottaa
offer_answer-expired = Ei vastannut ajoissa
offer_answer-withdrawn = Peruttu
offer_answer-programme_ended = Toiminta päättyi
contacts-title = Yhteydenotot ja seuranta
check-one = Seuranta
forms-title = Tuen muodot
messages-title = Viestit
messages-none = Ei viestejä.
worry-asked = Asiakasta ei ole tavoitettu useista yrityksistä huolimatta. Vastaa: onko syytä huoleen?
fact-safety = Turvallisuus
views-title = Kuka on katsonut tietoja
views-what = Tähän on kirjattu jokainen kerta, kun asiakkaan { $reference } henkilötiedot on avattu. Listan voi tulostaa asiakkaalle.
views-none = Kukaan ei ole katsonut tietoja.
views-caption = Katselut, vanhin ensin
views-when = Milloin
views-who = Kuka
views-how = Missä yhteydessä
view-view = Avasi asiakkaan sivun
view-timeline = Luki tapahtumat ja viestit
view-export = Otti tiedot arkistoon
view-submit = Ohjasi asiakkaan
view-search = Etsi asiakkaan
view-accept = Otti asiakkaan
view-step = Kirjasi askeleen
work-tries = { $count ->
    [one] Yritetty kerran, ei vastausta
   *[other] Yritetty { $count } kertaa, ei vastausta
}

# Kuka odottaa samoja paikkoja, ja monesko vuoro on.
line-title = Vuoro
line-place = { $people ->
    [one] Kukaan muu ei odota samoja paikkoja.
   *[other] { $place }. niistä { $people } asiakkaasta, jotka odottavat samoja paikkoja. Järjestyksen ratkaisevat ennen muuta kiireellisyys ja odotettu aika.
}
line-days = { $days ->
    [0] Paikka voi löytyä jo nyt.
    [one] Paikka vapautuu arviolta päivässä.
   *[other] Paikka vapautuu arviolta { $days } päivässä.
}
