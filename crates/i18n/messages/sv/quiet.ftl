### Hjälp och tillgänglighetsutlåtande.

ask-everybody-1 = Vad gör Luotsi?
answer-everybody-1 = Luotsi ser till att en klient som hänvisas från rådgivningen till en organisation inte blir utan någon som ansvarar. Varje öppet ärende har alltid en som står i tur och en tidsfrist.
ask-everybody-2 = Klienten är i omedelbar fara. Vad gör jag?
answer-everybody-2 = Ring 112. Luotsi larmar ingen och ersätter inte en anmälan till myndigheten.
ask-everybody-3 = Jag kan inte logga in.
answer-everybody-3 = Be nätverkskoordinatorn om en ny inbjudan. Med länken i den kan du välja ett nytt lösenord.
ask-everybody-4 = Sessionen tog slut medan jag skrev. Försvann texten?
answer-everybody-4 = Nej. Logga in på nytt så fortsätter du där du var.

ask-advisor-1 = Vilka fält måste fyllas i?
answer-advisor-1 = Om en myndighet behövs först, samtycke, ett sätt att nå klienten, ort och ett behov. Resten kan du fylla i tills organisationen har bekräftat.
ask-advisor-2 = Klienten gav inte sitt samtycke.
answer-advisor-2 = Då sparas inga uppgifter. Ge råd och berätta att klienten kan ringa på nytt.
ask-advisor-3 = Klienten kom tillbaka till arbetskön. Vad nu?
answer-advisor-3 = Öppna klienten, se orsaken och välj en annan organisation eller avsluta. Förslagen är redan räknade på nytt.
ask-advisor-4 = Klienten ringer och minns inte sin beteckning.
answer-advisor-4 = Sök med namn, telefonnummer eller födelseår. Anteckna att klienten frågar: kontaktpersonen får veta det.

ask-worker-1 = Vad är skillnaden mellan att bekräfta och att ta emot?
answer-worker-1 = Bekräftelsen säger att förfrågan har setts. När du tar emot klienten ser du namn och telefonnummer och är klientens egen kontaktperson.
ask-worker-2 = Klienten svarar inte.
answer-worker-2 = Anteckna varje försök: samtal, besök vid dörren, lapp. När försöken blivit många frågar Luotsi om det finns skäl till oro.
ask-worker-3 = Klienten vill att jag återkommer senare.
answer-worker-3 = Välj Inte ännu och ge en dag. Innan dess påminner ingen.
ask-worker-4 = Var skriver jag anteckningar om klientarbetet?
answer-worker-4 = I din egen organisations system. I Luotsi antecknas bara hur långt man har kommit.

ask-lead-1 = Varför frågas platserna på nytt?
answer-lead-1 = Förslagen bygger på det ni senast sade. Gamla uppgifter leder klienter fel.
ask-lead-2 = En kontaktperson har semester eller blir sjuk.
answer-lead-2 = Anteckna frånvaron. Klienterna går till den namngivna ersättaren eller till dig och kommer tillbaka efter frånvaron.
ask-lead-3 = Vår verksamhet upphör.
answer-lead-3 = Du får i god tid en lista där det för varje klient beslutas hur det fortsätter.

ask-coordinator-1 = Var ser jag vem som har blivit stående?
answer-coordinator-1 = Överst på sidan Läget. För var och en syns vem som står i tur, vilket steg som saknas, varför och vad som händer härnäst.
ask-coordinator-2 = Varför ser jag inte vem klienten är?
answer-coordinator-2 = Koordinatorn behöver inga personuppgifter. Om något är oklart frågar du rådgivningen med ett tryck.
ask-coordinator-3 = Ingen kan ta emot klienten.
answer-coordinator-3 = Välj organisation själv: du ser varför var och en passar eller inte. Till en full verksamhet kan du hänvisa bara med motivering, som den ansvariga ser.
ask-coordinator-4 = Vad gör sidan Tänk om?
answer-coordinator-4 = Den räknar ut vart en verksamhets klienter kunde gå under en paus. Inget skickas och inget sparas.

# Tillgänglighetsutlåtande.
access-what = Det här utlåtandet gäller tjänsten Luotsi. Enligt lag ska tjänsten vara tillgänglig (lagen om tillhandahållande av digitala tjänster 306/2019).
access-state-title = Läget
access-state = Tjänsten uppfyller delvis kraven på nivå A och AA i WCAG 2.1. Målet är nivå AA i WCAG 2.2. Nedan står vad som ännu saknas.
access-lacks-title = Vad som ännu inte är tillgängligt
access-lacks-map = Kartan över områden måste på en liten skärm läsas genom att rulla i sidled. Samma siffror finns bredvid som tabell.
access-lacks-languages = Språken som klienten önskar visas på finska, svenska eller engelska. Tjänsten finns inte på teckenspråk eller lätt språk.
access-lacks-assessed = Ingen utomstående sakkunnig har ännu bedömt tjänsten.
access-how-title = Hur det bedömdes
access-how = Som egen bedömning i november 2026: automatiska test, användning med enbart tangentbord samt granskning på smal skärm och med mörka färger. Utlåtandet ses över varje år.
access-feedback-title = Ge respons
access-feedback = Om något inte fungerar för dig, berätta det för nätverkets koordinator per telefon, e-post eller brev. Du behöver inte säga ditt namn. För responsen ansvarar:
access-answer = Du får svar inom två veckor.
access-supervisor-title = Om svaret inte räcker
access-supervisor = Om du inte får svar inom två veckor eller inte är nöjd med svaret kan du klaga hos tillsynsmyndigheten.
access-supervisor-name = Transport- och kommunikationsverket Traficom, tillsynen över digital tillgänglighet
