### Medarbetarens sida, klientens sida, steg utan uppkoppling, visningar.

work-title = Mina klienter
work-away = Jag är borta
work-back = Jag är inte borta
work-jump = På den här sidan
work-mine = Mina
work-mine-none = Du har inga klienter just nu.
work-offers = Förfrågningar till er
work-offers-none = Inga öppna förfrågningar.
work-transfers = Önskas överförda till er
work-transfers-hint = Klienten har en medarbetare i en annan organisation tills ni tar emot.
work-agreed = Överenskommet med dig
work-more = Visa fler
work-first = Till listans början
queue-title = Väntar på uppkoppling
queue-hint = Steget är sparat på den här enheten och skickas av sig självt när uppkopplingen är tillbaka.
queue-waiting = skickas när uppkopplingen är tillbaka
queue-sent = Steget som väntade har skickats. Uppdatera sidan för att se läget.
queue-refused = Steget kunde inte göras:
queue-drop = Klart
queue-signed-out = Logga in igen så skickas steget.
news-changed = Läget har ändrats: uppdatera
guidance-own = Gör även detta själv:
call = Ring
calendar-link = Lägg till i egen kalender
reached-next = Nästa försök eller möte
reached-none = Inget datum
reached-other = Annan dag
reached-otherwise = Annan kontakt
accept-other = Någon annan hos oss tar emot
track-title = Myndighetens ärende
track-done = Skött
offers-title = Vem som har tillfrågats
offer-transfer = överföring
offer_answer-open = Väntar på svar
offer_answer-accepted = Tog emot klienten
offer_answer-handed_back = Kunde inte ta emot
offer_answer-expired = Svarade inte i tid
offer_answer-withdrawn = Återtagen
offer_answer-programme_ended = Verksamheten upphörde
contacts-title = Kontakter och uppföljning
check-one = Uppföljning
forms-title = Stödets former
messages-title = Meddelanden
messages-none = Inga meddelanden.
worry-asked = Klienten har inte nåtts trots flera försök. Svara: finns det skäl till oro?
fact-safety = Säkerhet
views-title = Vem har sett uppgifterna
views-what = Här står varje gång som personuppgifterna för klienten { $reference } har öppnats. Listan kan skrivas ut åt klienten.
views-none = Ingen har sett uppgifterna.
views-caption = Visningar, äldst först
views-when = När
views-who = Vem
views-how = I vilket sammanhang
view-view = Öppnade klientens sida
view-timeline = Läste händelser och meddelanden
view-export = Tog uppgifterna till arkivet
view-submit = Hänvisade klienten
view-search = Sökte klienten
view-accept = Tog emot klienten
view-step = Antecknade ett steg
work-tries = { $count ->
    [one] Försökt en gång, inget svar
   *[other] Försökt { $count } gånger, inget svar
}

# Vem som väntar på samma platser, och vems tur det är.
line-title = Tur
line-place = { $people ->
    [one] Ingen annan väntar på samma platser.
   *[other] Nummer { $place } av { $people } klienter som väntar på samma platser. Ordningen avgörs framför allt av hur brådskande det är och hur länge man har väntat.
}
line-days = { $days ->
    [0] Det kan finnas en plats redan nu.
    [one] En plats blir ledig om uppskattningsvis en dag.
   *[other] En plats blir ledig om uppskattningsvis { $days } dagar.
}
