### Miten palveluun pääsee sisään.

invitation-title = Tervetuloa Luotsiin
invitation-welcome = { $name }, sinut on kutsuttu: { $organisation }, { $role }. Linkin voi käyttää kerran.
invitation-come-in = Ota kutsu vastaan
invitation-over-title = Kutsu ei ole enää voimassa
invitation-over = Kutsu on jo käytetty, vanhentunut tai linkki on vajaa. Pyydä uusi kutsu siltä, joka kutsui sinut.
invitation-own-password = Sinulla on jo tunnus: kirjoita nykyinen salasanasi.
