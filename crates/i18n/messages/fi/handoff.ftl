### Ohjaamisen sivut.


# Uuden ohjauksen lomake.
handoff-lead = Täytä missä järjestyksessä vain, puhelun lomassa. Vain merkityt kohdat tarvitaan, loput voi jättää väliin.
handoff-lead-worker = Tapasit jonkun, joka tarvitsee tukea. Täytä vain merkityt kohdat; loput voi jättää väliin.
handoff-needed = tarvitaan
handoff-needed-reach = tarvitaan yksi tapa tavoittaa
handoff-needed-place = kotikunta tarvitaan
handoff-needed-one = vähintään yksi tarvitaan
handoff-none = Ei mikään näistä
handoff-gate-open = Jokin näistä pitää paikkansa
handoff-track-hint = Järjestöön ohjaaminen ei ole ilmoitus viranomaiselle. Kirjaa, mitä on käynnistetty.
handoff-track-due = { $kind }: aloitetaan viimeistään { $date }
handoff-read-out = Lue tämä asiakkaalle
handoff-permitted = Asiakas antoi luvan puhelimessa: kaikille verkoston järjestöille, ja neuvontaan saa kertoa, miten asia etenee
handoff-permitted-worker = Asiakas antoi luvan kasvotusten: kaikille verkoston järjestöille, ja neuvontaan saa kertoa, miten asia etenee
handoff-consent-open = Lupa on annettu toisin, tai sitä ei ole vielä
handoff-person-title = Asiakas ja miten hänet tavoittaa
handoff-person-open = Ei puhelinta tai nimeä, turvakielto, tulkki, muuta yhteydenotosta
handoff-place-title = Missä asiakas asuu?
handoff-elsewhere = Muu kunta
handoff-needs-title = Mihin asiakas kaipaa tukea?
handoff-own-title = Lisäksi tässä verkostossa
handoff-when-title = Milloin ja muuta huomattavaa
handoff-more-title = Toiveet, turvallisuus, kiireellisyys, kuka otti yhteyttä
handoff-more-hint = Nämä voi jättää väliin ja täydentää myöhemmin, kunnes järjestö on kuitannut.
handoff-district-by-name = Paikan nimen mukaan: { $district }
handoff-district-none = Ei tiedossa
handoff-district-choose = Valitse, jos tiedossa
handoff-district-proposed = Ehdotukset
handoff-district-all = Kaikki alueet
handoff-who-title = Kuka ottaisi?
handoff-who-not-yet = Tähän tulee ehdotus, kun olet valinnut, mihin asiakas kaipaa tukea.
handoff-who-button = Kuka ottaisi?
handoff-ask-whom = Keneltä kysytään?
handoff-then = Kysy tältä, jos edelliset eivät voi
handoff-to-desk = Jätän valinnan neuvonnalle
handoff-chip = Miksi muu kuin ensimmäinen?
handoff-chip-words = Muutama sana lisää, jos tarpeen
handoff-chip-needed = Kerro yhdellä valinnalla, miksi kysytään muulta kuin ensimmäiseltä.
handoff-agreed = Sovittu puhelimessa työntekijän kanssa
handoff-agreed-with = Kenen kanssa on sovittu?
handoff-agreed-nobody = Ei kenenkään
handoff-protected = Turvakiellossa nimetään työntekijä ja varahenkilö. Vain he ja sinä näette asiakkaan.
handoff-advisor = Kuka neuvonnassa tietää asiakkaasta?
handoff-why-not = Miksi eivät muut?
handoff-nobody = Kukaan ei voi nyt ottaa. Asiakas jää odottamaan paikkaa: verkostokoordinaattori etsii sitä, eikä häntä unohdeta.
handoff-wait-button = Jätä odottamaan paikkaa
handoff-closed-button = Kirjaa, ettei ohjata järjestöön
handoff-missing = Vielä puuttuu:
handoff-missing-gate = tarvitaanko ensin viranomaista
handoff-missing-consent = asiakkaan lupa
handoff-missing-reach = yksi tapa tavoittaa
handoff-missing-place = kotikunta
handoff-missing-needs = mihin asiakas kaipaa tukea
handoff_fault-gate = Vastaa, tarvitaanko ensin viranomaista. Jos ei, valitse Ei mikään näistä.
handoff_fault-consent = Merkitse, onko asiakas antanut luvan.
handoff_fault-reach = Anna yksi tapa tavoittaa asiakas: puhelin, osoite tai kohtaamispaikka.
handoff_fault-place = Valitse asiakkaan kotikunta.
handoff_fault-needs = Valitse vähintään yksi asia, johon asiakas kaipaa tukea.
handoff-not-asked = Lupaa ei ole vielä kysytty. Tallenna luonnos ja soita asiakkaalle, tai kysy lupa nyt.
handoff-confirm-who = Vahvista, keneltä kysytään.
handoff-workers-needed = Nimeä työntekijä, jonka kanssa on sovittu, ja turvakiellossa myös varahenkilö.
handoff-other-worker = Työntekijä on toisesta järjestöstä kuin se, jolta kysytään. Valitse sen työntekijä.
handoff-same-title = Samasta asiakkaasta on jo avoin ohjaus
handoff-same-open = Samasta asiakkaasta on jo avoin ohjaus: avaa se, tai merkitse, että tämä on eri asia.
handoff-same-see = Avaa { $reference }
handoff-same-separate = Tämä on eri asia
handoff-same-why = Miksi erikseen?
handoff-separate-why-needed = Kerro, miksi asiakas ohjataan erikseen.
handoff-saved-elsewhere = Luonnos on tallennettu muualla sen jälkeen, kun avasit sen. Tallenna uudelleen, jos tämä on oikea.
handoff-sent-before = Tämä lomake on jo lähetetty kerran. Tarkista tiedot ja lähetä uudelleen, jos ohjaat toista asiakasta.
handoff-draft-title = Luonnos
handoff-save = Tallenna luonnos
handoff-saved = Luonnos on tallessa.
handoff-discard = Poista luonnos
handoff-kept-at = Luonnos tallessa klo { $time }
handoff-keep-denied = Ei tallennettu: asiakas ei ole antanut lupaa.
handoff-keep-closed = Ei tallennettu: asia ei kuulu nyt verkostolle. Ohje on sivulla.
handoff-keep-trying = Ei vielä tallessa. Yritetään uudelleen, voit jatkaa kirjoittamista.
handoff-keep-ended = Istunto päättyi. Paina Tallenna luonnos: kirjaudut uudelleen, ja kaikki on tallessa.
handoff-closed-nothing = Mitään asiakkaasta ei jäänyt talteen. Ohjauksen laskuriin jäi yksi merkintä ilman tietoja.
handoff-closed-consent = Mitään asiakkaasta ei jäänyt talteen.
handoff-call-back-title = Soitetaan uudelleen
handoff-call-back-text = Kun hätä on ohi, tuesta voi puhua uudelleen. Asiakkaan luvalla luonnos jää talteen soittopäivään asti.
handoff-call-back-button = Tallenna luonnos soittopäivään
handoff-next-one = Uusi ohjaus
field-call_back_on = Soitetaan asiakkaalle
taker-full = Paikat ovat nyt täynnä
taker-claim = { $days ->
    [0] tieto tältä päivältä
    [one] tieto eiliseltä
   *[other] tieto { $days } päivää vanha
}
taker-ask = kysy ensin
taker-asked = kysyttiin
taker-change = Mikä muuttaisi tämän:

# Vihjeet kenttien alla.
handoff_hint-own_words = Asiakas voi lukea tämän. Älä kirjoita henkilötunnusta tai terveystietoja.
handoff_hint-safety_note = Asiakas voi lukea tämän.
handoff_hint-source_kind = Huolen kertonut ei saa tietoa siitä, miten asia etenee.
handoff_hint-place_place_name = Niin kuin asiakas sen sanoo: kaupunginosa tai tuttu paikka, suomeksi tai ruotsiksi.
handoff_hint-place_postal_code = Ehdottaa aluetta.
handoff_hint-client_protected = Osoite ja alue eivät näy kenellekään. Työntekijä ja varahenkilö nimetään.
handoff_hint-measures_loneliness = 1 ei koskaan, 4 usein.
handoff_hint-measures_coping = 0 en lainkaan, 10 hyvin.

# Kunnat.
municipality-091 = Helsinki
municipality-837 = Tampere
municipality-049 = Espoo
municipality-092 = Vantaa
municipality-235 = Kauniainen
municipality-853 = Turku
municipality-564 = Oulu
municipality-211 = Kangasala
municipality-418 = Lempäälä
municipality-536 = Nokia
municipality-604 = Pirkkala
municipality-980 = Ylöjärvi
