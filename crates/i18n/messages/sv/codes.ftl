### Fasta koder som ord. Nyckeln är <familj>-<kod>.

# Fristens namn.
due-submit = Hänvisa till organisationen eller ta bort utkastet
due-call_client = Ring klienten och be om samtycke
due-place = Hitta en plats
due-acknowledge = Bekräfta
due-decide = Svara om ni tar emot klienten
due-first_contact = Ta den första kontakten
due-first_meeting = Träffas första gången
due-review = Stäm av läget
due-check = Gör uppföljningen
due-desk_decision = Besluta vad som görs härnäst
due-none = Ingen frist

# Vems tur.
holder-advisor = Servicerådgivaren
holder-desk = Rådgivningen
holder-organisation = Organisationen
holder-worker = Medarbetaren
holder-coordinator = Nätverkskoordinatorn
holder-nobody = Ingen

role-advisor = Servicerådgivare
role-worker = Medarbetare
role-lead = Verksamhetsansvarig
role-coordinator = Nätverkskoordinator
role-machine = System

# Varför det inte gick att ta emot, eller varför klienten lämnades tillbaka.
hand_back-unreachable = Klienten har inte kunnat nås
hand_back-client_declined = Klienten vill inte
hand_back-no_place = Ingen ledig plats
hand_back-not_target_group = Hör inte till målgruppen
hand_back-outside_area = Bor utanför området
hand_back-language = Inget gemensamt språk
hand_back-needs_authority = Behöver en myndighet
hand_back-programme_ending = Verksamheten håller på att upphöra
hand_back-other = Annan orsak

# Hur stödet slutade.
end_support-attached_to_community = Har förankrats i en gemenskap
end_support-goals_met = Målen uppnåddes
end_support-onward_path = En fortsatt väg hittades
end_support-volunteer_continues = En frivillig fortsätter
end_support-group_continues = Fortsätter i grupp
end_support-moved_to_care = Flyttade till ett vårdboende
end_support-client_wish = Klientens önskan
end_support-contact_ended = Kontakten bröts
end_support-other = Annat

# Varför det avslutades.
close-consent_refused = Samtycke gavs inte
close-consent_withdrawn = Klienten återtog sitt samtycke
close-client_declined = Klienten ville inte
close-no_contact_wanted = Vill inte bli kontaktad
close-unreachable = Kunde inte nås
close-ended = Stödet avslutades
close-moved = Flyttade bort
close-died = Avled
close-other_service = Fick annan service
close-duplicate = Samma person två gånger
close-entered_in_error = Infört av misstag
close-other = Annan orsak

# Behövs en myndighet först: resultatet och svaren.
gate-open = Kan hänvisas till en organisation
gate-emergency = Ring 112
gate-other_area = Hör till ett annat område
gate-other_service = En annan tjänst passar bättre
gate-desk_keeps = Rådgivningen sköter saken själv
gate-authority_only = Endast myndigheten
gate-no_consent = Samtycke saknas
gate_answer-no = Nej
gate_answer-alongside = Ja, vid sidan av organisationen
gate_answer-instead = Ja, i stället för organisationen

city_track-assessment = Bedömning av servicebehovet
city_track-urgent_assessment = Brådskande bedömning av servicebehovet
city_track-notification = Anmälan om servicebehov
city_track-carer_support = Stöd för närståendevård
city_track-child_protection = Barnskyddsanmälan
city_track-other = Annat myndighetsärende

# Samtycke.
consent_status-given = Samtycke har getts
consent_status-refused = Gav inte sitt samtycke
consent_status-withdrawn = Samtycket har återtagits
consent_status-not_asked = Samtycke har inte ännu frågats
consent_status-unable = Kan inte ge sitt samtycke
consent_by-client = Klienten själv
consent_by-guardian = En intressebevakare som har rätt till det
consent_by-relative = En närstående
consent_by-nobody = Ingen
consent_scope-network = Till nätverkets organisationer
consent_scope-organisations = Endast till namngivna organisationer
consent_scope-fields = Endast en del av uppgifterna
consent_method-phone = Per telefon
consent_method-in_person = Öga mot öga
consent_method-written = Skriftligen
consent_method-message = Med ett meddelande
consent_method-video = I ett videosamtal
consent_method-interpreter = Genom tolk
consent_field-first_name = Förnamn
consent_field-last_name = Efternamn
consent_field-birth_year = Födelseår
consent_field-phone = Telefonnummer
consent_field-address = Adress
consent_field-meeting_place = Mötesplats
consent_field-own_words = Med egna ord
consent_field-safety_note = Att beakta vid mötet
withdraw-feedback = Rådgivningen får inte längre veta
withdraw-other_partners = Andra organisationer får inte längre frågas
withdraw-all = Hela samtycket återtas

source-self = Klienten själv
source-relative = En närstående
source-neighbour = En granne
source-health_care = Hälso- och sjukvården
source-social_services = Socialservicen
source-adult_social_work = Socialarbetet för vuxna
source-housing_unit = En boendeenhet
source-prison_service = Brottspåföljdsmyndigheten
source-police = Polisen
source-parish = Församlingen
source-ngo = En organisation
source-outreach = Uppsökande arbete
source-other = Annan
source-anonymous = Anonym

need-loneliness = Ensamhet
need-bereavement = Förlust av en närstående
need-no_activity = Brist på sysselsättning
need-mobility = Svårt att röra sig
need-falls = Fall
need-fear_of_going_out = Rädsla för att gå ut
need-insecurity = Otrygghet
need-mood = Sinnesstämning
need-memory_worry = Oro för minnet
need-paperwork = Pappersärenden
need-digital = Digitala ärenden
need-money = Penningärenden
need-carer_exhausted = Utmattad närståendevårdare
need-new_area = Nytt bostadsområde
need-own_language = Sällskap på eget språk
need-substance_use = Rusmedel
need-home_in_disorder = Hemmet i oordning
need-nutrition = Näring
need-sight_or_hearing = Syn eller hörsel
need-life_change = Livsförändring
need-transition_to_own_home = Flytt till eget hem
need-trust = Att bygga förtroende
need-relapse = Oro för återfall
need-neighbour_conflict = Tvister med grannar
need-onward_path = Fortsatt väg

form-individual = Egen kontaktperson
form-home_visit = Hembesök
form-phone = Telefonsamtal
form-volunteer = Frivillig
form-first_time_escort = Följeslagare första gången
form-group = Grupp
form-exercise = Motion tillsammans
form-own_language_group = Grupp på eget språk
form-peer = Kamratstödjare
form-workshop = Verkstad

safety-go_in_pairs = Gå två tillsammans
safety-call_first = Ring först
safety-do_not_ring_door = Ring inte på dörren
safety-pet = Husdjur
safety-smoke = Det röks i hemmet
safety-unsafe_to_call = Det är inte tryggt att ringa

contact_rule-no_voicemail = Inget meddelande i telefonsvararen
contact_rule-sms_only = Endast textmeddelande
contact_rule-letter_only = Endast brev
contact_rule-ring_long = Låt det ringa länge
contact_rule-mornings = På förmiddagar
contact_rule-not_relatives = Berätta inte för närstående
contact_rule-not_at_home = Inte hemma

urgency-normal = Ingen brådska
urgency-soon = Snart
urgency-urgent = Brådskande
gender-female = Kvinna
gender-male = Man
gender-other = Annat

wish-asks_when = Frågar när
wish-wants_contact = Önskar bli kontaktad
wish-changed_mind = Har ändrat sig
wish-worse = Läget har förvärrats
confirm-yes = Önskar fortfarande
confirm-no = Önskar inte längre
confirm-changed = Läget har ändrats
report_change-died = Avliden
report_change-moved_away = Har flyttat bort
report_change-in_hospital = På sjukhus
alert_desk-needs_assessment = Behöver en bedömning av servicebehovet
alert_desk-needs_city_service = Behöver en av stadens tjänster
alert_desk-worse = Läget har förvärrats
phase-supported = Ännu i stödboende
phase-transition = Flyttskedet
phase-independent = I eget hem
housing-supported = Stödbostad
housing-institution = Institution
housing-prison = Fängelse
housing-own = Eget hem
housing-none = Ingen bostad
placement-client_wish = Klientens önskan
placement-knows_client = Känner klienten
placement-spoke_with_them = Vi har talat med dem
placement-other = Annan orsak

# Åldersgruppen i år, till exempel 75–84.
age-years = { $band } år
measure-loneliness = Ensamhet (1–4)
measure-coping = Hur jag klarar mig (0–10)

# Varför det kom tillbaka till rådgivningen.
returned-unreachable = Klienten har inte kunnat nås
returned-client_declined = Klienten vill inte
returned-no_place = Ingen ledig plats
returned-not_target_group = Hör inte till målgruppen
returned-outside_area = Bor utanför området
returned-language = Inget gemensamt språk
returned-needs_authority = Behöver en myndighet
returned-programme_ending = Verksamheten håller på att upphöra
returned-other = Annan orsak
returned-expired = Organisationen svarade inte i tid
returned-coordinator = Nätverkskoordinatorn lämnade tillbaka
returned-no_longer_wished = Klienten önskar inte längre eller läget har ändrats
returned-consent_narrowed = Klienten har återtagit samtycket till att fråga andra
returned-programme_ended = Verksamheten har upphört
returned-brought_in = En organisations medarbetare träffade klienten först

# Uppgifter vid sidan av.
task-city_track = Myndighetsärende
task-confirm_waiting = Fråga om klienten fortfarande önskar stöd
task-worry = Oro för klienten: agera i dag
task-alert = Medarbetaren ber om hjälp
task-client_called = Klienten frågar efter besked
task-second_call = Samma klient har tagit kontakt på nytt
task-ask_desk = Nätverkskoordinatorn frågar
task-ask_consent = Be klienten om samtycke

# En verksamhet som upphör: vad som har beslutats om klienten och vad beslutet ännu väntar på.
ending-carry_on = Fortsätter i en annan verksamhet
ending-end_early = Stödet avslutas före det
ending-desk_checks = Rådgivningen gör uppföljningen
ending_wait-consent = Väntar på klientens samtycke
ending_wait-answer = Väntar på organisationens svar
ending_wait-place = Väntar på plats
ending_wait-end = Blir av när stödet avslutas
consent_answer-given = Gav sitt samtycke
consent_answer-refused = Gav inte sitt samtycke
task-meeting = Gemensam överlämning: anteckna mötet
task-overlap = Avsluta eller fortsätt: en annan medarbetare är med

# Hur två ärenden hör ihop.
link-carrier = En annan organisation vid sidan om
link-overlap = Två medarbetare samtidigt
link-return = Samma klient tidigare eller senare
link-couple = Ett par
link-friend = Vänner

organisation-desk = Rådgivning
organisation-referrer = Hänvisande aktör
organisation-partner = Organisation
organisation-coordinator = Nätverkets koordination

# Gemensam överlämning: mellan vilka, var, hur det gick.
meeting_with-transfer = Vid överföring från en organisation till en annan
meeting_with-offer = När klienten kommer till organisationen
meeting_with-desk = Med rådgivningen
meeting_place-home = Hemma hos klienten
meeting_place-desk = På rådgivningen
meeting_place-organisation = Hos organisationen
meeting_place-elsewhere = På annan plats
meeting-met = Vi har träffats
meeting-moved = Flyttat till en annan tid
meeting-client_absent = Klienten var inte på plats
meeting-cancelled = Inställt
meeting-used_fallback = Reservplanen användes
meeting_status-proposed = Tid föreslagen
meeting_status-missed = Har inte blivit av ännu
meeting_status-met = Vi har träffats
meeting_status-cancelled = Inställt
meeting_status-used_fallback = Reservplanen användes
fallback-phone = Klienten rings upp
fallback-door = Ett besök vid dörren
fallback-letter = Ett brev skickas
fallback-desk = Rådgivningen tar kontakt

# Klientens röst: svaren ger klienten själv.
voice-met_as_person = Blev du bemött som människa?
voice-taken_seriously = Togs ditt ärende på allvar?
voice-solutions_found = Hittades lösningar?
voice_answer-yes = Ja
voice_answer-partly = Delvis
voice_answer-no = Nej

# Vad en fri text varnas för.
caution-identity_code = Texten ser ut att innehålla en personbeteckning. Ta bort den: den behövs inte här.
caution-health_word = Texten ser ut att innehålla hälsouppgifter eller en diagnos. Berätta i stället vad klienten behöver. Klienten kan läsa texten.

# Varför meddelandet inte har kommit fram.
undelivered-unreachable = E-postservern kan inte nås
undelivered-server_silent = E-postservern svarar inte
undelivered-server_busy = E-postservern tar inte emot meddelanden just nu
undelivered-unsafe = Förbindelsen till e-postservern kan inte skyddas
undelivered-login_refused = E-postservern godkänner inte Luotsis inloggning
undelivered-put_off = E-postservern bad om ett nytt försök senare
undelivered-mailbox_failed = Meddelandet kunde inte sparas
undelivered-address_refused = Adressen är inte i bruk
undelivered-letter_refused = E-postservern godkände inte meddelandet
undelivered-given_up = Meddelandet kunde inte skickas trots försök under fem dagar
undelivered-no_address = Mottagaren har ingen e-postadress
undelivered-unwritable = Meddelandet kunde inte sättas ihop
