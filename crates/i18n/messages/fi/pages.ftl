### Sivujen sanat.

title-fault = Virhe:
skip = Siirry sisältöön
ways-label = Sivut
way-desk = Työjono
way-new = Uusi ohjaus
way-search = Etsi
way-work = Omat
way-bring-in = Ota mukaan
way-team = Tiimi ja paikat
way-board = Tilanne
way-learning = Verkoston kokous
way-network = Verkosto
help-title = Ohje
accessibility-title = Saavutettavuus
to-front = Etusivulle
cancel = Peruuta
choose = Valitse
optional = (vapaaehtoinen)
faults-title = Tarkista tiedot
status-hidden = Asiakas ei ole antanut lupaa kertoa etenemisestä

# Kirjautuminen.
sign-in-title = Kirjaudu
sign-in-email = Sähköposti
sign-in-password = Salasana
sign-in-button = Kirjaudu
sign-in-wrong = Sähköposti tai salasana on väärin. Tarkista molemmat.
sign-in-too-many = Liian monta yritystä. Yritä uudelleen { $minutes } minuutin kuluttua.
sign-in-ended = Istunto päättyi. Kirjaudu uudelleen, niin jatkat samasta kohdasta.
sign-in-ended-kept = Istunto päättyi, mutta se, mitä kirjoitit, on tallessa. Kirjaudu uudelleen ja jatka.
sign-in-forgotten = Unohtuiko salasana? Pyydä verkostokoordinaattorilta uusi kutsu, niin voit valita uuden.
sign-out = Kirjaudu ulos
sign-out-everywhere = Kirjaudu ulos kaikkialta
go-on-title = Jatka siitä, mihin jäit
go-on-text = Lomaketta ei vielä lähetetty. Kaikki, mitä kirjoitit, on tallessa.
go-on-button = Lähetä nyt
go-on-drop = Jätä lähettämättä

# Oma tili.
account-title = Oma tili
account-roles = Missä roolissa toimin
account-password = Vaihda salasana
account-password-old = Nykyinen salasana
account-password-new = Uusi salasana
account-password-button = Vaihda
account-password-done = Salasana on vaihdettu. Muut istunnot on suljettu.
account-leave = Lopetan työt tällä laitteella
password-hint = Vähintään 15 merkkiä. Muutaman sanan lause on hyvä ja helppo muistaa.
password-wrong = Nykyinen salasana on väärin.
password-too-many = Liian monta yritystä. Odota hetki.

# Demo.
demo-bar = Demo
demo-title = Luotsi-demo: kuka olet?
demo-what = Kaikki ihmiset ja asiakkaat ovat keksittyjä. Valitse, kenenä katsot: voit vaihtaa milloin vain yläpalkista, siirtää kelloa ja lukea lähteneet viestit.
demo-try = Kokeile näin
demo-try-hand = Palveluneuvojana: avaa Uusi ohjaus, täytä merkityt kohdat ja ohjaa asiakas järjestöön.
demo-try-take = Sen järjestön työntekijänä, jolta kysyttiin: ota asiakas, soita ja kirjaa, tavoititko hänet.
demo-try-wait = Siirrä kelloa yläpalkista: päivä tai viikko kuluu, muistutukset lähtevät ja määräajat täyttyvät.
demo-try-mend = Verkostokoordinaattorina: katso, kuka on jäänyt odottamaan ja kenen vuoro on, ja kysy neuvonnalta tai valitse järjestö.
demo_role-advisor = Puhuu asiakkaan kanssa ja ohjaa hänet järjestöön.
demo_role-worker = Ottaa asiakkaan, tapaa hänet ja tarkistaa, että muutos pysyy.
demo_role-lead = Kertoo vapaat paikat ja vastaa järjestönsä työntekijöistä.
demo_role-coordinator = Näkee, mikä on jäänyt odottamaan. Ei näe, keitä asiakkaat ovat.
demo_role-machine = Toisen järjestelmän yhteys.
demo-now = Kello on
demo-hour = + 1 tunti
demo-day = + 1 päivä
demo-week = + 1 viikko
demo-people = Vaihda henkilöä
demo-mailbox = Lähteneet viestit
demo-mailbox-what = Demo ei lähetä mitään: tässä on kaikki, mitä se olisi lähettänyt, uusin ensin.
demo-mailbox-empty = Viestejä ei ole.

# Asiakkaan sivu.
steps-title = Seuraavaksi
more-steps = Muut toimet
reach-title = Yhteystiedot
safety-title = Turvallisuus
facts-title = Tilanne lyhyesti
own-words-title = Asiakkaan sanoin
tasks-title = Tehtävät
links-title = Liittyy
timeline-title = Mitä on tapahtunut
fact-phone = Puhelin
fact-address = Osoite
fact-meeting_place = Kohtaamispaikka
fact-needs = Mihin kaipaa apua
fact-age = Ikä
fact-born = s. { $year }
fact-district = Alue
fact-language = Kieli
fact-forms = Toivoo
fact-not_forms = Ei toivo
fact-worker_gender = Toive työntekijästä
fact-urgency = Kiireellisyys

# Salasana.
password-too-short = Salasana on liian lyhyt: tarvitaan vähintään 15 merkkiä.
password-too-long = Salasana on liian pitkä.
password-own-name = Salasanassa on lähinnä oma nimesi tai osoitteesi. Valitse toinen.
password-common = Salasana on niin yleinen, että sen voi arvata. Valitse toinen.
