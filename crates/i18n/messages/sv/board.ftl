### Nätverkskoordinatorns sidor: läget, tänk om, nätverkets möte, inställningar.

board-open = Pågår
board-protected = Spärrmarkering, pågår. Har blivit stående: { $stalled }
board-none = Ingen har blivit stående.
board-late = { $days ->
    [0] Tiden gick ut i dag
    [one] En dag över tiden
   *[other] { $days } dagar över tiden
}
board-your-turn = Din tur ({ $who })
board-step = Steg
board-was-due = tiden gick ut { $when }
board-why = Varför
board-next = Vad händer härnäst
board-why-nobody = Ingen verksamhet passar klienten som det är.
board-why-full = Väntar på plats: { $programme }. Platserna är fulla.
board-why-tries = { $times ->
    [one] Man har försökt nå klienten en gång utan svar.
   *[other] Man har försökt nå klienten { $times } gånger utan svar.
}
board-why-back = Kom tillbaka, orsak: { $reason }.
board-why-away = Kontaktpersonen är borta och organisationen har ingen ersättare.
board_why-place = Ingen organisation har valts ännu.
board_why-acknowledge = Organisationen har inte bekräftat ännu.
board_why-decide = Organisationen har bekräftat men inte svarat.
board_why-first_contact = Den första kontakten är inte antecknad.
board_why-first_meeting = Klienten är nådd men inget möte är antecknat.
board_why-review = Läget har inte stämts av.
board_why-check = Uppföljningen är inte antecknad.
board_why-desk_decision = Rådgivningen har inte ännu beslutat om fortsättningen.
board_why-none = Ingen orsak är antecknad.
board-next-asks = Om inget svar kommer frågar man { $when }: { $programme }.
board-next-back = Om inget svar kommer går ärendet tillbaka { $desk_into } { $when }.
board-next-stays = Förfrågan om överföring upphör { $when } och klienten stannar i sin organisation.
board-next-ends = Verksamheten upphör { $when }.
board-next-holder = Den som står i tur får en påminnelse { $when }.
board-next-you = Du får en påminnelse { $when }.
board-next-desk = Detta meddelas { $desk_to } { $when }.
board-next-nothing = Inget mer händer av sig självt.
board-next-asked = En fråga har redan ställts: { $desk_to }.
board-first = Till början
board-more = Visa följande
board-letters = Meddelanden som inte kom fram
board-letters-what = Kontrollera adressen med organisationen och skicka meddelandet på nytt.
board-letter-lines = Antal ärenden i meddelandet: { $count }
board-letters-more = Dessutom { $count } meddelanden till.
board-retry = Skicka på nytt
board-retry-done = Meddelandet skickas på nytt.
board-doubles = Kanske samma klient hos två rådgivningar
board-doubles-what = Fråga båda rådgivningarna. Luotsi berättar inte för dem om varandra.
board-endings = Verksamheter som upphör
board-ends-on = Sista dag
board-ending-people = Klienter
board-ending-undecided = Obeslutade
board-unmet = Ingen kunde ta emot
board-unmet-sum = Under 12 månader. Ingen verksamhet passade: { $nobody }. Platserna var fulla: { $full }.
board-map-needs = Väntar nu
board-map-needs-what = Hur många klienter som väntar på plats i varje område nu. Ju starkare färg, desto fler.
board-map-places = Lediga platser
board-map-places-what = Hur många lediga platser det finns för dem som bor i varje område. Plus betyder att någon verksamhet tar emot utan gräns.
board-district-unknown = Området är inte känt
board-waits-now = Väntar nu
board-unmet-year = Kunde inte tas emot, 12 mån
board-unmet-needs = Efter behov, 12 mån
board-unmet-languages = Efter språk, 12 mån
board-times = Gånger
board-places = Platser och uppgiftens ålder
board-places-hint = Upptagna: i arbete + förfrågade. Exempel betyder att siffran är påhittad.
board-free = Lediga
board-limit = Platser
board-taken = Upptagna
board-claimed = Uppgiften om platser
board-places-no-limit = ingen gräns
board-places-monthly = { $count } i månaden
board-places-age = { $days ->
    [0] från i dag
    [one] från i går
   *[other] { $days } dagar gammal
}
board-places-over = har upphört
board-places-from = börjar { $day }
board-places-paused = paus
board-places-paused-until = paus, sista dagen { $day }
board-load = Organisationernas läge
board-working = I arbete
board-statuses = I vilket skede
board-status = Skede
board-year = Från oro till varaktig förändring
board-year-what = 12 månader, hänvisade via Luotsi. Klienter med spärrmarkering finns inte med i siffrorna.

# Diagram.
chart-table = Samma siffror som tabell
flow-title = Hur långt de hänvisade har kommit
flow-what = Hur många av dem som hänvisats under 12 månader som har nått varje skede.
flow-head-step = Skede
flow-head-people = Klienter
flow-submitted = Hänvisad
flow-offered = Organisation tillfrågad
flow-acknowledged = Bekräftad
flow-accepted = Tas emot
flow-met = Träffad
flow-ended = Stödet avslutat
flow-stable = Förändringen håller
times-title = Hur länge svar och möte tog
lengths-title = Hur länge stöd och uppföljning tog
times-what = Stapeln på varje rad är delad efter hur länge skedet tog. Kortast är till vänster.
took-acknowledged = Från förfrågan till bekräftelse
took-accepted = Från bekräftelse till kontaktperson
took-met = Från kontaktperson till möte
took-ended = Stödets längd
took-stable = Från avslut till varaktig förändring
length-d0 = samma dag
length-d2 = 1–2 dagar
length-d5 = 3–5 dagar
length-d10 = 6–10 dagar
length-later = över 10 dagar
length-m1 = högst 1 mån
length-m2 = 1–2 mån
length-m3 = 2–3 mån
length-m6 = 3–6 mån
length-over = över 6 mån

# Tänk om.
what-if-title = Tänk om en verksamhet tog paus?
what-if-what = Se vart klienterna kunde gå. Inget skickas och inget sparas.
what-if-month = Från vilken månad
what-if-button = Visa
what-if-heading = { $programme } tar paus: { $month }
what-if-sum = { $count ->
    [0] Ingen skulle behöva en ny plats.
    [one] En klient skulle behöva en ny plats.
   *[other] { $count } klienter skulle behöva en ny plats.
}
what-if-to = Vem som skulle tillfrågas
what-if-to-what = Hur många klienter som skulle passa i varje verksamhet när var och en tar en plats från nästa.
what-if-full = { $count ->
    [one] En klient skulle passa någon annanstans, men platserna skulle inte räcka.
   *[other] { $count } klienter skulle passa någon annanstans, men platserna skulle inte räcka.
}
what-if-nowhere = { $count ->
    [one] För en klient skulle ingen annan verksamhet passa.
   *[other] För { $count } klienter skulle ingen annan verksamhet passa.
}
what-if-followed = { $count ->
    [one] Dessutom följs en klient upp. Uppföljningen fortsätter trots pausen.
   *[other] Dessutom följs { $count } klienter upp. Uppföljningen fortsätter trots pausen.
}
what-if-cut = Bara en del räknades med, eftersom klienterna är många.
what-if-how = Räknat med nuvarande platser och samtycken på samma grunder som förslagen. De som varit med längst först. Klienter med spärrmarkering finns inte med i siffrorna.
month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

# Nätverkets möte.
learning-what = Siffrorna gäller 12 månader och dem som hänvisats via Luotsi. Enskilda klienter visas inte: det som är färre än fem specificeras inte. Klienter med spärrmarkering finns inte med.
learning-question = Frågan för den här gången
learning-no-question = Det finns ingen öppen fråga.
learning-still = { $open } pågår, och av dem har { $stalled } blivit stående.
learning-last-month = Förra månaden: { $count }.
learning-unmet-districts = Efter område, 12 mån
learning-back = De som kom tillbaka
learning-back-sum = { $count } kom tillbaka till rådgivningen.
learning-lasted = Vad som höll
learning-lasted-sum = Förändringen har kontrollerats och håller: { $count }.
learning-followed = Så gick det i uppföljningen
learning-times = Hur länge det tog
learning-voice = Klientens röst
learning-voice-asked = Fråga
learning-few = färre än 5
learning-decisions = Vad vi har kommit överens om
learning-no-decisions = Inget har antecknats ännu.
learning-done-kept = Sparat.
learning-done-removed = Raden är borttagen.
followed-stable = Förändringen höll
followed-changed = Läget ändrades, stödet fortsatte
followed-unreachable = Inte anträffad
followed-no_contact_wanted = Ville inte bli kontaktad
followed-moved = Flyttade bort
followed-died = Avled
followed-consent_withdrawn = Klienten återtog sitt samtycke
followed-programme_ended = Verksamheten upphörde
followed-other = Annan orsak
note-question = Skriv en fråga
note-decision = Anteckna vad som avtalades
note-intro-question = En fråga som nätverket funderar på tillsammans. Skriv inte om någon klient. Tomt tar bort frågan.
note-intro-decision = En rad räcker. Skriv inte om någon klient: alla i nätverket läser det här.
note-button = Spara
note-remove = Ta bort
note-anyway = Om texten ändå är rätt, spara den på nytt.
field-question-text = Fråga
field-decision-text = Vad som avtalades
field-decision-on = Vilken dag
fault-date = Skriv dagen i formen dd.mm.åååå.

# Nätverkets inställningar.
settings-what = Så här har nätverket kommit överens om att arbeta. Inställningarna ändras av tjänstens förvaltning när nätverket har beslutat om dem.
settings-rules = Gemensamma principer
settings-home = { $desk } svarar för det där ingen annan står i tur.
settings-coordinator = Nätverket koordineras av { $organisation }.
settings-confirm = En människa bekräftar varje förfrågan. Systemet bara föreslår.
settings-automatic = Systemet frågar själv den första i förslaget och sedan de följande.
settings-glass = Koordinatorn kan undantagsvis öppna personuppgifter i 15 minuter. Orsaken antecknas och rådgivningen får veta det.
settings-no-glass = Koordinatorn ser inte vilka klienterna är.
settings-references = Beteckningarna börjar med { $prefix }.
settings-zone = Klockslagen är i tidszonen { $zone }.
settings-organisations = Organisationer
settings-programmes = Verksamheter
settings-clocks = Tidsfrister
settings-days = Arbetsdagar och klockslag
settings-day-ends = Tidsfrister går ut på arbetsdagar kl.
settings-digest = Dagens sammanställning skickas kl.
settings-weekend = Lediga dagar i veckan
settings-holidays = Helger och andra lediga dagar
settings-form = Hänvisningsformuläret
settings-languages = Språk
settings-wordings = Med vilka ord samtycke begärs
settings-guidance = Anvisningar när annan hjälp behövs
settings-warnings = Vad fritext varnas för
settings-identity = Personbeteckningens form (9 siffra, _ skiljetecken, * vad som helst)
settings-health = Början på ord om hälsa
settings-everywhere = Hela nätverkets område
settings-soft = { $districts }. Från andra områden med motivering
settings-from = från och med { $from }
settings-between = { $from }–{ $to }
settings-checks = { $days } dagar efter avslutet
settings-no-checks = Ingen uppföljning
settings-checks-of = Uppföljning när formen är { $form }
setting-needs = Gjord för de här behoven
setting-needs_also = Hjälper också med
setting-forms = Stödformer
setting-age = Ålder
setting-languages = Språk
setting-languages_ask = Frågas särskilt
setting-area = Område
setting-valid = I kraft
setting-checks = Uppföljning
deadline-call_client_wd = Utkast: ring klienten och be om samtycke
deadline-draft_queue_wd = Utkast: går till rådgivningens arbetskö
deadline-draft_remind_days = Utkast: första påminnelsen
deadline-draft_remind_again_days = Utkast: andra påminnelsen
deadline-draft_days = Utkast: visas för rådgivningens ansvariga
deadline-place_wd = Väntar på plats: sök en plats
deadline-confirm_waiting_wd = Väntar på plats: fråga om klienten ännu önskar det
deadline-acknowledge_wd = Förfrågan skickad: bekräfta
deadline-decide_wd = Förfrågan skickad: svara om ni tar emot klienten
deadline-first_contact_wd = Tas emot: första kontakten
deadline-first_meeting_wd = Nådd: första mötet
deadline-review_days = Stödet pågår: stäm av läget
deadline-desk_decision_wd = Tillbaka: besluta om fortsättningen
deadline-check_again_days = Uppföljning, inte anträffad: försök på nytt
deadline-worry_after_tries = Det frågas om det finns skäl till oro
deadline-worry_contact_wd = Oro frågas när det gått så länge från första försöket
deadline-worry_check_days = I uppföljningen frågas oro när det gått så länge från första försöket
deadline-next_on_days = Nästa dag kan avtalas högst så långt fram
deadline-stall_coordinator_wd = Tiden har gått ut: koordinatorn får veta
deadline-stall_desk_wd = Efter koordinatorn: rådgivningen får veta
deadline-city_assessment_wd = Bedömningen av servicebehovet börjar
deadline-desk_task_wd = Rådgivningens uppgift
deadline-withdrawn_export_hours = Samtycket återtaget: rådgivningen kan ännu ta ut sina egna uppgifter
deadline-retention_months = Uppgifter om en avslutad klient förstörs
deadline-claim_fresh_days = Uppgiften om platser frågas på nytt
deadline-ending_notice_days = Varning före en verksamhet upphör
unit-wd = { $count ->
    [one] 1 arbetsdag
   *[other] { $count } arbetsdagar
}
unit-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagar
}
unit-hours = { $count ->
    [one] 1 timme
   *[other] { $count } timmar
}
unit-months = { $count ->
    [one] 1 månad
   *[other] { $count } månader
}
unit-times = { $count ->
    [one] efter 1 försök
   *[other] efter { $count } försök
}
weekday-monday = måndag
weekday-tuesday = tisdag
weekday-wednesday = onsdag
weekday-thursday = torsdag
weekday-friday = fredag
weekday-saturday = lördag
weekday-sunday = söndag

# Uppföljning av förslagen: vem väntar längst, följs förslagen, vad har man lärt sig.
routing-title = Uppföljning av förslagen
routing-lead = Förslagen är till för människor. Här syns när det är fel på dem.
routing-number = { $number }
routing-waiting-title = Vem väntar längst
routing-waiting = Väntan på den första kontakten är i medeltal { $days } dagar. Antal klienter: { $people }. Ännu inte nådda: { $unreached }; för dem räknas väntan hittills.
routing-nobody = Klienterna är ännu för få för att väntan ska kunna jämföras.
routing-waiting-hint = De senaste 12 månaderna och alla som inte har nåtts än. Grupper på under fem klienter och klienter med spärrmarkering är inte med. En grupp visas inte om man ur den kunde räkna ut väntan för färre än fem klienter. En grupp lyfts fram när väntan är minst en och en halv gång så lång som för alla.
routing-worst = Längst väntan – { $what }: { $who }. I medeltal { $days } dagar, { $times ->
    [none] samma som för alla
   *[other] { $times } gånger så lång väntan som för alla
}.
routing-group = Grupp
routing-people = Klienter
routing-days = Dagar
routing-compared = Jämfört med alla
routing-times = { $times } gånger så lång
routing-same = samma som för alla
routing-longer = Väntar längre
routing-more = Övriga grupper
routing-choices = Följs förslagen
routing-no-choices = Det finns inga val än.
routing-month = Månad
routing-first = Den första valdes
routing-other = En annan valdes
routing-share = Annorlunda
routing-because = Varför en annan än den första
routing-unsaid = Ingen orsak valdes
routing-rules = Regler som man avviker från
routing-rules-hint = När man avviker från en regel oftare än var femte gång är felet troligen i regeln.
routing-rule = Regel
routing-applied = Påverkade
routing-against = Beslut emot
routing-doubtful = Troligen fel
rule-contact = Snabbare första kontakt går före
rule-refusal = Säkrare ja-svar går före
rule-misfit = Den som passar bättre går före
rule-price = Knappa platser sparas
rule-outside_area = Bor utanför verksamhetens område
rule-forms_unwanted = Klienten vill inte ha den här formen
rule-handed_back = Organisationen har lämnat tillbaka klienten tidigare
rule-nobody_there = Ingen på organisationen kan svara nu
routing-learnt = Vad svaren har lärt
routing-learnt-hint = Av svaren under de senaste 12 månaderna. När svaren är få räknar man nära det som är vanligt för alla. Av klienterna används bara hur väl verksamheten motsvarade det som behövdes och önskades. Platsens pris är hur många dagar längre andra uppskattas vänta om platsen går: det räknas ut en gång om dagen av dem som väntar och dem som kommit den senaste tiden, och i ordningen räknas en tiondel av det, och därtill dagar efter hur full verksamheten är. För en brådskande klient väger priset mindre.
routing-learnt-own = Så påverkar er organisations svar i vilken ordning ni blir tillfrågade. När svaren är få räknar man nära det som är vanligt för alla. Av klienterna används bara hur väl verksamheten motsvarade det som behövdes och önskades. Platsens pris är hur många dagar längre andra uppskattas vänta om platsen går: det räknas ut en gång om dagen av dem som väntar och dem som kommit den senaste tiden, och i ordningen räknas en tiondel av det, och därtill dagar efter hur full verksamheten är. För en brådskande klient väger priset mindre.
routing-answers = Svar
routing-yes = Ja, %
routing-few = för få svar
routing-counted = I beräkningen
routing-answer-days = Svar, dagar
routing-contact-days = Kontakt, dagar
routing-stay = Arbete, dagar
routing-price = Platsens pris, dagar
