### Tilat, teot ja sanat, jotka näkyvät kaikkialla. Argumentit: crates/i18n/README.md.

app-name = Luotsi

# Tila lauseena. $organisation on järjestön nimi, $desk_in neuvonnan nimi ("Seniori-infossa").
status-draft = Luonnos
status-waiting = Odottaa paikkaa
status-offered = Kysytty: { $organisation }
status-acknowledged = Kuitattu, vastaus tulossa
status-accepted = Sai työntekijän
status-in_support = Työskentely käynnissä
status-follow_up = Työskentely päättynyt, seuranta jatkuu
status-returned = Takaisin { $desk_in }
status-stable = Muutos on pysynyt
status-closed = Päättynyt: { $reason }

# Tila ilman nimiä: suodattimiin, otsikoihin ja sinne, missä nimeä ei saa näyttää.
stage-draft = Luonnos
stage-waiting = Odottaa paikkaa
stage-offered = Kysytty
stage-acknowledged = Kuitattu
stage-accepted = Sai työntekijän
stage-in_support = Työskentely käynnissä
stage-follow_up = Seuranta
stage-returned = Palannut
stage-stable = Muutos on pysynyt
stage-closed = Päättynyt

# Neuvonnan yleisnimi, kun verkosto ei ole antanut omaansa.
desk-name = neuvonta
desk-in = neuvonnassa
desk-into = neuvontaan
desk-to = neuvonnalle

# Teot painikkeissa.
action-submit = Ohjaa järjestöön
action-place = Valitse järjestö
action-close = Päätä
action-client_called = Asiakas kysyy perään
action-confirm_waiting = Kysy, toivooko asiakas vielä
action-keep_waiting = Odotetaan vielä
action-withdraw_consent = Asiakas perui luvan
action-update_city_track = Päivitä viranomaisen asia
action-add_carrier = Pyydä toinen järjestö rinnalle
action-reopen = Aloita uudelleen
action-send_message = Lähetä viesti
action-acknowledge = Kuittaa
action-accept = Otan asiakkaan
action-hand_back = Emme voi ottaa
action-hand_back_accepted = Palauta { $desk_into }
action-record_contact = Kirjaa yhteydenotto
action-review = Tarkista tilanne
action-reassign = Siirrä työkaverille
action-transfer = Siirrä toiseen järjestöön
action-end_support = Päätä työskentely, jatka seurantaan
action-record_check = Kirjaa seuranta
action-report_change = Asiakkaan tilanne muuttui
action-alert_desk = Kerro { $desk_to }
action-propose_meeting = Ehdota yhteistä tapaamista
action-record_meeting = Tavataan yhdessä: kirjaa tapaaminen
action-return = Palauta { $desk_into }
action-ask_desk = Kysy { $desk_to }
action-link = Yhdistä pariskunta tai ystävät
action-unlink = Pura yhdistäminen
action-extend_overlap = Jatkakaa vielä yhdessä
action-renew_consent = Kysy lupa uudelleen
action-amend = Täydennä tai korjaa tietoja
action-plan_ending = Päätä, mitä tapahtuu, kun toiminta päättyy
action-record_consent = Kirjaa asiakkaan vastaus lupaan
action-break_glass = Avaa henkilötiedot poikkeuksellisesti

# Yhteydenoton tulos ja tapa.
contact-no_answer = Ei vastannut
contact-reached = Tavoitettu
contact-not_yet = Ei vielä
contact-met = Tavattu
contact-declined = Ei halua
contact_kind-phone = Puhelu
contact_kind-door = Käynti ovella
contact_kind-letter = Kirje tai lappu
contact_kind-message = Viesti
contact_kind-meeting = Tapaaminen
contact_kind-visit = Kotikäynti

# Seurannan tulos.
check-stable = Muutos pysynyt
check-changed = Tilanne muuttunut
check-not_reached = Ei tavoitettu
check-no_contact_wanted = Ei halua yhteydenottoja
check-moved = Muuttanut pois
check-died = Kuollut

# Vuoro ja aika.
word-turn = Vuorossa
word-due = Viimeistään
word-stalled = Jäänyt odottamaan
word-programme = Toiminta
word-organisation = Järjestö
word-reference = Tunnus
word-reason = Syy
word-worry = Onko syytä huoleen?
word-yes = Kyllä
word-no = Ei
word-unknown = Ei tiedossa
word-meeting_together = Tavataan yhdessä
word-example = esimerkki
word-protected = Turvakielto

heading-consent = Onko asiakas antanut luvan?
heading-gate = Tarvitaanko ensin viranomaista?

# Viisi sanaa palautteeksi ja yksi poikkeus.
feedback-acknowledged = Kuitattu
feedback-accepted = Sai työntekijän
feedback-met = Tavattu
feedback-ended = Työskentely päättyi
feedback-lasted = Muutos pysyi
feedback-needs_you = Tarvitsee sinua
needs_you-returned = Palannut: valitse, mitä tehdään seuraavaksi
needs_you-unreachable = Asiakasta ei ole tavoitettu
needs_you-waiting = Odottanut paikkaa pitkään
