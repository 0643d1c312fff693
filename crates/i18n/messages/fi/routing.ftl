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
reason-language_not_served = Kielenä ei ole { $language }
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
reason-needs_served = Tehty näihin tarpeisiin: { $needs }
reason-needs_also = Auttaa myös näissä: { $needs }
reason-needs_open = Nämä jäävät vielä auki: { $needs }
reason-forms_wished = Asiakkaan toivoma muoto: { $forms }
reason-forms_not_offered = Ei toivottua muotoa: { $forms }
reason-language_served = Kielenä { $language }
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
reason-ask_age = Ikä ei ole tarkasti tiedossa: kysy
reason-ask_district = Asuinalue ei ole tiedossa: kysy
reason-ask_language = { $language ->
    [none] Kieli ei ole tiedossa: kysy
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
why-lead = Valinnan teki ihminen. Tässä on järjestys, joka silloin ehdotettiin, ja jokaisen kohdalla syy.
why-none = Valinnan perusteita ei ole tallessa.
why-asked = { $organisation }, { $programme }: kysyttiin { $date }
why-first = Se oli ehdotuksista ensimmäinen.
why-rank = Se oli ehdotuksissa sijalla { $rank }.
why-outside = Ehdotukset jättivät sen pois, ja se valittiin perustelulla.
why-same = Sama järjestys syntyy samoilla tiedoilla nytkin.
why-otherwise = Samoilla tiedoilla syntyisi nyt toinen järjestys. Kerro tästä palvelun ylläpidolle.
why-rules = Valinta tehtiin aiemmilla säännöillä. Syyt on kerrottu nykyisillä.
