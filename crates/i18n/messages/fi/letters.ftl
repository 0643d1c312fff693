### Kirjeet. Ei koskaan asiakkaan tietoja: tunnus, linkki, järjestö, toiminta ja päivät.
### Jokaisella ilmoituksella on otsikko letter-<koodi>-title ja teksti letter-<koodi>-text.

letter-subject = { $title } { $reference }
letter-greeting = Hei { $name },
letter-reference = Tunnus: { $reference }
letter-due = { $what }: { $due }
letter-due-past = { $what }: määräaika oli { $due }
letter-open = Avaa Luotsissa: { $reference }
letter-open-at = Avaa Luotsissa: { $link }
letter-open-it = Avaa Luotsissa
letter-confirm = Vahvista: pitää yhä paikkansa
letter-confirm-at = Vahvista, että tieto pitää yhä paikkansa: { $link }
letter-digest-subject = { $count ->
    [one] Luotsi tänään: yksi asia
   *[other] Luotsi tänään: { $count } asiaa
}
letter-digest-text = { $count ->
    [one] Tämä odottaa sinua tai on tapahtunut edellisen viestin jälkeen.
   *[other] Nämä odottavat sinua tai ovat tapahtuneet edellisen viestin jälkeen.
}
letter-undelivered = { $count ->
    [one] Yksi verkoston viesti ei ole mennyt perille. Koordinaattorin näkymä kertoo, keneltä se puuttuu.
   *[other] { $count } verkoston viestiä ei ole mennyt perille. Koordinaattorin näkymä kertoo, keneltä ne puuttuvat.
}
letter-footer = Viestissä ei ole asiakkaan tietoja: näet ne Luotsissa kirjauduttuasi. Tähän viestiin ei voi vastata.

letter-offered-title = Kysytty: uusi asiakas
letter-offered-text = Teiltä kysytään, voitteko ottaa uuden asiakkaan. Kuittaa kysymys ja kerro sitten, otatteko asiakkaan.
letter-transfer_offered-title = Kysytty siirtona: uusi asiakas
letter-transfer_offered-text = Toinen järjestö kysyy, voitteko jatkaa työskentelyä asiakkaan kanssa. Asiakas on nykyisen työntekijän tukena, kunnes otatte hänet.
letter-offer_withdrawn-title = Kysymys peruttu
letter-offer_withdrawn-text = Kysymystä ei enää ole: siihen ei vastattu ajoissa tai asiakkaan tilanne muuttui. Teidän ei tarvitse tehdä mitään.
letter-offer_withdrawn_consent-title = Kysymys peruttu
letter-offer_withdrawn_consent-text = Asiakas perui luvan, joten kysymys ei enää näy teille. Teidän ei tarvitse tehdä mitään.
letter-returned-title = Palannut: valitse, mitä tehdään seuraavaksi
letter-returned-text = Järjestö ei voinut ottaa asiakasta tai palautti hänet. Uusi ehdotus on valmiina: valitse järjestö tai päätä asia.
letter-returned_unreachable-title = Palannut: asiakasta ei ole tavoitettu
letter-returned_unreachable-text = Asiakasta on yritetty tavoittaa monta kertaa onnistumatta. Työntekijän mukaan huoleen ei ole syytä. Päätä, mitä tehdään seuraavaksi.
letter-returned_all-title = Palannut eilen ja odottaa teitä
letter-returned_all-text = Asiakas palasi järjestöstä, eikä kukaan ole vielä päättänyt jatkosta. Kuka tahansa teistä voi tarttua tähän.
letter-consent_withdrawn-title = Asiakas perui luvan
letter-consent_withdrawn-text = Asiakas on perunut luvan, ja pääsy hänen tietoihinsa Luotsissa on päättynyt. Se, mitä asiakas on sopinut suoraan järjestön kanssa, on heidän välinen asiansa.
letter-consent_narrowed-title = Asiakas rajasi lupaa
letter-consent_narrowed-text = Asiakas on rajannut antamaansa lupaa. Katso Luotsista, mihin lupa nyt riittää, ja toimi sen mukaan.
letter-feedback_acknowledged-title = Kuitattu
letter-feedback_acknowledged-text = Järjestö on kuitannut kysymyksen. Vastaus on tulossa.
letter-feedback_accepted-title = Sai työntekijän
letter-feedback_accepted-text = Järjestö otti asiakkaan. Työntekijä ottaa häneen yhteyttä.
letter-feedback_met-title = Tavattu
letter-feedback_met-text = Työntekijä on tavannut asiakkaan.
letter-feedback_ended-title = Työskentely päättyi
letter-feedback_ended-text = Työskentely on päättynyt. Jos seurannasta on sovittu, se jatkuu.
letter-feedback_lasted-title = Muutos pysyi
letter-feedback_lasted-text = Muutos on pysynyt seurannan loppuun asti.
letter-needs_you_returned-title = Tarvitsee sinua
letter-needs_you_returned-text = Asia on palannut ja odottaa päätöstäsi.
letter-needs_you_unreachable-title = Tarvitsee sinua: ei tavoitettu
letter-needs_you_unreachable-text = Asiakasta ei ole tavoitettu. Päätä, mitä tehdään seuraavaksi.
letter-needs_you_waiting-title = Tarvitsee sinua: odottanut pitkään
letter-needs_you_waiting-text = Asiakas on odottanut paikkaa pitkään. Katso, mitä voisi tehdä.
letter-waiting_new-title = Odottaa paikkaa
letter-waiting_new-text = Asiakkaalle ei löytynyt heti paikkaa. Etsi paikka, tai sovi, mihin päivään asti odotetaan.
letter-place_free-title = Paikka vapautui odottavalle
letter-place_free-text = Toiminnassa on vapaa paikka, ja joku odottaa sitä. Katso ehdotus ja vahvista se.
letter-confirm_waiting-title = Kysy asiakkaalta: toivooko hän vielä
letter-confirm_waiting-text = Asiakas odottaa yhä paikkaa. Soita ja kysy, toivooko hän sitä edelleen, ja kirjaa vastaus.
letter-reminder_submit-title = Luonnos odottaa
letter-reminder_submit-text = Luonnos odottaa päätöstäsi: ohjaa asiakas järjestöön tai poista luonnos.
letter-reminder_call_client-title = Soita asiakkaalle ja kysy lupa
letter-reminder_call_client-text = Lupaa ei ole vielä kysytty. Soita asiakkaalle, ja kirjaa vastaus luonnokseen.
letter-reminder_call_back-title = Soita asiakkaalle, kuten lupasit
letter-reminder_call_back-text = Asiakkaalle on luvattu soittaa sovittuna päivänä. Soita, ja jatka luonnosta tai poista se.
letter-draft_old-title = Luonnos on jäänyt kesken
letter-draft_old-text = Luonnos on ollut kesken pitkään. Se ei poistu itsestään: ohjatkaa asiakas järjestöön tai poistakaa luonnos.
letter-reminder_place-title = Etsi paikka odottavalle
letter-reminder_place-text = Asiakas odottaa paikkaa. Valitse järjestö, palauta asia tai sovi, mihin päivään asti odotetaan.
letter-reminder_acknowledge-title = Kuittaus puuttuu
letter-reminder_acknowledge-text = Teiltä kysyttyä asiakasta ei ole vielä kuitattu. Kuittaus kertoo, että olette nähneet kysymyksen.
letter-reminder_decide-title = Vastaus puuttuu
letter-reminder_decide-text = Kerro, otatteko asiakkaan. Jos ette voi, asiakas pääsee nopeammin muualle, kun vastaatte heti.
letter-reminder_first_contact-title = Ota ensimmäinen yhteys
letter-reminder_first_contact-text = Asiakkaaseen ei ole vielä otettu yhteyttä. Kirjaa yhteydenotto, myös silloin kun kukaan ei vastaa.
letter-reminder_first_meeting-title = Tapaa ensimmäisen kerran
letter-reminder_first_meeting-text = Asiakas on tavoitettu, mutta teitä ei ole vielä merkitty tavanneiksi. Kirjaa tapaaminen tai uusi päivä.
letter-reminder_review-title = Tarkista tilanne
letter-reminder_review-text = On aika katsoa yhdessä asiakkaan kanssa, miten työskentely etenee. Kirjaa nykyinen muoto ja seuraava päivä.
letter-reminder_check-title = Tee seuranta
letter-reminder_check-text = Työskentely on päättynyt, ja on aika kysyä, onko muutos pysynyt. Kirjaa vastaus.
letter-reminder_desk_decision-title = Päätös puuttuu
letter-reminder_desk_decision-text = Palannut asia odottaa päätöstä: valitse järjestö tai päätä asia.
letter-stalled_coordinator-title = Jäänyt odottamaan
letter-stalled_coordinator-text = Määräaika on mennyt, eikä mitään ole tapahtunut. Katso, kenen vuoro on, ja kysy, mistä on kyse.
letter-stalled_desk-title = Jäänyt odottamaan
letter-stalled_desk-text = Neuvonnasta ohjattu asiakas odottaa: määräaika on mennyt, eikä mitään ole tapahtunut. Katso, kenen vuoro on.
letter-transfer_accepted-title = Siirto onnistui
letter-transfer_accepted-text = Toinen järjestö otti asiakkaan. Asiakas on nyt heidän tukenaan, eikä hän enää näy teille.
letter-transfer_declined-title = Siirto ei onnistunut
letter-transfer_declined-text = Toinen järjestö ei ottanut asiakasta. Mikään ei muuttunut: asiakas on yhä sinulla.
letter-reassigned_to_you-title = Siirretty sinulle
letter-reassigned_to_you-text = Työkaveri siirsi asiakkaan sinulle. Katso, mitä seuraavaksi tehdään.
letter-placed_beyond_capacity-title = Kysytty yli paikkojen
letter-placed_beyond_capacity-text = Verkostokoordinaattori kysyy teiltä asiakasta, vaikka paikat ovat täynnä. Syy näkyy Luotsissa. Päätös on teidän.
letter-alarm_second_call-title = Sama asiakas otti uudelleen yhteyttä
letter-alarm_second_call-text = Avoimessa asiassa otettiin uudelleen yhteyttä. Katso, onko tilanne muuttunut.
letter-client_called-title = Asiakas kysyy perään
letter-client_called-text = Asiakas otti yhteyttä neuvontaan. Ota häneen yhteyttä seuraavana työpäivänä.
letter-alert_desk-title = Työntekijä pyytää apua
letter-alert_desk-text = Työntekijä kertoo, että asiakas tarvitsee muutakin tukea. Katso, mitä tarvitaan, ja vie asia eteenpäin.
letter-ask_desk-title = Verkostokoordinaattori kysyy
letter-ask_desk-text = Verkostokoordinaattori pyytää teitä katsomaan tätä asiaa. Hän ei näe asiakkaan tietoja, joten vastaus on teillä.
letter-worry_urgent-title = Kiireellinen: huoli asiakkaasta
letter-worry_urgent-text = Asiakasta ei ole tavoitettu, ja työntekijä on huolissaan. Toimi tänään. Jos epäilet hengenvaaraa, soita 112.
letter-city_track_due-title = Viranomaisen määräaika lähestyy
letter-city_track_due-text = Asiakkaalla on vireillä viranomaisen asia, jonka määräaika on tulossa. Varmista, että se etenee.
letter-closed_quiet-title = Päättynyt
letter-closed_quiet-text = Tämä on päättynyt. Sinun ei tarvitse tehdä mitään.
letter-message-title = Uusi viesti
letter-message-text = Sinulle on viesti Luotsissa.
letter-back_to_support-title = Tilanne muuttui, työskentely jatkuu
letter-back_to_support-text = Seurannassa selvisi, että tilanne on muuttunut. Asiakas on taas työskentelyssä.
letter-returned_ended-title = Toiminta päättyi: valitse, mitä tehdään seuraavaksi
letter-returned_ended-text = Toiminta, jossa asiakas oli, on päättynyt. Asia odottaa päätöstänne eikä vanhene. Uusi ehdotus on valmiina.
letter-checks_to_desk-title = Toiminta päättyi: seuranta on nyt teillä
letter-checks_to_desk-text = Työskentely on päättynyt, eikä toimintaa enää ole. Seurannan aika ei muuttunut: kysykää silloin asiakkaalta, onko muutos pysynyt.
letter-ask_consent-title = Kysy asiakkaalta lupa
letter-ask_consent-text = Toinen järjestö voisi jatkaa asiakkaan kanssa, mutta sille ei ole vielä lupaa. Kysy asiakkaalta ja kirjaa vastaus.
letter-consent_answered-title = Asiakas vastasi lupaan
letter-consent_answered-text = Asiakkaalta on kysytty lupa kertoa hänestä toiselle järjestölle. Katso vastaus ja jatka sen mukaan.
letter-programme_ending-title = Toiminta päättyy
letter-programme_ending-text = Päättäkää jokaisesta asiakkaasta ennen viimeistä päivää: kuka jatkaa, päättyykö työskentely vai tekeekö neuvonta seurannan.
letter-programme_ends = { $count ->
    [0] Viimeinen päivä on { $date }. Kaikista asiakkaista on päätetty.
    [one] Viimeinen päivä on { $date }. Yhden asiakkaan jatko on vielä päättämättä.
   *[other] Viimeinen päivä on { $date }. { $count } asiakkaan jatko on vielä päättämättä.
}
letter-meeting_proposed-title = Tavataan yhdessä: ehdotettu aika
letter-meeting_proposed-text = Sinua pyydetään mukaan tapaamaan asiakasta yhdessä. Katso ehdotetut ajat Luotsista.
letter-meeting_cancelled-title = Tapaaminen peruttu
letter-meeting_cancelled-text = Yhteinen tapaaminen on peruttu. Sinun ei tarvitse tehdä mitään.
letter-meeting_due-title = Tavataan yhdessä: kirjaa, miten kävi
letter-meeting_due-text = Sovittu aika on mennyt. Kirjaa, tapasitteko, tai ehdota uusi aika.
letter-break_glass-title = Asiakkaan henkilötiedot avattiin
letter-break_glass-text = Verkostokoordinaattori avasi asiakkaan henkilötiedot viideksitoista minuutiksi. Syy näkyy Luotsissa. Jos syy ei ole selvä, kysy häneltä heti.
letter-covering-title = Sijaistat työkaveria
letter-covering-text = Työkaverisi on poissa, ja hänen asiakkaansa on nyt sinulla, kunnes työkaveri palaa. Katso, mitä seuraavaksi tehdään.
letter-back_with_you-title = Taas sinulla
letter-back_with_you-text = Poissaolosi on päättynyt, ja asiakas on taas sinulla. Katso, mitä sillä välin on tehty ja mitä seuraavaksi.
letter-watch_opened-title = Järjestössä ei ole nyt ketään paikalla
letter-watch_opened-text = Järjestön työntekijät ovat poissa, eikä kukaan siellä voi nyt hoitaa näiden asiakkaiden asioita. Kerro asiakkaille viimeistään seuraavana työpäivänä, että työskentely alkaa tai jatkuu myöhemmin. Luettelo on Luotsissa: yksi tehtävä kaikista.
letter-watch_reminder-title = Kerro asiakkaille poissaolosta
letter-watch_reminder-text = Kukaan ei ole vielä merkinnyt, että näille asiakkaille on kerrottu. Luettelo on Luotsissa.
letter-confirm_capacity-title = Pitääkö tieto paikoista yhä paikkansa?
letter-confirm_capacity-text = Kerroitte paikoista jonkin aikaa sitten. Jos tieto pitää yhä, vahvista se yhdellä painalluksella. Jos ei, korjaa se Luotsissa.
letter-brought_in-title = Järjestö toi asiakkaan neuvontaan
letter-brought_in-text = Järjestön työntekijä tapasi asiakkaan ja sai luvan kertoa teille. Valitkaa, kuka auttaa.
letter-consent_renewed-title = Lupa kysyttiin uudelleen
letter-consent_renewed-text = Asiakkaalta kysyttiin lupa uudelleen. Katso, ketä se nyt koskee.
letter-amended-title = Tietoja täydennettiin
letter-amended-text = Neuvonta täydensi tai korjasi asiakkaan tietoja. Katso ne Luotsista.
letter-companion_gone-title = Muutos asiakkaan lähipiirissä
letter-companion_gone-text = Asiakkaasi läheisen elämässä on tapahtunut muutos. Ota se lempeästi huomioon, kun olette seuraavan kerran yhteydessä. Sinun ei tarvitse tehdä mitään Luotsissa.
letter-lead_passed-title = Seuranta on nyt sinulla
letter-lead_passed-text = Asiakkaalla on ollut useampi työntekijä. Kun työskentely kanssasi päättyy, sinä kysyt, onko muutos pysynyt.
letter-overlap_ends-title = Yhteinen aika päättyy
letter-overlap_ends-text = Toinen työntekijä on ollut mukana sovittuun päivään asti. Päätä työskentely tai sovi uusi päivä. Mikään ei pääty itsestään.
