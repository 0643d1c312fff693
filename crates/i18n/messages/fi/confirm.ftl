### Sivu, jolla järjestön vastaava vahvistaa yhdellä painalluksella, että tieto paikoista pitää yhä.
### Ei rajaa annetaan sanana "none".

confirm-title = Pitääkö tieto paikoista yhä paikkansa?
confirm-done-title = Kiitos, tieto on vahvistettu
confirm-over-title = Linkki ei ole enää voimassa
confirm-over-text = Linkki on jo käytetty, tai tieto on muuttunut sen jälkeen. Sinun ei tarvitse tehdä mitään. Ajantasainen tieto paikoista on Luotsissa.
confirm-places = { $count ->
    [none] Paikkoja yhtä aikaa: ei rajaa
   *[other] Paikkoja yhtä aikaa: { $count }
}
confirm-intake = { $count ->
    [none] Uusia kuukaudessa: ei rajaa
   *[other] Uusia kuukaudessa: { $count }
}
confirm-since = Tieto on päivältä { $date }.
confirm-button = Pitää yhä paikkansa
confirm-otherwise = Jos jokin on muuttunut, korjaa tieto Luotsissa kirjauduttuasi.
