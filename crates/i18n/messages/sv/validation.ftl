# Vad som ännu ska rättas i blanketten. Nyckeln är fault-<kod>; värdet upprepas aldrig.

fault-required = Den här uppgiften saknas.
fault-unknown-field = Blanketten har ingen sådan punkt.
fault-wrong-type = { $expected ->
    [string] Här ska det stå text.
    [integer] Här ska det stå ett heltal.
    [number] Här ska det stå ett tal.
    [boolean] Här ska det stå ja eller nej.
    [array] Här ska det stå en lista.
   *[object] Här ska det stå flera uppgifter.
}
fault-not-in-list = Välj ett av alternativen.
fault-too-long = { $limit ->
    [one] Förkorta: här ryms ett tecken.
   *[other] Förkorta: här ryms högst { $limit } tecken.
}
fault-too-short = { $limit ->
    [one] Skriv minst ett tecken.
   *[other] Skriv minst { $limit } tecken.
}
fault-too-many = { $limit ->
    [one] Välj högst ett.
   *[other] Välj högst { $limit }.
}
fault-too-few = { $limit ->
    [one] Välj minst ett.
   *[other] Välj minst { $limit }.
}
fault-out-of-range = Ange ett tal mellan { $minimum } och { $maximum }.
fault-too-small = Talet är för litet: minst { $limit }.
fault-too-large = Talet är för stort: högst { $limit }.
fault-pattern = Kontrollera hur det här är skrivet.
fault-format = { $format ->
    [date] Skriv dagen som år-månad-dag, till exempel 2026-09-01.
    [date-time] Skriv dag och klockslag som 2026-09-01T09:20:00+03:00.
   *[other] Kontrollera hur det här är skrivet.
}
fault-duplicate = Samma alternativ är valt två gånger.
fault-blank = Skriv något här eller lämna bort punkten.
fault-control-character = Texten innehåller osynliga tecken. Skriv den på nytt.
fault-phone = Kontrollera telefonnumret: siffror, mellanslag och vid behov + i början.
fault-language-tag = Välj språk i listan eller ange en språkkod, till exempel sv. Om språket inte är känt, ange und.
fault-postal-code = Kontrollera postnumret.
fault-wrong-schema = Blanketten är gjord för ett annat nätverk eller en äldre version. Öppna blanketten på nytt.
fault-one-way-to-reach = Anteckna telefon, adress eller en plats där man kan träffa klienten.
fault-one-need = Välj minst ett behov.
fault-city-track-required = En myndighet behövs vid sidan av: ange vilken av stadens tjänster som inleds.
fault-name-organisations = Samtycket gäller bara vissa organisationer: välj minst en.
fault-name-fields = Samtycket gäller bara en del av uppgifterna: välj vilka som får lämnas.
fault-unknown-organisation = Den här organisationen finns inte i nätverket.
fault-unknown-district = Det här området finns inte i nätverket. Välj område i listan.
fault-unknown-wording = Den här texten om samtycke är inte i bruk.
fault-invalid = Kontrollera den här punkten.
fault-in-the-past = Välj i dag eller en senare dag.
fault-too-far-ahead = Välj en dag inom två år.
fault-in-the-future = Ange en tidpunkt som redan har varit.
fault-before-handoff = Ange en tidpunkt efter hänvisningen.
fault-unchanged = Välj någon annan: så är det redan.
fault-has-passed = Ange en tid som ännu inte har varit.
fault-too-late = Välj en tidigare tid: så länge kan klienten inte vänta.
fault-before-meeting = Välj en dag efter mötet.
fault-use-fallback = Mötet har inte blivit av. Gör nu så som ni kom överens för den händelsen.
fault-same-organisation = Välj en annan organisations verksamhet. Inom samma organisation överför till en kollega.
fault-away = Personen är borta. Välj någon som är på plats, eller anteckna att personen är tillbaka.
fault-not-carried = Klienten har ingen medarbetare än, så det går inte att avtala om gemensam tid.
fault-leaves-out-carrier = Samtycket skulle inte gälla organisationen som har klienten eller som har fått förfrågan. Ta med den, eller anteckna att klienten har återtagit sitt samtycke.
fault-not-here = Låt detta vara som det är: det ändras inte här.
fault-nothing-new = Ingenting har ändrats. Ändra åtminstone en uppgift.
fault-erased = Klientens uppgifter har redan raderats. Gör en ny hänvisning från början.
