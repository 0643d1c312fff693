### Den verksamhetsansvarigas sida: platser, pauser, frånvaro, verksamhet som upphör.

team-title = Teamet och platserna
team-places = Platser
team-places-none = Din organisation har ingen verksamhet i det här nätverket.
team-used = Klienter { $used }, väntar på svar { $reserved }
team-change = Ändra
team-pause-between = Paus { $from } – { $until }
team-pause-from = Paus från { $from }
team-pause-until = Paus till och med { $until }
team-ends = Sista dagen är { $date }.
team-ending-link = Bestäm vad som sker med klienterna
team-stalled = Har blivit stående
team-stalled-none = Inget har överskridit sin tid.
team-nobody = Ingen medarbetare ännu
team-people = Medarbetare
team-name = Namn
team-has = Klienter
team-absence = Frånvaro
team-away = Borta { $from } – { $until }
team-covered = Vikarie: { $name }
team-back = Är inte borta
team-mark-away = Anteckna frånvaro
team-moving = Övriga klienter
team-moving-none = Inga andra klienter.
team-cut = De 200 mest brådskande visas.
team-voice = Klientens röst
team-voice-hint = Vad klienterna har svarat vid avslut och uppföljning, 12 månader sammanlagt.
team-voice-none = Det finns inga svar ännu.
team-question = Fråga
team_done-claimed = Uppgiften om platser är sparad.
team_done-still_right = Tack, uppgiften om platser är bekräftad.
team_done-away = Frånvaron är antecknad.
team_done-back = Frånvaron är borttagen.
capacity-title = Platser och pauser
capacity-button = Spara
field-places = Platser samtidigt
hint-capacity-places = Tomt: ingen gräns. En sänkt gräns tar inte bort någon.
field-intake_per_month = Nya per månad
hint-capacity-intake_per_month = Tomt: ingen gräns.
field-paused_from = Pausen börjar
field-paused_until = Pausens sista dag
field-capacity-note = Meddelande till andra
absence-title = Frånvaro
absence-button = Spara frånvaron
field-from = Första frånvarodag
field-absence-until = Sista frånvarodag
field-covered_by = Vem vikarierar?
hint-absence-covered_by = Om du inte väljer någon går klienterna till den verksamhetsansvariga.
ending-title = Verksamheten upphör
ending-what = Bestäm för var och en vad som sker. Ingen lämnas utan någon som ansvarar.
ending-none = Verksamheten har inga klienter nu.
ending-again = Ändra beslutet
ending-go-on-with = Fortsätter: { $programme }
ending-other = Välj en annan verksamhet eller medarbetare
team-free = { $count ->
    [none] Lediga platser: ingen gräns
    [one] 1 ledig plats
   *[other] { $count } lediga platser
}
team-age = { $days ->
    [0] Uppgiften är från i dag.
    [one] Uppgiften är från i går.
   *[other] Uppgiften är { $days } dagar gammal.
}
ending-last = { $days ->
    [0] Sista dagen är i dag, { $date }.
    [one] Sista dagen är { $date }, i morgon.
   *[other] Sista dagen är { $date }, om { $days } dagar.
}
ending-undecided = { $count ->
    [0] Beslut finns om alla.
    [one] Beslut saknas om en klient.
   *[other] Beslut saknas om { $count } klienter.
}
