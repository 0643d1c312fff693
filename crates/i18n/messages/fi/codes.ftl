### Kiinteät koodit sanoina. Avain on <perhe>-<koodi>.

# Määräajan nimi.
due-submit = Ohjaa järjestöön tai poista luonnos
due-call_client = Soita asiakkaalle ja kysy lupa
due-place = Etsi paikka
due-acknowledge = Kuittaa
due-decide = Vastaa, otatteko asiakkaan
due-first_contact = Ota ensimmäinen yhteys
due-first_meeting = Tapaa ensimmäisen kerran
due-review = Tarkista tilanne
due-check = Tee seuranta
due-desk_decision = Päätä, mitä tehdään seuraavaksi
due-none = Ei määräaikaa

# Kenen vuoro.
holder-advisor = Palveluneuvoja
holder-desk = Neuvonta
holder-organisation = Järjestö
holder-worker = Työntekijä
holder-coordinator = Verkostokoordinaattori
holder-nobody = Ei kenenkään

role-advisor = Palveluneuvoja
role-worker = Työntekijä
role-lead = Toiminnan vastaava
role-coordinator = Verkostokoordinaattori
role-machine = Järjestelmä

# Miksi ei voitu ottaa tai palautettiin.
hand_back-unreachable = Asiakasta ei ole tavoitettu
hand_back-client_declined = Asiakas ei halua
hand_back-no_place = Ei vapaata paikkaa
hand_back-not_target_group = Ei kuulu kohderyhmään
hand_back-outside_area = Asuu alueen ulkopuolella
hand_back-language = Yhteistä kieltä ei ole
hand_back-needs_authority = Tarvitsee viranomaista
hand_back-programme_ending = Toiminta on päättymässä
hand_back-other = Muu syy

# Työskentelyn päättymisen tulos.
end_support-attached_to_community = Kiinnittyi yhteisöön
end_support-goals_met = Tavoitteet saavutettiin
end_support-onward_path = Jatkopolku löytyi
end_support-volunteer_continues = Vapaaehtoinen jatkaa
end_support-group_continues = Jatkaa ryhmässä
end_support-moved_to_care = Muutti hoivaan
end_support-client_wish = Asiakkaan toive
end_support-contact_ended = Yhteys katkesi
end_support-other = Muu

# Miksi päättyi.
close-consent_refused = Lupaa ei annettu
close-consent_withdrawn = Asiakas perui luvan
close-client_declined = Asiakas ei halunnut
close-no_contact_wanted = Ei halua yhteydenottoja
close-unreachable = Ei tavoitettu
close-ended = Työskentely päättyi
close-moved = Muutti pois
close-died = Kuoli
close-other_service = Sai muun palvelun
close-duplicate = Sama henkilö kahteen kertaan
close-entered_in_error = Kirjattu vahingossa
close-other = Muu syy

# Tarvitaanko ensin viranomaista: lopputulos ja vastaukset.
gate-open = Voidaan ohjata järjestöön
gate-emergency = Soita 112
gate-other_area = Kuuluu toiselle alueelle
gate-other_service = Toinen palvelu sopii paremmin
gate-desk_keeps = Neuvonta hoitaa itse
gate-authority_only = Vain viranomainen
gate-no_consent = Lupa puuttuu
gate_answer-no = Ei
gate_answer-alongside = Kyllä, järjestön rinnalla
gate_answer-instead = Kyllä, järjestön sijaan

city_track-assessment = Palvelutarpeen arviointi
city_track-urgent_assessment = Kiireellinen palvelutarpeen arviointi
city_track-notification = Ilmoitus palvelutarpeesta
city_track-carer_support = Omaishoidon tuki
city_track-child_protection = Lastensuojeluilmoitus
city_track-other = Muu viranomaisen asia

# Lupa.
consent_status-given = Lupa annettu
consent_status-refused = Ei antanut lupaa
consent_status-withdrawn = Lupa peruttu
consent_status-not_asked = Lupaa ei ole vielä kysytty
consent_status-unable = Ei pysty antamaan lupaa
consent_by-client = Asiakas itse
consent_by-guardian = Edunvalvoja, jolla on siihen oikeus
consent_by-relative = Läheinen
consent_by-nobody = Ei kukaan
consent_scope-network = Verkoston järjestöille
consent_scope-organisations = Vain nimetyille järjestöille
consent_scope-fields = Vain osa tiedoista
consent_method-phone = Puhelimessa
consent_method-in_person = Kasvotusten
consent_method-written = Kirjallisesti
consent_method-message = Viestillä
consent_method-video = Videopuhelussa
consent_method-interpreter = Tulkin kautta
consent_field-first_name = Etunimi
consent_field-last_name = Sukunimi
consent_field-birth_year = Syntymävuosi
consent_field-phone = Puhelinnumero
consent_field-address = Osoite
consent_field-meeting_place = Tapaamispaikka
consent_field-own_words = Omin sanoin
consent_field-safety_note = Huomioitavaa kohtaamisessa
withdraw-feedback = Neuvonnalle ei enää kerrota
withdraw-other_partners = Muita järjestöjä ei saa enää kysyä
withdraw-all = Koko lupa perutaan

source-self = Asiakas itse
source-relative = Läheinen
source-neighbour = Naapuri
source-health_care = Terveydenhuolto
source-social_services = Sosiaalipalvelut
source-adult_social_work = Aikuissosiaalityö
source-housing_unit = Asumisyksikkö
source-prison_service = Rikosseuraamuslaitos
source-police = Poliisi
source-parish = Seurakunta
source-ngo = Järjestö
source-outreach = Etsivä työ
source-other = Muu
source-anonymous = Nimetön

need-loneliness = Yksinäisyys
need-bereavement = Läheisen menetys
need-no_activity = Tekemisen puute
need-mobility = Liikkumisen vaikeus
need-falls = Kaatuilu
need-fear_of_going_out = Ulos lähtemisen pelko
need-insecurity = Turvattomuus
need-mood = Mieliala
need-memory_worry = Huoli muistista
need-paperwork = Paperiasiat
need-digital = Digiasiat
need-money = Raha-asiat
need-carer_exhausted = Läheisen hoitajan uupumus
need-new_area = Uusi asuinalue
need-own_language = Omankielinen seura
need-substance_use = Päihteet
need-home_in_disorder = Kodin kaaos
need-nutrition = Ravitsemus
need-sight_or_hearing = Näkö tai kuulo
need-life_change = Elämänmuutos
need-transition_to_own_home = Muutto omaan kotiin
need-trust = Luottamuksen rakentaminen
need-relapse = Huoli retkahtamisesta
need-neighbour_conflict = Riidat naapureiden kanssa
need-onward_path = Jatkopolku

form-individual = Oma työntekijä
form-home_visit = Kotikäynnit
form-phone = Puhelut
form-volunteer = Vapaaehtoinen
form-first_time_escort = Saattaja ensimmäisellä kerralla
form-group = Ryhmä
form-exercise = Liikunta yhdessä
form-own_language_group = Omankielinen ryhmä
form-peer = Vertainen
form-workshop = Työpaja

safety-go_in_pairs = Käykää kaksin
safety-call_first = Soita ensin
safety-do_not_ring_door = Älä soita ovikelloa
safety-pet = Kotieläin
safety-smoke = Kotona tupakoidaan
safety-unsafe_to_call = Soittaminen ei ole turvallista

contact_rule-no_voicemail = Ei viestiä vastaajaan
contact_rule-sms_only = Vain tekstiviesti
contact_rule-letter_only = Vain kirje
contact_rule-ring_long = Anna soida pitkään
contact_rule-mornings = Aamupäivisin
contact_rule-not_relatives = Älä kerro läheisille
contact_rule-not_at_home = Ei kotona

urgency-normal = Ei kiirettä
urgency-soon = Pian
urgency-urgent = Kiireellinen
gender-female = Nainen
gender-male = Mies
gender-other = Muu

wish-asks_when = Kysyy, milloin
wish-wants_contact = Toivoo yhteydenottoa
wish-changed_mind = Muutti mielensä
wish-worse = Tilanne on pahentunut
confirm-yes = Toivoo vielä
confirm-no = Ei toivo enää
confirm-changed = Tilanne on muuttunut
report_change-died = Kuollut
report_change-moved_away = Muuttanut pois
report_change-in_hospital = Sairaalassa
alert_desk-needs_assessment = Tarvitsee palvelutarpeen arvioinnin
alert_desk-needs_city_service = Tarvitsee kaupungin palvelun
alert_desk-worse = Tilanne on pahentunut
phase-supported = Vielä tuetussa asumisessa
phase-transition = Muuttovaihe
phase-independent = Omassa kodissa
housing-supported = Tukiasunto
housing-institution = Laitos
housing-prison = Vankila
housing-own = Oma koti
housing-none = Ei asuntoa
placement-client_wish = Asiakkaan toive
placement-knows_client = Tuntee asiakkaan
placement-spoke_with_them = Asiasta on puhuttu heidän kanssaan
placement-other = Muu syy

# Ikäryhmä vuosina, esimerkiksi 75–84.
age-years = { $band } v
measure-loneliness = Yksinäisyys (1–4)
measure-coping = Kuinka pärjään (0–10)

# Miksi palasi neuvontaan.
returned-unreachable = Asiakasta ei ole tavoitettu
returned-client_declined = Asiakas ei halua
returned-no_place = Ei vapaata paikkaa
returned-not_target_group = Ei kuulu kohderyhmään
returned-outside_area = Asuu alueen ulkopuolella
returned-language = Yhteistä kieltä ei ole
returned-needs_authority = Tarvitsee viranomaista
returned-programme_ending = Toiminta on päättymässä
returned-other = Muu syy
returned-expired = Järjestö ei vastannut ajoissa
returned-coordinator = Verkostokoordinaattori palautti
returned-no_longer_wished = Asiakas ei enää toivo tai tilanne on muuttunut
returned-consent_narrowed = Asiakas perui luvan kysyä muilta
returned-programme_ended = Toiminta on päättynyt
returned-brought_in = Järjestön työntekijä tapasi asiakkaan ensin

# Tehtävät asian rinnalla.
task-city_track = Viranomaisen asia
task-confirm_waiting = Kysy, toivooko asiakas vielä
task-worry = Huoli asiakkaasta: toimi tänään
task-alert = Työntekijä pyytää apua
task-client_called = Asiakas kysyy perään
task-second_call = Sama asiakas otti uudelleen yhteyttä
task-ask_desk = Verkostokoordinaattori kysyy
task-ask_consent = Kysy asiakkaalta lupa

# Päättyvä toiminta: mitä asiakkaasta päätettiin ja mitä päätös vielä odottaa.
ending-carry_on = Jatkaa toisessa toiminnassa
ending-end_early = Työskentely päättyy sitä ennen
ending-desk_checks = Neuvonta tekee seurannan
ending_wait-consent = Odottaa asiakkaan lupaa
ending_wait-answer = Odottaa järjestön vastausta
ending_wait-place = Odottaa paikkaa
ending_wait-end = Toteutuu, kun työskentely päättyy
consent_answer-given = Antoi luvan
consent_answer-refused = Ei antanut lupaa
task-meeting = Tavataan yhdessä: kirjaa tapaaminen
task-overlap = Lopeta tai jatka: toinen työntekijä on mukana

# Miten kaksi asiaa kuuluu yhteen.
link-carrier = Toinen järjestö rinnalla
link-overlap = Kaksi työntekijää yhtä aikaa
link-return = Sama asiakas aiemmin tai myöhemmin
link-couple = Pariskunta
link-friend = Ystävät

organisation-desk = Neuvonta
organisation-referrer = Ohjaava taho
organisation-partner = Järjestö
organisation-coordinator = Verkoston koordinaatio

# Tavataan yhdessä: kenen kesken, missä, miten kävi.
meeting_with-transfer = Siirrossa järjestöltä toiselle
meeting_with-offer = Asiakkaan tullessa järjestöön
meeting_with-desk = Neuvonnan kanssa
meeting_place-home = Asiakkaan kotona
meeting_place-desk = Neuvonnassa
meeting_place-organisation = Järjestössä
meeting_place-elsewhere = Muualla
meeting-met = Tavattu
meeting-moved = Siirretty toiseen aikaan
meeting-client_absent = Asiakas ei ollut paikalla
meeting-cancelled = Peruttu
meeting-used_fallback = Toimittiin varasuunnitelman mukaan
meeting_status-proposed = Aikaa ehdotettu
meeting_status-missed = Ei onnistunut vielä
meeting_status-met = Tavattu
meeting_status-cancelled = Peruttu
meeting_status-used_fallback = Toimittiin varasuunnitelman mukaan
fallback-phone = Soitetaan asiakkaalle
fallback-door = Käydään ovella
fallback-letter = Lähetetään kirje
fallback-desk = Neuvonta ottaa yhteyttä

# Asiakkaan ääni: vastaukset antaa asiakas itse.
voice-met_as_person = Kohdattiinko sinut ihmisenä?
voice-taken_seriously = Otettiinko asiasi tosissaan?
voice-solutions_found = Löytyikö ratkaisuja?
voice_answer-yes = Kyllä
voice_answer-partly = Osittain
voice_answer-no = Ei

# Mistä vapaassa tekstissä varoitetaan.
caution-identity_code = Tekstissä näyttää olevan henkilötunnus. Poista se: tänne sitä ei tarvita.
caution-health_word = Tekstissä näyttää olevan terveystietoa tai diagnoosi. Kerro sen sijaan, mitä asiakas kaipaa. Asiakas voi lukea tekstin.

# Miksi viesti ei ole mennyt perille.
undelivered-unreachable = Postipalvelimeen ei saada yhteyttä
undelivered-server_silent = Postipalvelin ei vastaa
undelivered-server_busy = Postipalvelin ei nyt ota viestejä vastaan
undelivered-unsafe = Yhteyttä postipalvelimeen ei saada suojatuksi
undelivered-login_refused = Postipalvelin ei hyväksy Luotsin tunnuksia
undelivered-put_off = Postipalvelin pyysi yrittämään myöhemmin
undelivered-mailbox_failed = Viestiä ei voitu tallentaa
undelivered-address_refused = Osoite ei ole käytössä
undelivered-letter_refused = Postipalvelin ei hyväksynyt viestiä
undelivered-given_up = Viestiä yritettiin lähettää viisi päivää onnistumatta
undelivered-no_address = Vastaanottajalla ei ole sähköpostiosoitetta
undelivered-unwritable = Viestiä ei voitu koota
