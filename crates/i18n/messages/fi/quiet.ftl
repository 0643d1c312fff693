### Ohje ja saavutettavuusseloste.

ask-everybody-1 = Mitä Luotsi tekee?
answer-everybody-1 = Luotsi huolehtii, että neuvonnasta järjestöön ohjattu asiakas ei jää kenenkään vastuulta pois. Jokaisella avoimella asialla on aina yksi vuorossa oleva ja yksi määräaika.
ask-everybody-2 = Asiakas on välittömässä vaarassa. Mitä teen?
answer-everybody-2 = Soita 112. Luotsi ei hälytä ketään eikä korvaa ilmoitusta viranomaiselle.
ask-everybody-3 = En pääse kirjautumaan.
answer-everybody-3 = Pyydä verkostokoordinaattorilta uusi kutsu. Sen linkistä voit valita uuden salasanan.
ask-everybody-4 = Istunto päättyi kesken kirjoittamisen. Katosiko teksti?
answer-everybody-4 = Ei. Kirjaudu uudelleen, niin jatkat samasta kohdasta.

ask-advisor-1 = Mitkä kohdat ovat pakollisia?
answer-advisor-1 = Tarvitaanko ensin viranomaista, lupa, yksi tapa tavoittaa asiakas, paikkakunta ja yksi tarve. Muut voit täydentää, kunnes järjestö on kuitannut.
ask-advisor-2 = Asiakas ei antanut lupaa.
answer-advisor-2 = Silloin tietoja ei tallenneta. Neuvo asiakasta ja kerro, että hän voi soittaa uudelleen.
ask-advisor-3 = Asiakas palasi työjonoon. Mitä nyt?
answer-advisor-3 = Avaa asiakas, katso palautuksen syy ja valitse toinen järjestö tai päätä asia. Ehdotukset on laskettu valmiiksi uudelleen.
ask-advisor-4 = Asiakas soittaa eikä muista tunnustaan.
answer-advisor-4 = Etsi nimellä, puhelinnumerolla tai syntymävuodella. Kirjaa, että asiakas kysyy perään: työntekijä saa siitä tiedon.

ask-worker-1 = Mitä eroa on kuittaamisella ja ottamisella?
answer-worker-1 = Kuittaus kertoo, että pyyntö on nähty. Kun otat asiakkaan, näet hänen nimensä ja puhelinnumeronsa ja olet hänen oma työntekijänsä.
ask-worker-2 = Asiakas ei vastaa.
answer-worker-2 = Kirjaa jokainen yritys: puhelu, käynti ovella, lappu. Kun yrityksiä on kertynyt, Luotsi kysyy, onko syytä huoleen.
ask-worker-3 = Asiakas haluaa, että palaan asiaan myöhemmin.
answer-worker-3 = Valitse Ei vielä ja anna päivä. Siihen asti kukaan ei muistuta.
ask-worker-4 = Minne kirjoitan asiakastyön muistiinpanot?
answer-worker-4 = Oman järjestösi järjestelmään. Luotsiin kirjataan vain, missä mennään.

ask-lead-1 = Miksi paikat kysytään uudelleen?
answer-lead-1 = Ehdotukset perustuvat siihen, mitä viimeksi kerroitte. Vanha tieto ohjaa asiakkaita väärin.
ask-lead-2 = Työntekijä jää lomalle tai sairastuu.
answer-lead-2 = Merkitse poissaolo. Hänen asiakkaansa siirtyvät nimetylle sijaiselle tai sinulle ja palaavat poissaolon jälkeen.
ask-lead-3 = Toimintamme päättyy.
answer-lead-3 = Saat hyvissä ajoin luettelon, jossa jokaisesta asiakkaasta päätetään, miten hän jatkaa.

ask-coordinator-1 = Mistä näen, missä asiakas on jäänyt odottamaan?
answer-coordinator-1 = Tilanne-sivun alusta. Jokaisesta näkyy kenen vuoro on, mikä askel puuttuu, miksi ja mitä tapahtuu seuraavaksi.
ask-coordinator-2 = Miksi en näe, kuka asiakas on?
answer-coordinator-2 = Koordinaattori ei tarvitse henkilötietoja. Jos jokin on epäselvää, kysy neuvonnalta yhdellä painalluksella.
ask-coordinator-3 = Kukaan ei voi ottaa asiakasta.
answer-coordinator-3 = Valitse järjestö itse: näet, miksi kukin sopii tai ei sovi. Täyteen toimintaan voit ohjata vain perustellen, ja sen vastaava näkee perustelun.
ask-coordinator-4 = Mitä Entä jos -sivu tekee?
answer-coordinator-4 = Se laskee, minne toiminnan asiakkaat voisivat mennä tauon ajaksi. Mitään ei lähetetä eikä tallenneta.

# Saavutettavuusseloste.
access-what = Tämä seloste koskee Luotsi-palvelua. Lain mukaan palvelun pitää olla saavutettava (laki digitaalisten palvelujen tarjoamisesta 306/2019).
access-state-title = Missä mennään
access-state = Palvelu täyttää WCAG 2.1:n A- ja AA-tason vaatimukset osittain. Tavoitteena on WCAG 2.2:n AA-taso. Alla on, mitä vielä puuttuu.
access-lacks-title = Mikä ei ole vielä saavutettavaa
access-lacks-map = Alueiden kartta on pienellä näytöllä luettava sivusuunnassa vierittäen. Samat luvut ovat vieressä taulukkona.
access-lacks-languages = Asiakkaan toivomat kielet näytetään suomeksi, ruotsiksi tai englanniksi. Palvelua ei ole viittomakielellä eikä selkokielellä.
access-lacks-assessed = Ulkopuolinen asiantuntija ei ole vielä arvioinut palvelua.
access-how-title = Miten arvioitiin
access-how = Itsearviointina marraskuussa 2026: automaattiset testit, käyttö pelkällä näppäimistöllä sekä katselu kapealla näytöllä ja tummilla väreillä. Seloste tarkistetaan vuosittain.
access-feedback-title = Anna palautetta
access-feedback = Jos jokin ei toimi sinulle, kerro siitä verkoston koordinaattorille puhelimessa, sähköpostilla tai kirjeellä. Nimeä ei tarvitse kertoa. Palautteesta vastaa:
access-answer = Vastaus annetaan kahden viikon kuluessa.
access-supervisor-title = Jos vastaus ei riitä
access-supervisor = Jos et saa vastausta kahdessa viikossa tai et ole tyytyväinen vastaukseen, voit kannella valvovalle viranomaiselle.
access-supervisor-name = Liikenne- ja viestintävirasto Traficom, digitaalisen esteettömyyden ja saavutettavuuden valvonta
