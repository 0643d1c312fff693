### Lägen, handlingar och ord som syns överallt. Argument: crates/i18n/README.md.

app-name = Luotsi

# Läget som en mening. $organisation är organisationens namn, $desk_in rådgivningens ("hos Seniorinfo").
status-draft = Utkast
status-waiting = Väntar på plats
status-offered = Förfrågan skickad: { $organisation }
status-acknowledged = Bekräftad, svar kommer
status-accepted = { $organisation } tar emot klienten
status-in_support = Stödet pågår
status-follow_up = Stödet avslutat, uppföljningen pågår
status-returned = Tillbaka { $desk_in }
status-stable = Förändringen håller
status-closed = Avslutad: { $reason }

# Läget utan namn: för filter, rubriker och där namnet inte får visas.
stage-draft = Utkast
stage-waiting = Väntar på plats
stage-offered = Förfrågan skickad
stage-acknowledged = Bekräftad
stage-accepted = Tas emot
stage-in_support = Stödet pågår
stage-follow_up = Uppföljning
stage-returned = Tillbaka
stage-stable = Förändringen håller
stage-closed = Avslutad

# Rådgivningens allmänna namn, när nätverket inte har gett sitt eget.
desk-name = rådgivningen
desk-in = hos rådgivningen
desk-into = till rådgivningen
desk-to = rådgivningen

# Handlingar på knappar.
action-submit = Hänvisa till organisationen
action-place = Välj organisation
action-close = Avsluta
action-client_called = Klienten frågar efter besked
action-confirm_waiting = Fråga om klienten fortfarande önskar stöd
action-keep_waiting = Vi väntar ännu
action-withdraw_consent = Klienten har återtagit sitt samtycke
action-update_city_track = Uppdatera myndighetsärendet
action-add_carrier = Be en annan organisation komma med
action-reopen = Börja på nytt
action-send_message = Skicka ett meddelande
action-acknowledge = Bekräfta
action-accept = Jag tar emot klienten
action-hand_back = Vi kan inte ta emot
action-hand_back_accepted = Lämna tillbaka { $desk_into }
action-record_contact = Anteckna kontakten
action-review = Stäm av läget
action-reassign = Överför till en kollega
action-transfer = Överför till en annan organisation
action-end_support = Avsluta stödet, gå över till uppföljning
action-record_check = Anteckna uppföljningen
action-report_change = Klientens situation har ändrats
action-alert_desk = Meddela { $desk_to }
action-propose_meeting = Föreslå en gemensam träff
action-record_meeting = Gemensam överlämning: anteckna träffen
action-return = Lämna tillbaka { $desk_into }
action-ask_desk = Fråga { $desk_to }
action-link = Koppla ihop ett par eller vänner
action-unlink = Ta bort kopplingen
action-extend_overlap = Fortsätt en tid tillsammans
action-renew_consent = Be om samtycke på nytt
action-amend = Komplettera eller rätta uppgifter
action-plan_ending = Besluta vad som händer när verksamheten upphör
action-record_consent = Anteckna klientens svar om samtycke
action-break_glass = Öppna personuppgifterna i undantagsfall

# Kontaktens resultat och sätt.
contact-no_answer = Inget svar
contact-reached = Nådd
contact-not_yet = Inte ännu
contact-met = Vi har träffats
contact-declined = Vill inte
contact_kind-phone = Samtal
contact_kind-door = Besök vid dörren
contact_kind-letter = Brev eller lapp
contact_kind-message = Meddelande
contact_kind-meeting = Träff
contact_kind-visit = Hembesök

# Uppföljningens resultat.
check-stable = Förändringen håller
check-changed = Läget har ändrats
check-not_reached = Inte anträffad
check-no_contact_wanted = Vill inte bli kontaktad
check-moved = Har flyttat bort
check-died = Avliden

# Tur och tid.
word-turn = Står i tur
word-due = Senast
word-stalled = Har blivit stående
word-programme = Verksamhet
word-organisation = Organisation
word-reference = Beteckning
word-reason = Orsak
word-worry = Finns det skäl till oro?
word-yes = Ja
word-no = Nej
word-unknown = Inte känt
word-meeting_together = Gemensam överlämning
word-example = exempel
word-protected = Spärrmarkering

heading-consent = Har klienten gett sitt samtycke?
heading-gate = Behövs en myndighet först?

# Fem ord som återkoppling och ett undantag.
feedback-acknowledged = Bekräftad
feedback-accepted = Tas emot
feedback-met = Träffad
feedback-ended = Stödet avslutat
feedback-lasted = Förändringen håller
feedback-needs_you = Behöver dig
needs_you-returned = Tillbaka: välj vad som görs härnäst
needs_you-unreachable = Klienten har inte kunnat nås
needs_you-waiting = Har väntat länge på en plats
