### Miksi toiminta sopii tai ei sovi, ja mikä muuttaisi sen. Avaimet ovat reason-<koodi> ja change-<koodi>.
### Puuttuva argumentti annetaan sanana "none". Luettelot ja kielet tulevat valmiina sanoina.

# Säännöt, joiden vuoksi toiminta jää pois.
reason-not_yet_valid = Toiminta alkaa { $date }
reason-ended = Toiminnan viimeinen päivä on { $date }
reason-paused = { $date ->
    [none] Toiminta ei ota nyt uusia, jatko ei ole tiedossa
   *[other] Toiminta ei ota uusia ennen kuin { $date } on mennyt
}
reason-not_within_consent = Asiakkaan lupa ei koske tätä järjestöä
reason-need_not_served = Ei vastaa mihinkään asiakkaan tarpeista
reason-language_not_served = Ei toimi tällä kielellä: { $language }
reason-age_outside = { $youngest ->
    [none] { $oldest ->
        [none] Ikä ei sovi toimintaan
       *[other] Toiminta on korkeintaan { $oldest }-vuotiaille
    }
   *[other] { $oldest ->
        [none] Toiminta on { $youngest } vuotta täyttäneille
       *[other] Toiminta on { $youngest }–{ $oldest }-vuotiaille
    }
}
reason-outside_area = Asiakas asuu toiminnan alueen ulkopuolella
reason-forms_unwanted = Asiakas ei halua: { $forms }. Tämä toiminta on vain sellaista
reason-nobody_there = Järjestössä ei ole nyt ketään vastaamassa, poissaolo kestää { $date } asti
reason-handed_back = Palautti asiakkaan { $date }: { $reason }

# Mikä puhuu puolesta tai vastaan.
reason-needs_served = Tarkoitettu tähän: { $needs }
reason-needs_also = Lisäksi apua tähän: { $needs }
reason-needs_open = Jää vielä auki: { $needs }
reason-forms_wished = Asiakkaan toivoma muoto: { $forms }
reason-forms_not_offered = Ei toivottua muotoa: { $forms }
reason-language_served = Toimii tällä kielellä: { $language }
reason-nearby = Toimii asiakkaan asuinalueella
reason-free_places = { $count ->
    [one] Yksi vapaa paikka
   *[other] { $count } vapaata paikkaa
}
reason-no_limit = Ottaa mukaan ilman rajaa
reason-full = Paikat ovat täynnä ({ $taken }/{ $places })
reason-full_this_month = Tämän kuun uudet asiakkaat on jo otettu
reason-claim_old = { $days ->
    [one] Tieto paikoista on eiliseltä
   *[other] Tieto paikoista on { $days } päivää vanha
}
reason-ends_on = Toiminta päättyy pian, { $date }
reason-expired = Kysyttiin jo, eikä vastausta tullut { $date } mennessä
reason-ask_age = Ikä ei ole tarkasti tiedossa: kysy asiakkaalta
reason-ask_district = Asuinalue ei ole tiedossa: kysy asiakkaalta
reason-ask_language = { $language ->
    [none] Kieli ei ole tiedossa: kysy asiakkaalta
   *[other] Kysy järjestöltä, onnistuuko kieli: { $language }
}
reason-ask_worker = Asiakkaan toive työntekijästä: { $gender }. Kysy järjestöltä
reason-ask_worker_language = Asiakas toivoo, että työntekijä puhuu tätä kieltä: { $language }. Kysy järjestöltä
reason-ask_same_worker = Asiakas toivoo samaa työntekijää kuin ennen: kysy järjestöltä

# Mitä kysyminen tarkoittaa päivinä. Alle viiden vastauksen osuutta ei kerrota.
reason-days_to_contact = Ensimmäiseen yhteydenottoon arviolta { $days } pv
reason-days_once_placed = Kun paikka vapautuu, ensimmäiseen yhteydenottoon vielä arviolta { $days } pv
reason-days_of_refusal = { $before ->
    [none] { $percent ->
        [none] { $answers ->
            [0] Kieltävän vastauksen vaara lisää odotusta keskimäärin { $days } pv (vastauksia ei vielä ole)
            [one] Kieltävän vastauksen vaara lisää odotusta keskimäärin { $days } pv (vasta yksi vastaus)
           *[other] Kieltävän vastauksen vaara lisää odotusta keskimäärin { $days } pv (vasta { $answers } vastausta)
        }
       *[other] Kieltävän vastauksen vaara lisää odotusta keskimäärin { $days } pv ({ $answers } vastauksesta { $percent } % myönteisiä)
    }
   *[other] Kieltävän vastauksen vaara lisää odotusta keskimäärin { $days } pv (sieltä on jo kysytty tästä asiakkaasta)
}
reason-days_of_misfit = Ei ihan sovi ({ $lacks }): vastaa { $days } pv
reason-days_of_price = Paikkojen niukkuus vastaa { $days } pv: jos tämä paikka menee, muut odottavat pidempään
reason-days_in_all = Yhteensä { $days } pv
reason-more_days = { $days } pv enemmän kuin ensimmäisellä, eniten syynä { $because }
term-contact = Aika ensimmäiseen yhteydenottoon
term-refusal = Mahdollinen kieltävä vastaus
term-misfit = Se, mikä ei ihan sovi
term-price = Paikkojen niukkuus

# Mikä ei ihan sovi.
lack-needs_open = Osa tarpeista jää auki
lack-needs_also = Osaan tarpeista auttaa vain muun ohella
lack-forms_missing = Kaikkia toivottuja muotoja ei ole
lack-form_beside = Toivottu muoto ei ole toiminnan tavallisin
lack-language = Kieli pitää kysyä
lack-nearby = Toiminta ei ole erityisesti asiakkaan alueella
lack-ends_soon = Toiminta päättyy pian

# Mikä yksi asia muuttaisi tämän.
change-place_freed = jos paikka vapautuisi
change-next_month = kun uusi kuukausi alkaa { $date }
change-pause_ended = kun toiminta ottaa taas uusia { $date }
change-absence_ended = kun järjestössä ollaan taas paikalla { $date }
change-begins = kun toiminta alkaa { $date }
change-consent_widened = jos asiakas antaisi luvan kysyä myös tältä järjestöltä
change-wish_dropped = jos tämäkin muoto sopisi asiakkaalle: { $form }
change-wish_lifted = jos tätä muotoa ei toivottaisi: { $form }
change-with_reason = tämän voi valita, kun kertoo perustelun
# Mikä silloin olisi toisin; päivät, jos yhteys syntyisi selvästi aikaisemmin kuin nyt ensimmäisestä.
prospect = { $days ->
    [none] { $change } (silloin sija { $rank })
   *[other] { $change } (silloin sija { $rank }; mahdolliset kieltävät vastaukset mukaan lukien yhteys syntyisi arviolta { $days } pv aikaisemmin kuin nyt ensimmäisestä)
}

list-and = { $rest } ja { $last }

# Kielten nimet lauseen sisällä.
language-fi = suomi
language-sv = ruotsi
language-en = englanti
language-so = somali
language-ar = arabia
language-zh = kiina
language-vi = vietnam
language-ku = kurdi
language-fa = farsi
language-prs = dari
language-ru = venäjä
language-et = viro
language-se = pohjoissaame
language-de = saksa
language-fr = ranska
language-es = espanja
language-tr = turkki
language-sq = albania
language-uk = ukraina
language-ckb = sorani
language-ti = tigrinja
language-th = thai
language-pl = puola
language-am = amhara
language-bn = bengali
language-hi = hindi
language-kmr = kurmandži
language-rom = romani
language-ta = tamili
language-tl = tagalog
language-ur = urdu
language-fse = suomalainen viittomakieli
language-und = ei tiedossa

# Miksi tältä järjestöltä kysyttiin: jokainen valinta sellaisena kuin se tehtiin.
why-title = Miksi tältä järjestöltä kysyttiin
why-lead = Järjestys on se, joka silloin laskettiin, ja jokaisen kohdalla on syy.
why-none = Keneltäkään ei ole vielä kysytty.
why-not-kept = Valinnan perusteita ei ole tallessa.
why-asked = { $organisation }, { $programme }: kysyttiin { $date }
why-by = Valinnan teki { $who }, { $organisation }.
why-by-organisation = Valinnan teki { $organisation }.
why-by-network = Verkosto kysyi itsestään järjestyksen ensimmäiseltä.
why-after_silence = Edellinen ei vastannut ajoissa.
why-after_refusal = Edellinen ei voinut ottaa asiakasta.
why-named = { $who } oli valinnut tämän varalle { $date }.
why-next = Tässä on järjestys, joka tuolloin laskettiin.
why-first = Se oli ehdotuksista ensimmäinen.
why-rank = Se oli ehdotuksissa sijalla { $rank }.
why-outside = Ehdotukset jättivät sen pois.
why-because = Se valittiin, koska: { $reason }.
why-same = Sama järjestys syntyy samoilla tiedoilla nytkin.
why-otherwise = Samoilla tiedoilla syntyisi nyt toinen järjestys. Kerro tästä palvelun ylläpidolle.
why-rules = Valinta tehtiin aiemmilla säännöillä.
why-no_definition = Verkoston silloisia tietoja ei ole enää tallessa, joten järjestystä ei voi laskea uudelleen.
why-kept = Tässä on se, mitä silloin tallennettiin.

# Sama, jos järjestystä ei synny enää samoin: mitä silloin tallennettiin, ilman päiviä ja nimiä.
kept-not_yet_valid = Toiminta ei ollut vielä alkanut
kept-ended = Toiminta oli päättynyt tai päättymässä
kept-paused = Toiminta ei ottanut uusia
kept-not_within_consent = Asiakkaan lupa ei koskenut tätä järjestöä
kept-need_not_served = Ei vastannut asiakkaan tarpeisiin
kept-language_not_served = Ei toiminut asiakkaan kielellä
kept-age_outside = Asiakkaan ikä ei sopinut toimintaan
kept-outside_area = Asiakas asui toiminnan alueen ulkopuolella
kept-forms_unwanted = Asiakas ei halunnut tätä muotoa
kept-nobody_there = Järjestössä ei ollut ketään vastaamassa
kept-handed_back = Oli palauttanut asiakkaan
kept-needs_served = Tarkoitettu siihen, mitä asiakas tarvitsi
kept-needs_also = Apua myös muuhun, mitä asiakas tarvitsi
kept-needs_open = Osa asiakkaan tarpeista jäi auki
kept-forms_wished = Asiakkaan toivoma muoto
kept-forms_not_offered = Ei asiakkaan toivomaa muotoa
kept-language_served = Toimi asiakkaan kielellä
kept-nearby = Toimi asiakkaan asuinalueella
kept-free_places = Paikkoja oli vapaana
kept-no_limit = Otti mukaan ilman rajaa
kept-full = Paikat olivat täynnä
kept-full_this_month = Kuukauden uudet asiakkaat oli jo otettu
kept-claim_old = Tieto paikoista oli vanha
kept-ends_on = Toiminta oli päättymässä
kept-expired = Oli jo kysytty, eikä vastausta tullut ajoissa
kept-ask_age = Ikä piti kysyä
kept-ask_district = Asuinalue piti kysyä
kept-ask_language = Kieli piti kysyä
kept-ask_worker = Toive työntekijästä piti kysyä
kept-ask_worker_language = Työntekijän kieli piti kysyä
kept-ask_same_worker = Toive samasta työntekijästä piti kysyä
kept_days-term = { $what }: { $days } pv
kept_days-all = Yhteensä

# Sama komentoriviltä (luotsi explain): ilman ihmisten nimiä.
explain-offer = { $date } kysyttiin: { $programme }: { $answer }
explain-asked = { $date } kysyttiin: { $programme }.
explain-by = Valinnan teki { $who }, { $organisation }.
explain-same = Samoilla tiedoilla syntyy nytkin sama järjestys:
explain-otherwise = SAMOILLA TIEDOILLA SYNTYISI NYT TOINEN JÄRJESTYS: aja `luotsi verify`. Silloin tallennettiin:
explain-rules = Valinta tehtiin aiemmilla säännöillä. Silloin tallennettiin:
explain-no_definition = Verkoston silloisia tietoja ei ole enää tallessa. Silloin tallennettiin:
explain-now = Järjestys nyt:
