### Sidorna för att hänvisa.


# Blanketten för en ny hänvisning.
handoff-lead = Fyll i vilken ordning du vill, medan ni talar. Bara det som är märkt behövs, resten kan du hoppa över.
handoff-lead-worker = Du har mött någon som behöver stöd. Fyll i det som är märkt; resten kan du hoppa över.
handoff-needed = behövs
handoff-needed-reach = ett sätt att nå behövs
handoff-needed-place = hemkommunen behövs
handoff-needed-one = minst ett behövs
handoff-none = Inget av dessa
handoff-gate-open = Något av dessa stämmer
handoff-track-hint = En hänvisning till en organisation är ingen anmälan till myndigheten. Anteckna vad som har inletts.
handoff-track-due = { $kind }: inleds senast { $date }
handoff-read-out = Läs upp det här för klienten
handoff-permitted = Klienten gav sitt samtycke i telefon: till alla organisationer i nätverket, och rådgivningen får veta hur det går
handoff-permitted-worker = Klienten gav sitt samtycke vid mötet: till alla organisationer i nätverket, och rådgivningen får veta hur det går
handoff-consent-open = Samtycket har getts på ett annat sätt, eller finns inte ännu
handoff-person-title = Klienten och hur hen nås
handoff-person-open = Ingen telefon eller inget namn, spärrmarkering, tolk, annat om kontakten
handoff-place-title = Var bor klienten?
handoff-elsewhere = Annan kommun
handoff-needs-title = Vad behöver klienten stöd med?
handoff-own-title = Dessutom i det här nätverket
handoff-when-title = När, och annat att beakta
handoff-more-title = Önskemål, säkerhet, brådska, vem som tog kontakt
handoff-more-hint = Det här kan hoppas över och kompletteras senare, tills organisationen har bekräftat.
handoff-district-by-name = Enligt platsens namn: { $district }
handoff-district-none = Inte känt
handoff-district-choose = Välj, om det är känt
handoff-district-proposed = Förslag
handoff-district-all = Alla områden
handoff-who-title = Vem kunde ta emot?
handoff-who-not-yet = Här kommer ett förslag när du har valt vad klienten behöver stöd med.
handoff-who-button = Vem kunde ta emot?
handoff-ask-whom = Vem ska tillfrågas?
handoff-then = Fråga här, om de föregående inte kan
handoff-to-desk = Jag lämnar valet åt rådgivningen
handoff-chip = Varför någon annan än den första?
handoff-chip-words = Några ord till, vid behov
handoff-chip-needed = Ange med ett val varför någon annan än den första tillfrågas.
handoff-agreed = Överenskommet per telefon med en medarbetare
handoff-agreed-with = Med vem är det överenskommet?
handoff-agreed-nobody = Ingen
handoff-protected = Vid spärrmarkering namnges en medarbetare och en ersättare. Bara de och du ser klienten.
handoff-advisor = Vem på rådgivningen känner till klienten?
handoff-why-not = Varför inte de andra?
handoff-nobody = Ingen kan ta emot just nu. Klienten väntar på plats: nätverkskoordinatorn söker en, och hen glöms inte bort.
handoff-wait-button = Låt vänta på plats
handoff-closed-button = Anteckna att ingen hänvisning görs
handoff-missing = Ännu saknas:
handoff-missing-gate = behövs en myndighet först
handoff-missing-consent = klientens samtycke
handoff-missing-reach = ett sätt att nå klienten
handoff-missing-place = hemkommun
handoff-missing-needs = vad klienten behöver stöd med
handoff_fault-gate = Svara om en myndighet behövs först. Om inte, välj Inget av dessa.
handoff_fault-consent = Ange om klienten har gett sitt samtycke.
handoff_fault-reach = Ange ett sätt att nå klienten: telefon, adress eller mötesplats.
handoff_fault-place = Välj klientens hemkommun.
handoff_fault-needs = Välj minst en sak som klienten behöver stöd med.
handoff-not-asked = Samtycket har inte frågats ännu. Spara utkastet och ring klienten, eller fråga nu.
handoff-confirm-who = Bekräfta vem som ska tillfrågas.
handoff-workers-needed = Namnge medarbetaren som det är överenskommet med, och vid spärrmarkering även en ersättare.
handoff-other-worker = Medarbetaren hör till en annan organisation än den som tillfrågas. Välj någon därifrån.
handoff-same-title = Det finns redan en öppen hänvisning för samma klient
handoff-same-open = Det finns redan en öppen hänvisning för samma klient: öppna den, eller markera att det här är en annan sak.
handoff-same-see = Öppna { $reference }
handoff-same-separate = Det här är en annan sak
handoff-same-why = Varför separat?
handoff-separate-why-needed = Ange varför klienten hänvisas separat.
handoff-saved-elsewhere = Utkastet har sparats någon annanstans efter att du öppnade det. Spara på nytt, om det här är det rätta.
handoff-sent-before = Den här blanketten har redan skickats en gång. Kontrollera uppgifterna och skicka på nytt, om det gäller en annan klient.
handoff-draft-title = Utkast
handoff-save = Spara utkast
handoff-saved = Utkastet är sparat.
handoff-discard = Ta bort utkastet
handoff-kept-at = Utkastet sparat kl. { $time }
handoff-keep-denied = Inte sparat: klienten har inte gett sitt samtycke.
handoff-keep-closed = Inte sparat: ärendet hör inte till nätverket nu. Anvisningen finns på sidan.
handoff-keep-trying = Inte sparat ännu. Försöker på nytt, du kan skriva vidare.
handoff-keep-ended = Sessionen har avslutats. Tryck på Spara utkast: du loggar in på nytt och inget går förlorat.
handoff-closed-nothing = Inget om klienten har sparats. I räknaren finns en anteckning utan uppgifter.
handoff-closed-consent = Inget om klienten har sparats.
handoff-call-back-title = Ring tillbaka
handoff-call-back-text = När nöden är över kan stödet tas upp på nytt. Med klientens samtycke sparas utkastet till samtalsdagen.
handoff-call-back-button = Spara utkastet till samtalsdagen
handoff-next-one = Ny hänvisning
field-call_back_on = Klienten rings upp
taker-full = Platserna är fyllda just nu
taker-claim = { $days ->
    [0] uppgift från i dag
    [one] uppgift från i går
   *[other] uppgiften är { $days } dagar gammal
}
taker-ask = fråga först
taker-asked = tillfrågades
taker-change = Det här skulle ändra saken:

# Tips under fälten.
handoff_hint-own_words = Klienten kan läsa det här. Skriv ingen personbeteckning och inga hälsouppgifter.
handoff_hint-safety_note = Klienten kan läsa det här.
handoff_hint-source_kind = Den som framförde oron får inte veta hur det går.
handoff_hint-place_place_name = Så som klienten säger det: en stadsdel eller en känd plats, på svenska eller finska.
handoff_hint-place_postal_code = Föreslår ett område.
handoff_hint-client_protected = Adress och område visas inte för någon. En medarbetare och en ersättare namnges.
handoff_hint-measures_loneliness = 1 aldrig, 4 ofta.
handoff_hint-measures_coping = 0 inte alls, 10 bra.

# Kommuner.
municipality-091 = Helsingfors
municipality-837 = Tammerfors
municipality-049 = Esbo
municipality-092 = Vanda
municipality-235 = Grankulla
municipality-853 = Åbo
municipality-564 = Uleåborg
municipality-211 = Kangasala
municipality-418 = Lempäälä
municipality-536 = Nokia
municipality-604 = Birkala
municipality-980 = Ylöjärvi
