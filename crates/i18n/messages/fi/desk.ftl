### Neuvonnan sivut ja se, mitä puhelun jälkeen annetaan.


# Kuitti.
receipt-title = Asiakas on ohjattu
receipt-say = Kerro asiakkaalle tunnus
receipt-next = Mitä nyt tapahtuu
receipt-then = Jos tämä ei voi ottaa, kysytään:
receipt-track = Lisäksi viranomaisella:
receipt-open = Avaa asiakkaan sivu
receipt-waiting = Kukaan ei voinut vielä ottaa. Verkostokoordinaattori etsii paikkaa.
receipt-offered = { $organisation } vastaa { $due }. Jos se ottaa asiakkaan, sen työntekijä soittaa hänelle.
receipt-acknowledged = { $organisation } on kuitannut ja vastaa { $due }.
receipt-accepted = { $worker ->
    [none] Järjestön { $organisation } työntekijä
   *[other] { $worker } ({ $organisation })
} soittaa asiakkaalle { $due }.
receipt-reached = { $worker ->
    [none] Järjestön { $organisation } työntekijä
   *[other] { $worker } ({ $organisation })
} on tavoittanut asiakkaan ja tapaa hänet { $due }.
receipt-in_support = { $organisation } työskentelee asiakkaan kanssa.
receipt-follow_up = { $organisation } kysyy vielä asiakkaan kuulumisia { $due }.
receipt-returned = Asia odottaa päätöstä { $desk_in } { $due }.
receipt-stable = Muutos on pysynyt. Seuranta on päättynyt.
receipt-closed = Tämä ohjaus on päättynyt.
receipt-hidden = Asiakas ei ole antanut lupaa kertoa etenemisestä. Saat tiedon, jos sinua tarvitaan.

# Jääkaappilappu: asiakkaalle, vain se mikä on nyt totta.
note-page = Jääkaappilappu
note-hint = Tulosta, postita tai lue puhelimessa. Lappu lupaa vain sen, mikä on nyt totta.
note-print = Tulosta
note-other-language = Asiakkaan kieli on { $language }. Lappu on verkoston ensimmäisellä kielellä: pyydä tulkkia lukemaan se.
note-language-unknown = Asiakkaan kieltä ei tiedetä. Lappu on verkoston ensimmäisellä kielellä.
note-title = Sinulle etsitään tukea
note-offered = Kysyimme järjestöltä { $organisation }, voiko se auttaa sinua. Se vastaa meille { $due }. Jos sinulle ei ole siihen mennessä soitettu, soita meille.
note-acknowledged = Kysyimme järjestöltä { $organisation }, voiko se auttaa sinua. Se vastaa meille { $due }. Jos sinulle ei ole siihen mennessä soitettu, soita meille.
note-waiting = Etsimme sinulle sopivaa tukea. Paikkaa ei vielä ole. Et ole unohtunut: voit soittaa meille milloin haluat.
note-accepted = { $organisation } auttaa sinua. { $worker ->
    [none] Työntekijä
   *[other] { $worker }
} ottaa sinuun yhteyttä { $due }. Jos niin ei käy, soita meille.
note-reached = { $organisation } auttaa sinua. { $worker ->
    [none] Työntekijä
   *[other] { $worker }
} tapaa sinut { $due }. Jos niin ei käy, soita meille.
note-in_support = { $organisation } on tukenasi. { $worker ->
    [none] Voit
   *[other] Työntekijäsi on { $worker }. Voit
} soittaa myös meille.
note-follow_up = Työskentely on päättynyt. { $organisation } kysyy vielä kuulumisiasi { $due }. Jos jokin muuttuu sitä ennen, soita meille.
note-returned = Etsimme sinulle uutta tukea ja päätämme siitä { $due }. Jos sinulle ei ole silloin soitettu, soita meille.
note-stable = Seuranta on päättynyt. Jos jokin muuttuu, soita meille.
note-closed = Tämä asia on päättynyt. Jos tarvitset tukea, soita meille.
note-hidden = Pyysimme sinulle tukea niin kuin sovimme. Jos sinulle ei soiteta, soita meille.
note-call = Puhelin:
note-code = Tunnuksesi: { $reference }
note-free = Tämä on sinulle vapaaehtoista. Voit perua lupasi milloin tahansa soittamalla meille.

# Teksti asiakastietojärjestelmään.
copy-title = Kopioi asiakastietojärjestelmään
copy-label = Teksti
copy-hint = Ei nimeä eikä henkilötunnusta: liitä asiakkaan omalle sivulle.
copy-button = Kopioi
copy-done = Kopioitu.
copy-head = Ohjaus järjestöön, tunnus { $reference }
copy-status = Tilanne
copy-consent = Lupa
copy-track = Viranomaisella

# Työjono.
desk-nothing = Mikään ei odota sinua juuri nyt.
desk-cut = Tässä ovat kiireisimmät. Loput tulevat näkyviin, kun nämä on hoidettu.
desk-do = Kirjaa
desk-own = Omat ohjaukset
desk-own-none = Et ole vielä ohjannut ketään.
desk-drafts = Luonnokset
desk-drafts-none = Luonnoksia ei ole.
desk-drafts-queue = Neuvonnan yhteiset
desk-draft-old = Ollut pitkään
desk-met = { $count ->
    [one] Tällä viikolla tavattiin yksi asiakas, jonka ohjasitte.
   *[other] Tällä viikolla tavattiin { $count } asiakasta, jotka ohjasitte.
}
done-discard = Luonnos on poistettu.
done-amend = Tiedot on tallennettu.
done-watch = Kirjattu: asiakkaille on kerrottu.

# Kuka soittaa takaisin.
search-who-rings = Kuka soittaa?
search-hint = Yksi riittää: nimi, puhelin tai syntymävuosi, sellaisena kuin se on kirjattu.
search-name = Nimi tai sukunimi
search-birth-year = Syntymävuosi
search-nothing-asked = Kirjoita nimi, puhelin tai syntymävuosi.
search-found = { $count ->
    [0] Ketään ei löytynyt
    [one] Löytyi yksi
   *[other] Löytyi { $count }
}
search-logged = Jokainen katsominen jää lokiin.
search-more = Löytyi enemmän: lisää syntymävuosi tai puhelin.

# Järjestössä ei ole ketään paikalla.
watch-row = { $organisation }: ketään ei ole paikalla, { $count } asiakasta
watch-title = Kerro asiakkaille: { $organisation }
watch-what = Järjestössä { $organisation } ei ole ketään paikalla { $from } – { $until }. Kerro näille asiakkaille, että tuki alkaa tai jatkuu myöhemmin.
watch-due = Kerro
watch-done-at = Kerrottu
watch-button = Kaikille on kerrottu

# Valitaan järjestö, ohjataan uudelleen, kysytään lupa uudelleen.
place-button = Kysy tältä järjestöltä
place-beyond = Perustelu, jos paikat ovat täynnä
place-beyond-hint = Yli paikkojen voi kysyä vain perustellusti. Järjestön vastaava näkee perustelun.
reopen-lead = Tiedot tulevat edellisestä ohjauksesta. Lupa kysytään uudelleen.
amend-lead = Täydennä tai korjaa tietoja, kunnes järjestö on kuitannut. Lupaa ja viranomaisen asiaa muutetaan omilla sivuillaan.
amend-button = Tallenna
renew-lead = Kysy asiakkaalta, ketä nyt saa kysyä.
