### Verkostokoordinaattorin sivut: tilanne, entä jos, verkoston kokous, asetukset.

board-open = Kesken
board-protected = Turvakielto, kesken. Jäänyt odottamaan: { $stalled }
board-none = Kukaan ei ole jäänyt odottamaan.
board-late = { $days ->
    [0] Määräaika meni tänään
    [one] Päivän yli määräajan
   *[other] { $days } päivää yli määräajan
}
board-your-turn = Sinun vuorosi ({ $who })
board-step = Askel
board-was-due = määräaika oli { $when }
board-why = Miksi
board-next = Mitä seuraavaksi
board-why-nobody = Yksikään toiminta ei sovi asiakkaalle sellaisenaan.
board-why-full = Odottaa paikkaa: { $programme }. Paikat ovat täynnä.
board-why-tries = { $times ->
    [one] Asiakasta on yritetty tavoittaa kerran, ei vastausta.
   *[other] Asiakasta on yritetty tavoittaa { $times } kertaa, ei vastausta.
}
board-why-back = Palasi, koska: { $reason }.
board-why-away = Työntekijä on poissa, eikä järjestössä ole sijaista.
board_why-place = Järjestöä ei ole vielä valittu.
board_why-acknowledge = Järjestö ei ole vielä kuitannut.
board_why-decide = Järjestö on kuitannut, mutta ei ole vastannut.
board_why-first_contact = Ensimmäistä yhteydenottoa ei ole kirjattu.
board_why-first_meeting = Asiakas on tavoitettu, mutta tapaamista ei ole kirjattu.
board_why-review = Tilannetta ei ole tarkistettu.
board_why-check = Seurantaa ei ole kirjattu.
board_why-desk_decision = Neuvonta ei ole vielä päättänyt jatkosta.
board_why-none = Syytä ei ole kirjattu.
board-next-asks = Jos vastausta ei tule, kysytään { $when }: { $programme }.
board-next-back = Jos vastausta ei tule, asia palaa { $desk_into } { $when }.
board-next-stays = Siirtopyyntö raukeaa { $when }, ja asiakas pysyy nykyisessä järjestössä.
board-next-ends = Toiminta päättyy { $when }.
board-next-holder = Vuorossa oleva saa muistutuksen { $when }.
board-next-you = Saat muistutuksen { $when }.
board-next-desk = Tästä kerrotaan { $desk_to } { $when }.
board-next-nothing = Itsestään ei tapahdu enää mitään.
board-next-asked = Kysymys on jo lähetetty { $desk_to }.
board-first = Alkuun
board-more = Näytä seuraavat
board-letters = Viestit, jotka eivät menneet perille
board-letters-what = Tarkista osoite järjestöltä ja lähetä viesti uudelleen.
board-letter-lines = Ilmoituksia viestissä: { $count }
board-letters-more = Lisäksi vielä { $count } viestiä.
board-retry = Lähetä uudelleen
board-retry-done = Viesti lähtee uudelleen.
board-doubles = Ehkä sama asiakas kahdessa neuvonnassa
board-doubles-what = Kysy kummaltakin neuvonnalta. Luotsi ei kerro niille toisistaan.
board-endings = Päättyvät toiminnat
board-ends-on = Viimeinen päivä
board-ending-people = Asiakkaita
board-ending-undecided = Päättämättä
board-unmet = Kukaan ei voinut ottaa
board-unmet-sum = 12 kuukauden aikana. Mikään toiminta ei sopinut: { $nobody }. Paikat olivat täynnä: { $full }.
board-map-needs = Odottaa nyt
board-map-needs-what = Montako asiakasta odottaa paikkaa kullakin alueella nyt. Mitä voimakkaampi väri, sitä useampi.
board-map-places = Vapaat paikat
board-map-places-what = Montako vapaata paikkaa kunkin alueen asukkaille on. Plus tarkoittaa, että jokin toiminta ottaa ilman rajaa.
board-district-unknown = Alue ei tiedossa
board-waits-now = Odottaa nyt
board-unmet-year = Ei voitu ottaa, 12 kk
board-unmet-needs = Tarpeen mukaan, 12 kk
board-unmet-languages = Kielen mukaan, 12 kk
board-times = Kertaa
board-places = Paikat ja tiedon ikä
board-places-hint = Varattuna: työskentelyssä + kysyttyinä. Esimerkki tarkoittaa, että luku on keksitty.
board-free = Vapaana
board-limit = Paikkoja
board-taken = Varattuna
board-claimed = Tieto paikoista
board-places-no-limit = ei rajaa
board-places-monthly = { $count } kuukaudessa
board-places-age = { $days ->
    [0] tältä päivältä
    [one] eiliseltä
   *[other] { $days } päivää vanha
}
board-places-over = päättynyt
board-places-from = alkaa { $day }
board-places-paused = tauolla
board-places-paused-until = tauolla, viimeinen päivä { $day }
board-load = Järjestöjen tilanne
board-working = Työskentelyssä
board-statuses = Missä vaiheessa
board-status = Vaihe
board-year = Huolesta pysyvään muutokseen
board-year-what = 12 kuukautta, Luotsin kautta ohjatut. Turvakiellon asiakkaat eivät ole luvuissa.

# Kaaviot.
chart-table = Samat luvut taulukkona
flow-title = Kuinka pitkälle ohjatut ovat päässeet
flow-what = Kuinka moni 12 kuukauden aikana ohjatuista on päässyt kuhunkin vaiheeseen.
flow-head-step = Vaihe
flow-head-people = Asiakkaita
flow-submitted = Ohjattu
flow-offered = Järjestöltä kysytty
flow-acknowledged = Kuitattu
flow-accepted = Sai työntekijän
flow-met = Tavattu
flow-ended = Työskentely päättyi
flow-stable = Muutos pysyi
times-title = Vastaamisen ja tapaamisen kesto
lengths-title = Työskentelyn ja seurannan kesto
times-what = Kunkin rivin palkki jakautuu sen mukaan, kuinka kauan vaihe kesti. Lyhin on vasemmalla.
took-acknowledged = Kysymyksestä kuittaukseen
took-accepted = Kuittauksesta työntekijään
took-met = Työntekijästä tapaamiseen
took-ended = Työskentelyn kesto
took-stable = Päättymisestä pysyvään muutokseen
length-d0 = samana päivänä
length-d2 = 1–2 päivää
length-d5 = 3–5 päivää
length-d10 = 6–10 päivää
length-later = yli 10 päivää
length-m1 = enintään 1 kk
length-m2 = 1–2 kk
length-m3 = 2–3 kk
length-m6 = 3–6 kk
length-over = yli 6 kk

# Entä jos.
what-if-title = Entä jos toiminta olisi tauolla?
what-if-what = Katso, minne asiakkaat voisivat mennä. Mitään ei lähetetä eikä tallenneta.
what-if-month = Mistä kuukaudesta alkaen
what-if-button = Näytä
what-if-heading = { $programme } tauolla: { $month }
what-if-sum = { $count ->
    [0] Kukaan ei tarvitsisi uutta paikkaa.
    [one] Yksi asiakas tarvitsisi uuden paikan.
   *[other] { $count } asiakasta tarvitsisi uuden paikan.
}
what-if-to = Keneltä kysyttäisiin
what-if-to-what = Kuinka moni asiakas sopisi kuhunkin toimintaan, kun kukin vie paikan seuraavalta.
what-if-full = { $count ->
    [one] Yksi asiakas sopisi muualle, mutta paikat loppuisivat kesken.
   *[other] { $count } asiakasta sopisi muualle, mutta paikat loppuisivat kesken.
}
what-if-nowhere = { $count ->
    [one] Yhdelle asiakkaalle ei sopisi mikään muu toiminta.
   *[other] { $count } asiakkaalle ei sopisi mikään muu toiminta.
}
what-if-followed = { $count ->
    [one] Lisäksi yksi asiakas on seurannassa. Se jatkuu tauosta huolimatta.
   *[other] Lisäksi { $count } asiakasta on seurannassa. Se jatkuu tauosta huolimatta.
}
what-if-cut = Mukaan laskettiin vain osa, koska asiakkaita on paljon.
what-if-how = Laskettu nykyisistä paikoista ja luvista samoilla perusteilla kuin ehdotukset. Pisimpään mukana olleet ensin. Turvakiellon asiakkaat eivät ole luvuissa.
month-1 = tammikuu
month-2 = helmikuu
month-3 = maaliskuu
month-4 = huhtikuu
month-5 = toukokuu
month-6 = kesäkuu
month-7 = heinäkuu
month-8 = elokuu
month-9 = syyskuu
month-10 = lokakuu
month-11 = marraskuu
month-12 = joulukuu

# Verkoston kokous.
learning-what = Luvut ovat 12 kuukaudelta ja koskevat Luotsin kautta ohjattuja. Yksittäisiä asiakkaita ei näytetä: mikä jää alle viiden, ei ole eriteltynä. Turvakiellon asiakkaat eivät ole luvuissa.
learning-question = Tämän kerran kysymys
learning-no-question = Avointa kysymystä ei ole.
learning-still = Kesken on { $open }, ja niistä on jäänyt odottamaan { $stalled }.
learning-last-month = Viime kuussa: { $count }.
learning-unmet-districts = Alueen mukaan, 12 kk
learning-back = Palanneet
learning-back-sum = Takaisin neuvontaan palasi { $count }.
learning-lasted = Mikä pysyi
learning-lasted-sum = Muutos on tarkistettu pysyväksi: { $count }.
learning-followed = Seurannassa kävi näin
learning-times = Kuinka kauan kesti
learning-voice = Asiakkaan ääni
learning-voice-asked = Kysymys
learning-few = alle 5
learning-decisions = Mitä on sovittu
learning-no-decisions = Mitään ei ole vielä kirjattu.
learning-done-kept = Tallennettu.
learning-done-removed = Rivi on poistettu.
followed-stable = Muutos pysyi
followed-changed = Tilanne muuttui, työskentely jatkui
followed-unreachable = Ei tavoitettu
followed-no_contact_wanted = Ei halunnut yhteydenottoja
followed-moved = Muutti pois
followed-died = Kuoli
followed-consent_withdrawn = Asiakas perui luvan
followed-programme_ended = Toiminta päättyi
followed-other = Muu syy
note-question = Kirjoita kysymys
note-decision = Kirjaa, mitä sovittiin
note-intro-question = Yksi kysymys, jota verkosto pohtii yhdessä. Älä kirjoita kenestäkään asiakkaasta. Tyhjä poistaa kysymyksen.
note-intro-decision = Yksi rivi riittää. Älä kirjoita kenestäkään asiakkaasta: kaikki verkostossa lukevat tämän.
note-button = Tallenna
note-remove = Poista
note-anyway = Jos teksti on silti oikein, tallenna se uudelleen.
field-question-text = Kysymys
field-decision-text = Mitä sovittiin
field-decision-on = Minä päivänä
fault-date = Kirjoita päivä muodossa pp.kk.vvvv.

# Verkoston asetukset.
settings-what = Näin tämä verkosto on sovittu toimimaan. Asetukset muuttaa palvelun ylläpito, kun verkosto on niistä päättänyt.
settings-rules = Yhteiset periaatteet
settings-home = { $desk } vastaa siitä, minkä kohdalla kukaan muu ei ole vuorossa.
settings-coordinator = Verkostoa koordinoi { $organisation }.
settings-confirm = Ihminen vahvistaa jokaisen kysymyksen. Järjestelmä vain ehdottaa.
settings-automatic = Järjestelmä kysyy itse ehdotuksen ensimmäiseltä ja sitten seuraavilta.
settings-glass = Koordinaattori voi poikkeuksellisesti avata henkilötiedot 15 minuutiksi. Syy kirjataan ja neuvonnalle kerrotaan.
settings-no-glass = Koordinaattori ei näe, keitä asiakkaat ovat.
settings-references = Tunnukset alkavat { $prefix }.
settings-zone = Kellonajat ovat aikavyöhykkeellä { $zone }.
settings-organisations = Organisaatiot
settings-programmes = Toiminnat
settings-clocks = Määräajat
settings-days = Työpäivät ja kellonajat
settings-day-ends = Määräajat päättyvät työpäivänä klo
settings-digest = Päivän kooste lähtee klo
settings-weekend = Vapaapäivät viikossa
settings-holidays = Pyhät ja muut vapaat
settings-form = Ohjauslomake
settings-languages = Kielet
settings-wordings = Millä sanoilla lupa kysytään
settings-guidance = Ohjeet, kun tarvitaan muuta apua
settings-warnings = Mistä vapaassa tekstissä varoitetaan
settings-identity = Henkilötunnuksen muoto (9 numero, _ välimerkki, * mikä vain)
settings-health = Terveyteen liittyvien sanojen alut
settings-everywhere = Koko verkoston alue
settings-soft = { $districts }. Muualta perustellusta syystä
settings-from = { $from } alkaen
settings-between = { $from }–{ $to }
settings-checks = { $days } päivän kuluttua päättymisestä
settings-no-checks = Ei seurantaa
settings-checks-of = Seuranta, kun muoto on { $form }
setting-needs = Tehty näihin tarpeisiin
setting-needs_also = Auttaa myös näissä
setting-forms = Tuen muodot
setting-age = Ikä
setting-languages = Kielet
setting-languages_ask = Kysyttävä erikseen
setting-area = Alue
setting-valid = Voimassa
setting-checks = Seuranta
deadline-call_client_wd = Luonnos: soita asiakkaalle ja kysy lupa
deadline-draft_queue_wd = Luonnos: siirtyy neuvonnan työjonoon
deadline-draft_remind_days = Luonnos: ensimmäinen muistutus
deadline-draft_remind_again_days = Luonnos: toinen muistutus
deadline-draft_days = Luonnos: näytetään neuvonnan vastaavalle
deadline-place_wd = Odottaa paikkaa: etsi paikka
deadline-confirm_waiting_wd = Odottaa paikkaa: kysy, toivooko asiakas vielä
deadline-acknowledge_wd = Kysytty: kuittaa
deadline-decide_wd = Kysytty: vastaa, otatteko asiakkaan
deadline-first_contact_wd = Sai työntekijän: ensimmäinen yhteydenotto
deadline-first_meeting_wd = Tavoitettu: ensimmäinen tapaaminen
deadline-review_days = Työskentely: tarkista tilanne
deadline-desk_decision_wd = Palannut: päätä jatkosta
deadline-check_again_days = Seuranta, ei tavoitettu: yritä uudelleen
deadline-worry_after_tries = Kysytään, onko syytä huoleen
deadline-worry_contact_wd = Huolta kysytään, kun ensimmäisestä yrityksestä on kulunut
deadline-worry_check_days = Seurannassa huolta kysytään, kun ensimmäisestä yrityksestä on kulunut
deadline-next_on_days = Seuraavan päivän voi sopia enintään
deadline-stall_coordinator_wd = Määräaika mennyt: kerrotaan koordinaattorille
deadline-stall_desk_wd = Koordinaattorin jälkeen: kerrotaan neuvonnalle
deadline-city_assessment_wd = Palvelutarpeen arviointi alkaa
deadline-desk_task_wd = Neuvonnan tehtävä
deadline-withdrawn_export_hours = Lupa peruttu: neuvonta voi vielä viedä omat tietonsa
deadline-retention_months = Päättyneen asiakkaan tiedot hävitetään
deadline-claim_fresh_days = Tieto paikoista kysytään uudelleen
deadline-ending_notice_days = Ennen toiminnan päättymistä varoitetaan
unit-wd = { $count ->
    [one] 1 työpäivä
   *[other] { $count } työpäivää
}
unit-days = { $count ->
    [one] 1 päivä
   *[other] { $count } päivää
}
unit-hours = { $count ->
    [one] 1 tunti
   *[other] { $count } tuntia
}
unit-months = { $count ->
    [one] 1 kuukausi
   *[other] { $count } kuukautta
}
unit-times = { $count ->
    [one] 1 yrityksen jälkeen
   *[other] { $count } yrityksen jälkeen
}
weekday-monday = maanantai
weekday-tuesday = tiistai
weekday-wednesday = keskiviikko
weekday-thursday = torstai
weekday-friday = perjantai
weekday-saturday = lauantai
weekday-sunday = sunnuntai

# Ehdotusten seuranta: kuka odottaa pisimpään, noudatetaanko ehdotuksia, mitä on opittu.
routing-title = Ehdotusten seuranta
routing-lead = Ehdotukset ovat ihmisiä varten. Tästä näkee, milloin niissä on vikaa.
routing-number = { $number }
routing-waiting-title = Kuka odottaa pisimpään
routing-waiting = Ensimmäistä yhteydenottoa on odotettu keskimäärin { $days } pv. Asiakkaita on { $people }. Tavoittamatta on { $unreached }; heiltä on laskettu odotus tähän asti.
routing-nobody = Asiakkaita on vielä liian vähän, jotta odotusta voisi verrata.
routing-waiting-hint = Viimeiset 12 kuukautta ja kaikki, joita ei ole vielä tavoitettu. Alle viiden asiakkaan ryhmiä ja turvakiellon asiakkaita ei ole mukana. Ryhmää ei näytetä, jos siitä voisi laskea alle viiden asiakkaan odotuksen. Ryhmä merkitään, kun sen odotus on vähintään puolitoista kertaa niin pitkä kuin kaikilla.
routing-worst = Pisin odotus – { $what }: { $who }. Keskimäärin { $days } pv, { $times ->
    [none] sama kuin kaikilla
   *[other] { $times }-kertainen kaikkiin verrattuna
}.
routing-group = Ryhmä
routing-people = Asiakkaita
routing-days = Päiviä
routing-compared = Kaikkiin verrattuna
routing-times = { $times }-kertainen
routing-same = sama kuin kaikilla
routing-longer = Odottaa pidempään
routing-more = Muut ryhmät
routing-choices = Noudatetaanko ehdotuksia
routing-no-choices = Valintoja ei ole vielä.
routing-month = Kuukausi
routing-first = Valittiin ensimmäinen
routing-other = Valittiin muu
routing-share = Toisin
routing-because = Miksi muu kuin ensimmäinen
routing-unsaid = Syytä ei valittu
routing-rules = Säännöt, joista poiketaan
routing-rules-hint = Kun säännöstä poiketaan useammin kuin joka viidennellä kerralla, vika on todennäköisesti säännössä.
routing-rule = Sääntö
routing-applied = Vaikutti
routing-against = Päätettiin toisin
routing-doubtful = Todennäköisesti väärä
rule-contact = Nopeampi ensimmäinen yhteydenotto edelle
rule-refusal = Varmempi myönteinen vastaus edelle
rule-misfit = Paremmin sopiva edelle
rule-price = Niukkoja paikkoja säästetään
rule-outside_area = Asuu toiminnan alueen ulkopuolella
rule-forms_unwanted = Asiakas ei halua tätä muotoa
rule-handed_back = Järjestö on palauttanut asiakkaan aiemmin
rule-nobody_there = Järjestössä ei ole ketään vastaamassa
routing-learnt = Mitä vastauksista on opittu
routing-learnt-hint = Viimeisten 12 kuukauden vastauksista. Kun vastauksia on vähän, laskennassa ollaan lähellä sitä, mikä on tavallista kaikilla. Asiakkaista käytetään vain sitä, kuinka hyvin toiminta vastasi siihen, mitä tarvittiin ja toivottiin. Paikan hinta on se, kuinka monta päivää muiden arvioidaan odottavan pidempään, jos paikka menee: se lasketaan kerran päivässä odottavista ja viime aikoina tulleista, ja järjestyksessä siitä lasketaan kymmenesosa, ja lisäksi päiviä sen mukaan, kuinka täynnä toiminta on. Kiireellisellä asiakkaalla hinta painaa vähemmän.
routing-learnt-own = Näin järjestönne vastaukset vaikuttavat siihen, missä järjestyksessä teiltä kysytään. Kun vastauksia on vähän, laskennassa ollaan lähellä sitä, mikä on tavallista kaikilla. Asiakkaista käytetään vain sitä, kuinka hyvin toiminta vastasi siihen, mitä tarvittiin ja toivottiin. Paikan hinta on se, kuinka monta päivää muiden arvioidaan odottavan pidempään, jos paikka menee: se lasketaan kerran päivässä odottavista ja viime aikoina tulleista, ja järjestyksessä siitä lasketaan kymmenesosa, ja lisäksi päiviä sen mukaan, kuinka täynnä toiminta on. Kiireellisellä asiakkaalla hinta painaa vähemmän.
routing-answers = Vastauksia
routing-yes = Myönteisiä, %
routing-few = liian vähän vastauksia
routing-counted = Laskennassa
routing-answer-days = Vastaus, päiviä
routing-contact-days = Yhteydenotto, päiviä
routing-stay = Työskentely, päiviä
routing-price = Paikan hinta, päiviä
