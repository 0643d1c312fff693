# Mitä lomakkeessa on vielä korjattavaa. Avain on fault-<koodi>; arvoa ei koskaan toisteta.

fault-required = Tämä tieto puuttuu.
fault-unknown-field = Tällaista kohtaa lomakkeessa ei ole.
fault-wrong-type = { $expected ->
    [string] Tähän kuuluu teksti.
    [integer] Tähän kuuluu kokonaisluku.
    [number] Tähän kuuluu luku.
    [boolean] Tähän kuuluu kyllä tai ei.
    [array] Tähän kuuluu luettelo.
   *[object] Tähän kuuluu joukko tietoja.
}
fault-not-in-list = Valitse jokin tarjotuista vaihtoehdoista.
fault-too-long = { $limit ->
    [one] Lyhennä: tähän mahtuu yksi merkki.
   *[other] Lyhennä: tähän mahtuu enintään { $limit } merkkiä.
}
fault-too-short = { $limit ->
    [one] Kirjoita vähintään yksi merkki.
   *[other] Kirjoita vähintään { $limit } merkkiä.
}
fault-too-many = { $limit ->
    [one] Valitse enintään yksi.
   *[other] Valitse enintään { $limit }.
}
fault-too-few = { $limit ->
    [one] Valitse ainakin yksi.
   *[other] Valitse ainakin { $limit }.
}
fault-out-of-range = Anna luku väliltä { $minimum }–{ $maximum }.
fault-too-small = Luku on liian pieni: vähintään { $limit }.
fault-too-large = Luku on liian suuri: enintään { $limit }.
fault-pattern = Tarkista, miten tämä on kirjoitettu.
fault-format = { $format ->
    [date] Kirjoita päivä muodossa vuosi-kuukausi-päivä, esimerkiksi 2026-09-01.
    [date-time] Kirjoita päivä ja kellonaika muodossa 2026-09-01T09:20:00+03:00.
   *[other] Tarkista, miten tämä on kirjoitettu.
}
fault-duplicate = Sama vaihtoehto on valittu kahdesti.
fault-blank = Kirjoita tähän jotain tai jätä kohta pois.
fault-control-character = Tekstissä on näkymättömiä merkkejä. Kirjoita se uudelleen.
fault-phone = Tarkista puhelinnumero: numeroita, välejä ja alkuun tarvittaessa +.
fault-language-tag = Valitse kieli luettelosta tai käytä kielikoodia, esimerkiksi fi. Jos kieli ei ole tiedossa, merkitse und.
fault-postal-code = Tarkista postinumero.
fault-wrong-schema = Lomake on tehty toiselle verkostolle tai vanhalle versiolle. Avaa lomake uudelleen.
fault-one-way-to-reach = Kirjaa puhelin, osoite tai paikka, jossa asiakkaan voi tavata.
fault-one-need = Valitse ainakin yksi tarve.
fault-city-track-required = Viranomaista tarvitaan rinnalle: merkitse, mikä kaupungin palvelu käynnistyy.
fault-name-organisations = Lupa koskee vain nimettyjä järjestöjä: valitse ainakin yksi.
fault-name-fields = Lupa koskee vain osaa tiedoista: valitse, mitkä tiedot saa antaa.
fault-unknown-organisation = Tätä järjestöä ei ole verkostossa.
fault-unknown-district = Tätä aluetta ei ole verkostossa. Valitse alue luettelosta.
fault-unknown-wording = Tätä lupatekstiä ei ole käytössä.
fault-invalid = Tarkista tämä kohta.
fault-in-the-past = Valitse tämä päivä tai myöhempi.
fault-too-far-ahead = Valitse päivä kahden vuoden sisältä.
fault-in-the-future = Anna hetki, joka on jo ollut.
fault-before-handoff = Anna hetki, joka on ohjauksen jälkeen.
fault-unchanged = Valitse joku muu: näin on jo.
fault-has-passed = Anna aika, joka on vielä edessä.
fault-too-late = Valitse aikaisempi aika: näin pitkään asiakas ei voi odottaa.
fault-before-meeting = Valitse päivä, joka on tapaamisen jälkeen.
fault-use-fallback = Tapaaminen ei ole onnistunut. Toimi nyt niin kuin sovittiin siltä varalta.
fault-same-organisation = Valitse toisen järjestön toiminta. Samassa järjestössä siirrä työkaverille.
fault-away = Hän on poissa. Valitse joku, joka on paikalla, tai merkitse hänet palanneeksi.
fault-not-carried = Asiakkaalla ei ole vielä työntekijää, joten yhteistä aikaa ei voi sopia.
fault-leaves-out-carrier = Lupa ei koskisi järjestöä, jolla asiakas on tai jolta on kysytty. Ota se mukaan tai kirjaa, että asiakas perui luvan.
fault-not-here = Jätä tämä ennalleen: sitä ei muuteta tässä.
fault-nothing-new = Mikään ei muuttunut. Muuta ainakin yhtä tietoa.
fault-erased = Asiakkaan tiedot on jo poistettu. Tee uusi ohjaus alusta.
