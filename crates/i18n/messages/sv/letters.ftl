### Breven. Aldrig klientens uppgifter: beteckning, länk, organisation, verksamhet och datum.
### Varje notis har rubriken letter-<kod>-title och texten letter-<kod>-text.

letter-subject = { $title } { $reference }
letter-greeting = Hej { $name },
letter-reference = Beteckning: { $reference }
letter-due = { $what }: { $due }
letter-due-past = { $what }: fristen gick ut { $due }
letter-open = Öppna i Luotsi: { $reference }
letter-open-at = Öppna i Luotsi: { $link }
letter-open-it = Öppna i Luotsi
letter-confirm = Bekräfta: stämmer fortfarande
letter-confirm-at = Bekräfta att uppgiften fortfarande stämmer: { $link }
letter-digest-subject = { $count ->
    [one] Luotsi i dag: en sak
   *[other] Luotsi i dag: { $count } saker
}
letter-digest-text = { $count ->
    [one] Detta väntar på dig eller har hänt sedan det förra meddelandet.
   *[other] Dessa väntar på dig eller har hänt sedan det förra meddelandet.
}
letter-undelivered = { $count ->
    [one] Ett av nätverkets meddelanden har inte kommit fram. Koordinatorns vy visar vem som saknar det.
   *[other] { $count } av nätverkets meddelanden har inte kommit fram. Koordinatorns vy visar vem som saknar dem.
}
letter-footer = Meddelandet innehåller inga uppgifter om klienten: du ser dem i Luotsi när du har loggat in. Det går inte att svara på detta meddelande.

letter-offered-title = Förfrågan: en ny klient
letter-offered-text = Ni får en förfrågan om att ta emot en ny klient. Bekräfta förfrågan och svara sedan om ni tar emot klienten.
letter-transfer_offered-title = Förfrågan om överföring: en ny klient
letter-transfer_offered-text = En annan organisation frågar om ni kan fortsätta stödet för en klient. Klienten har kvar sin nuvarande medarbetare tills ni tar emot.
letter-offer_withdrawn-title = Förfrågan har dragits tillbaka
letter-offer_withdrawn-text = Förfrågan gäller inte längre: den besvarades inte i tid eller klientens läge har ändrats. Ni behöver inte göra något.
letter-offer_withdrawn_consent-title = Förfrågan har återtagits
letter-offer_withdrawn_consent-text = Klienten har återtagit sitt samtycke och förfrågan syns därför inte längre hos er. Ni behöver inte göra något.
letter-returned-title = Tillbaka: välj vad som görs härnäst
letter-returned-text = Organisationen kunde inte ta emot klienten eller lämnade tillbaka klienten. Ett nytt förslag är klart: välj organisation eller avsluta.
letter-returned_unreachable-title = Tillbaka: klienten har inte kunnat nås
letter-returned_unreachable-text = Man har försökt nå klienten flera gånger utan att lyckas. Enligt medarbetaren finns det inte skäl till oro. Besluta vad som görs härnäst.
letter-returned_all-title = Kom tillbaka i går och väntar på er
letter-returned_all-text = Klienten kom tillbaka från en organisation och ingen har ännu beslutat om fortsättningen. Vem som helst av er kan ta tag i det.
letter-consent_withdrawn-title = Klienten har återtagit sitt samtycke
letter-consent_withdrawn-text = Klienten har återtagit sitt samtycke och åtkomsten till uppgifterna i Luotsi har upphört. Det som klienten har kommit överens om direkt med organisationen är en sak mellan dem.
letter-consent_narrowed-title = Klienten har begränsat sitt samtycke
letter-consent_narrowed-text = Klienten har begränsat sitt samtycke. Se i Luotsi vad samtycket nu omfattar och följ det.
letter-feedback_acknowledged-title = Bekräftad
letter-feedback_acknowledged-text = Organisationen har bekräftat förfrågan. Svaret kommer.
letter-feedback_accepted-title = Tas emot
letter-feedback_accepted-text = Organisationen tar emot klienten. En medarbetare kontaktar klienten.
letter-feedback_met-title = Träffad
letter-feedback_met-text = Medarbetaren har träffat klienten.
letter-feedback_ended-title = Stödet avslutat
letter-feedback_ended-text = Stödet har avslutats. Om en uppföljning har avtalats fortsätter den.
letter-feedback_lasted-title = Förändringen håller
letter-feedback_lasted-text = Förändringen har hållit till slutet av uppföljningen.
letter-needs_you_returned-title = Behöver dig
letter-needs_you_returned-text = Saken har kommit tillbaka och väntar på ditt beslut.
letter-needs_you_unreachable-title = Behöver dig: inte anträffad
letter-needs_you_unreachable-text = Klienten har inte kunnat nås. Besluta vad som görs härnäst.
letter-needs_you_waiting-title = Behöver dig: har väntat länge
letter-needs_you_waiting-text = Klienten har väntat länge på en plats. Se vad som kan göras.
letter-waiting_new-title = Väntar på plats
letter-waiting_new-text = Det fanns ingen plats genast för klienten. Hitta en plats, eller kom överens om till vilken dag man väntar.
letter-place_free-title = En plats har blivit ledig för någon som väntar
letter-place_free-text = Det finns en ledig plats i verksamheten och någon väntar på den. Se förslaget och bekräfta det.
letter-confirm_waiting-title = Fråga klienten: önskas stödet fortfarande
letter-confirm_waiting-text = Klienten väntar fortfarande på en plats. Ring och fråga om den fortfarande önskas, och anteckna svaret.
letter-reminder_submit-title = Ett utkast väntar
letter-reminder_submit-text = Utkastet väntar på ditt beslut: hänvisa klienten till en organisation eller ta bort utkastet.
letter-reminder_call_client-title = Ring klienten och be om samtycke
letter-reminder_call_client-text = Samtycke har inte ännu frågats. Ring klienten och anteckna svaret i utkastet.
letter-reminder_call_back-title = Ring klienten som utlovat
letter-reminder_call_back-text = Klienten har lovats ett samtal på den avtalade dagen. Ring, och fortsätt med utkastet eller ta bort det.
letter-draft_old-title = Ett utkast har blivit liggande
letter-draft_old-text = Utkastet har varit oavslutat länge. Det försvinner inte av sig självt: hänvisa klienten till en organisation eller ta bort utkastet.
letter-reminder_place-title = Hitta en plats för den som väntar
letter-reminder_place-text = Klienten väntar på en plats. Välj organisation, lämna tillbaka eller kom överens om till vilken dag man väntar.
letter-reminder_acknowledge-title = Bekräftelsen saknas
letter-reminder_acknowledge-text = Förfrågan till er är ännu inte bekräftad. Bekräftelsen berättar att ni har sett den.
letter-reminder_decide-title = Svaret saknas
letter-reminder_decide-text = Svara om ni tar emot klienten. Om ni inte kan kommer klienten snabbare vidare när ni svarar genast.
letter-reminder_first_contact-title = Ta den första kontakten
letter-reminder_first_contact-text = Klienten har inte ännu kontaktats. Anteckna kontakten, också när ingen svarar.
letter-reminder_first_meeting-title = Träffas första gången
letter-reminder_first_meeting-text = Klienten har nåtts, men ingen träff är ännu antecknad. Anteckna träffen eller en ny dag.
letter-reminder_review-title = Stäm av läget
letter-reminder_review-text = Det är dags att tillsammans med klienten se hur stödet framskrider. Anteckna den nuvarande formen och nästa dag.
letter-reminder_check-title = Gör uppföljningen
letter-reminder_check-text = Stödet har avslutats och det är dags att fråga om förändringen håller. Anteckna svaret.
letter-reminder_desk_decision-title = Beslutet saknas
letter-reminder_desk_decision-text = En sak som kommit tillbaka väntar på beslut: välj organisation eller avsluta.
letter-stalled_coordinator-title = Har blivit stående
letter-stalled_coordinator-text = Fristen har gått ut och ingenting har hänt. Se vem som står i tur och fråga vad det beror på.
letter-stalled_desk-title = Har blivit stående
letter-stalled_desk-text = En klient som rådgivningen har hänvisat väntar: fristen har gått ut och ingenting har hänt. Se vem som står i tur.
letter-transfer_accepted-title = Överföringen lyckades
letter-transfer_accepted-text = En annan organisation tar emot klienten. Klienten får nu stöd av dem och syns inte längre hos er.
letter-transfer_declined-title = Överföringen lyckades inte
letter-transfer_declined-text = Den andra organisationen tog inte emot klienten. Ingenting ändrades: klienten är kvar hos dig.
letter-reassigned_to_you-title = Överförd till dig
letter-reassigned_to_you-text = En kollega har överfört en klient till dig. Se vad som görs härnäst.
letter-placed_beyond_capacity-title = Förfrågan utöver platserna
letter-placed_beyond_capacity-text = Nätverkskoordinatorn frågar er om en klient fastän platserna är fyllda. Orsaken syns i Luotsi. Beslutet är ert.
letter-alarm_second_call-title = Samma klient har tagit kontakt på nytt
letter-alarm_second_call-text = Någon har tagit kontakt på nytt i en pågående sak. Se om läget har ändrats.
letter-client_called-title = Klienten frågar efter besked
letter-client_called-text = Klienten har kontaktat rådgivningen. Kontakta klienten under nästa arbetsdag.
letter-alert_desk-title = Medarbetaren ber om hjälp
letter-alert_desk-text = Medarbetaren berättar att klienten behöver även annat stöd. Se vad som behövs och för saken vidare.
letter-ask_desk-title = Nätverkskoordinatorn frågar
letter-ask_desk-text = Nätverkskoordinatorn ber er se på det här. Koordinatorn ser inte klientens uppgifter, så svaret finns hos er.
letter-worry_urgent-title = Brådskande: oro för en klient
letter-worry_urgent-text = Klienten har inte kunnat nås och medarbetaren är orolig. Agera i dag. Om du misstänker livsfara, ring 112.
letter-city_track_due-title = Myndighetens frist närmar sig
letter-city_track_due-text = Klienten har ett myndighetsärende vars frist närmar sig. Försäkra dig om att det framskrider.
letter-closed_quiet-title = Avslutad
letter-closed_quiet-text = Detta har avslutats. Du behöver inte göra något.
letter-message-title = Nytt meddelande
letter-message-text = Du har ett meddelande i Luotsi.
letter-back_to_support-title = Läget har ändrats, stödet fortsätter
letter-back_to_support-text = Vid uppföljningen framgick att läget har ändrats. Klienten får stöd på nytt.
letter-returned_ended-title = Verksamheten har upphört: välj vad som görs härnäst
letter-returned_ended-text = Verksamheten där klienten var har upphört. Saken väntar på ert beslut och går inte ut. Ett nytt förslag är klart.
letter-checks_to_desk-title = Verksamheten har upphört: uppföljningen är nu er
letter-checks_to_desk-text = Stödet har avslutats och verksamheten finns inte längre. Tiden för uppföljningen är oförändrad: fråga då klienten om förändringen håller.
letter-ask_consent-title = Be klienten om samtycke
letter-ask_consent-text = En annan organisation kunde fortsätta med klienten, men det finns inget samtycke ännu. Fråga klienten och anteckna svaret.
letter-consent_answered-title = Klienten har svarat om samtycke
letter-consent_answered-text = Klienten har fått frågan om en annan organisation får veta om henne eller honom. Se svaret och fortsätt enligt det.
letter-programme_ending-title = Verksamheten upphör
letter-programme_ending-text = Besluta om varje klient före den sista dagen: vem som fortsätter, om stödet avslutas eller om rådgivningen gör uppföljningen.
letter-programme_ends = { $count ->
    [0] Sista dagen är { $date }. Alla klienter har fått ett beslut.
    [one] Sista dagen är { $date }. En klient saknar ännu ett beslut.
   *[other] Sista dagen är { $date }. { $count } klienter saknar ännu ett beslut.
}
letter-meeting_proposed-title = Gemensam överlämning: föreslagen tid
letter-meeting_proposed-text = Du ombeds vara med och träffa klienten tillsammans. Se de föreslagna tiderna i Luotsi.
letter-meeting_cancelled-title = Mötet är inställt
letter-meeting_cancelled-text = Det gemensamma mötet är inställt. Du behöver inte göra något.
letter-meeting_due-title = Gemensam överlämning: anteckna hur det gick
letter-meeting_due-text = Den avtalade tiden har gått. Anteckna om ni träffades eller föreslå en ny tid.
letter-break_glass-title = Klientens personuppgifter har öppnats
letter-break_glass-text = Nätverkskoordinatorn öppnade klientens personuppgifter för femton minuter. Orsaken syns i Luotsi. Om orsaken inte är klar, fråga genast.
letter-covering-title = Du vikarierar för en kollega
letter-covering-text = Din kollega är borta, och kollegans klient är nu hos dig tills kollegan är tillbaka. Se vad som ska göras härnäst.
letter-back_with_you-title = Hos dig igen
letter-back_with_you-text = Din frånvaro är slut och klienten är hos dig igen. Se vad som har gjorts under tiden och vad som ska göras härnäst.
letter-watch_opened-title = Ingen är på plats i organisationen just nu
letter-watch_opened-text = Organisationens medarbetare är borta, och ingen där kan nu sköta de här klienternas ärenden. Berätta för klienterna senast nästa arbetsdag att stödet börjar eller fortsätter senare. Listan finns i Luotsi: en uppgift för alla.
letter-watch_reminder-title = Berätta för klienterna om frånvaron
letter-watch_reminder-text = Ingen har ännu antecknat att de här klienterna har fått veta. Listan finns i Luotsi.
letter-confirm_capacity-title = Stämmer uppgiften om platser fortfarande?
letter-confirm_capacity-text = Ni berättade om era platser för en tid sedan. Om uppgiften fortfarande stämmer, bekräfta den med ett tryck. Om inte, rätta den i Luotsi.
letter-brought_in-title = En organisation har tagit en klient till rådgivningen
letter-brought_in-text = En medarbetare i en organisation träffade klienten och fick lov att berätta för er. Välj vem som hjälper.
letter-consent_renewed-title = Samtycket har begärts på nytt
letter-consent_renewed-text = Klienten har tillfrågats om samtycke på nytt. Se vem det gäller nu.
letter-amended-title = Uppgifterna kompletterades
letter-amended-text = Rådgivningen har kompletterat eller rättat klientens uppgifter. Se dem i Luotsi.
letter-companion_gone-title = En förändring nära klienten
letter-companion_gone-text = Något har förändrats i livet för någon som står din klient nära. Ta varsam hänsyn till det när ni hörs nästa gång. Du behöver inte göra något i Luotsi.
letter-lead_passed-title = Uppföljningen är nu din
letter-lead_passed-text = Klienten har haft flera medarbetare. När stödet med dig avslutas är det du som frågar om förändringen håller.
letter-overlap_ends-title = Den gemensamma tiden tar slut
letter-overlap_ends-text = En annan medarbetare har varit med fram till det avtalade datumet. Avsluta stödet eller kom överens om ett nytt datum. Inget avslutas av sig självt.
