### Sidan där organisationens ansvariga med ett tryck bekräftar att uppgiften om platser fortfarande stämmer.
### Ingen gräns ges som ordet "none".

confirm-title = Stämmer uppgiften om platser fortfarande?
confirm-done-title = Tack, uppgiften är bekräftad
confirm-over-title = Länken gäller inte längre
confirm-over-text = Länken har redan använts, eller så har uppgiften ändrats efter det. Du behöver inte göra något. Den aktuella uppgiften om platser finns i Luotsi.
confirm-places = { $count ->
    [none] Platser samtidigt: ingen gräns
   *[other] Platser samtidigt: { $count }
}
confirm-intake = { $count ->
    [none] Nya i månaden: ingen gräns
   *[other] Nya i månaden: { $count }
}
confirm-since = Uppgiften är från { $date }.
confirm-button = Stämmer fortfarande
confirm-otherwise = Om något har ändrats, rätta uppgiften i Luotsi när du har loggat in.
