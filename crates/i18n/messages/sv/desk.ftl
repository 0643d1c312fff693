### Rådgivningens sidor och det som ges efter samtalet.


# Kvittot.
receipt-title = Klienten är hänvisad
receipt-say = Säg referensen till klienten
receipt-next = Vad som händer nu
receipt-then = Om den här inte kan ta emot, tillfrågas:
receipt-track = Dessutom hos myndigheten:
receipt-open = Öppna klientens sida
receipt-waiting = Ingen kunde ta emot ännu. Nätverkskoordinatorn söker en plats.
receipt-offered = { $organisation } svarar { $due }. Om den tar emot klienten ringer dess medarbetare upp hen.
receipt-acknowledged = { $organisation } har bekräftat och svarar { $due }.
receipt-accepted = { $worker ->
    [none] En medarbetare hos { $organisation }
   *[other] { $worker } ({ $organisation })
} ringer klienten { $due }.
receipt-reached = { $worker ->
    [none] En medarbetare hos { $organisation }
   *[other] { $worker } ({ $organisation })
} har nått klienten och träffar hen { $due }.
receipt-in_support = { $organisation } stöder klienten.
receipt-follow_up = { $organisation } frågar ännu hur klienten har det { $due }.
receipt-returned = Ärendet väntar på beslut { $desk_in } { $due }.
receipt-stable = Förändringen håller. Uppföljningen är avslutad.
receipt-closed = Den här hänvisningen är avslutad.
receipt-hidden = Klienten har inte gett lov att berätta hur det går. Du får veta om du behövs.

# Kylskåpslappen: till klienten, bara det som är sant nu.
note-page = Kylskåpslapp
note-hint = Skriv ut, posta eller läs upp i telefon. Lappen lovar bara det som är sant nu.
note-print = Skriv ut
note-other-language = Klientens språk är { $language }. Lappen är på nätverkets första språk: be en tolk läsa upp den.
note-language-unknown = Klientens språk är inte känt. Lappen är på nätverkets första språk.
note-title = Vi söker stöd åt dig
note-offered = Vi har frågat organisationen { $organisation } om den kan hjälpa dig. Den svarar oss { $due }. Om ingen har ringt dig då, ring oss.
note-acknowledged = Vi har frågat organisationen { $organisation } om den kan hjälpa dig. Den svarar oss { $due }. Om ingen har ringt dig då, ring oss.
note-waiting = Vi söker ett stöd som passar dig. Det finns ingen plats ännu. Du är inte bortglömd: du kan ringa oss när du vill.
note-accepted = { $organisation } hjälper dig. { $worker ->
    [none] En medarbetare
   *[other] { $worker }
} kontaktar dig { $due }. Om det inte sker, ring oss.
note-reached = { $organisation } hjälper dig. { $worker ->
    [none] En medarbetare
   *[other] { $worker }
} träffar dig { $due }. Om det inte sker, ring oss.
note-in_support = { $organisation } stöder dig. { $worker ->
    [none] Du
   *[other] Din medarbetare är { $worker }. Du
} kan också ringa oss.
note-follow_up = Stödet har avslutats. { $organisation } frågar ännu hur du har det { $due }. Om något ändras före det, ring oss.
note-returned = Vi söker ett nytt stöd åt dig och bestämmer om det { $due }. Om ingen har ringt dig då, ring oss.
note-stable = Uppföljningen är avslutad. Om något ändras, ring oss.
note-closed = Det här ärendet är avslutat. Om du behöver stöd, ring oss.
note-hidden = Vi har bett om stöd åt dig så som vi kom överens om. Om ingen ringer dig, ring oss.
note-call = Telefon:
note-code = Din referens: { $reference }
note-free = Det här är frivilligt för dig. Du kan ta tillbaka ditt samtycke när som helst genom att ringa oss.

# Text till klientdatasystemet.
copy-title = Kopiera till klientdatasystemet
copy-label = Text
copy-hint = Inget namn och ingen personbeteckning: klistra in på klientens egen sida.
copy-button = Kopiera
copy-done = Kopierat.
copy-head = Hänvisning till organisation, referens { $reference }
copy-status = Läget
copy-consent = Samtycke
copy-track = Hos myndigheten

# Arbetskön.
desk-nothing = Inget väntar på dig just nu.
desk-cut = Här är de mest brådskande. Resten syns när de här är skötta.
desk-do = Anteckna
desk-own = Mina hänvisningar
desk-own-none = Du har inte hänvisat någon ännu.
desk-drafts = Utkast
desk-drafts-none = Det finns inga utkast.
desk-drafts-queue = Rådgivningens gemensamma
desk-draft-old = Har legat länge
desk-met = { $count ->
    [one] Den här veckan träffades en klient som ni har hänvisat.
   *[other] Den här veckan träffades { $count } klienter som ni har hänvisat.
}
done-discard = Utkastet är borttaget.
done-amend = Uppgifterna är sparade.
done-watch = Antecknat: klienterna har fått veta.

# Vem ringer tillbaka.
search-who-rings = Vem ringer?
search-hint = Ett räcker: namn, telefon eller födelseår, så som det är antecknat.
search-name = Namn eller efternamn
search-birth-year = Födelseår
search-nothing-asked = Skriv namn, telefon eller födelseår.
search-found = { $count ->
    [0] Ingen hittades
    [one] En hittades
   *[other] { $count } hittades
}
search-logged = Varje visning loggas.
search-more = Fler hittades: lägg till födelseår eller telefon.

# Ingen är på plats i organisationen.
watch-row = { $organisation }: ingen på plats, { $count } klienter
watch-title = Berätta för klienterna: { $organisation }
watch-what = Hos { $organisation } är ingen på plats { $from } – { $until }. Berätta för de här klienterna att stödet börjar eller fortsätter senare.
watch-due = Berätta
watch-done-at = Berättat
watch-button = Alla har fått veta

# Välj organisation, hänvisa på nytt, fråga om samtycke på nytt.
place-button = Fråga den här organisationen
place-beyond = Motivering, om platserna är fulla
place-beyond-hint = Utöver platserna kan man fråga bara med motivering. Den ansvariga ser motiveringen.
reopen-lead = Uppgifterna kommer från den förra hänvisningen. Samtycket frågas på nytt.
amend-lead = Komplettera eller rätta uppgifter tills organisationen har bekräftat. Samtycket och myndighetens ärende ändras på egna sidor.
amend-button = Spara
renew-lead = Fråga klienten vem som nu får tillfrågas.
