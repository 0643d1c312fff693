### Toiminnan vastaavan sivu: paikat, tauot, poissaolot, päättyvä toiminta.

team-title = Tiimi ja paikat
team-places = Paikat
team-places-none = Järjestölläsi ei ole toimintaa tässä verkostossa.
team-used = Asiakkaita { $used }, vastausta odottaa { $reserved }
team-change = Muuta
team-pause-between = Tauolla { $from } – { $until }
team-pause-from = Tauolla { $from } alkaen
team-pause-until = Tauolla, viimeinen päivä { $until }
team-ends = Viimeinen päivä: { $date }
team-ending-link = Päätä, mitä asiakkaille tapahtuu
team-stalled = Jäänyt odottamaan
team-stalled-none = Mikään ei odota määräajan yli.
team-nobody = Ei vielä työntekijää
team-people = Työntekijät
team-name = Nimi
team-has = Asiakkaita
team-absence = Poissaolo
team-away = Poissa { $from } – { $until }
team-covered = Tuuraa { $name }
team-back = Ei olekaan poissa
team-mark-away = Merkitse poissaolo
team-moving = Muut asiakkaat
team-moving-none = Ei muita asiakkaita.
team-cut = Näytetään 200 kiireellisintä.
team-voice = Asiakkaan ääni
team-voice-hint = Mitä asiakkaat ovat vastanneet työskentelyn päättyessä ja seurannassa, 12 kuukautta yhteensä.
team-voice-none = Vastauksia ei vielä ole.
team-question = Kysymys
team_done-claimed = Tieto paikoista on tallennettu.
team_done-still_right = Kiitos, tieto paikoista on vahvistettu.
team_done-away = Poissaolo on merkitty.
team_done-back = Poissaolo on poistettu.
capacity-title = Paikat ja tauot
capacity-button = Tallenna
field-places = Paikkoja yhtä aikaa
hint-capacity-places = Tyhjä: ei rajaa. Rajan laskeminen ei poista ketään.
field-intake_per_month = Uusia kuukaudessa
hint-capacity-intake_per_month = Tyhjä: ei rajaa.
field-paused_from = Tauko alkaa
field-paused_until = Tauon viimeinen päivä
field-capacity-note = Viesti muille
absence-title = Poissaolo
absence-button = Tallenna poissaolo
field-from = Ensimmäinen poissaolopäivä
field-absence-until = Viimeinen poissaolopäivä
field-covered_by = Kuka tuuraa?
hint-absence-covered_by = Jos et valitse ketään, asiakkaat siirtyvät toiminnan vastaavalle.
ending-title = Toiminta päättyy
ending-what = Päätä jokaisen kohdalla, mitä tapahtuu. Kukaan ei jää ilman vastuunkantajaa.
ending-none = Toiminnassa ei ole nyt asiakkaita.
ending-again = Muuta päätöstä
ending-go-on-with = Jatkaa: { $programme }
ending-other = Valitse toinen toiminta tai työntekijä
team-free = { $count ->
    [none] Vapaita paikkoja: ei rajaa
    [one] 1 vapaa paikka
   *[other] { $count } vapaata paikkaa
}
team-age = { $days ->
    [0] Tieto on tältä päivältä.
    [one] Tieto on eiliseltä.
   *[other] Tieto on { $days } päivän takaa.
}
ending-last = { $days ->
    [0] Viimeinen päivä on { $date }, tänään.
    [one] Viimeinen päivä on { $date }, huomenna.
   *[other] Viimeinen päivä on { $date }, { $days } päivän päästä.
}
ending-undecided = { $count ->
    [0] Kaikista on päätetty.
    [one] Yhdestä asiakkaasta on vielä päätettävä.
   *[other] { $count } asiakkaasta on vielä päätettävä.
}
