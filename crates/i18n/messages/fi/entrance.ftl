### Miten palveluun pääsee sisään.

invitation-title = Tervetuloa Luotsiin
invitation-welcome = { $name }, sinut on kutsuttu: { $organisation }, { $role }. Linkin voi käyttää kerran.
invitation-come-in = Ota kutsu vastaan
invitation-in-title = Olet mukana
invitation-in = Tässä on oma avaimesi palvelun rajapintaan. Se näytetään vain nyt: tallenna se turvalliseen paikkaan äläkä anna sitä muille.
invitation-over-title = Kutsu ei ole enää voimassa
invitation-over = Kutsu on jo käytetty, vanhentunut tai linkki on vajaa. Pyydä uusi kutsu siltä, joka kutsui sinut.
