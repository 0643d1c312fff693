### Varför en verksamhet passar eller inte, och vad som skulle ändra det. Nycklarna är reason-<kod> och change-<kod>.
### Ett argument som saknas ges som ordet "none". Uppräkningar och språk kommer som färdiga ord.

# Regler som gör att verksamheten faller bort.
reason-not_yet_valid = Verksamheten börjar { $date }
reason-ended = Verksamhetens sista dag är { $date }
reason-paused = { $date ->
    [none] Verksamheten tar inte emot nya nu, fortsättningen är inte känd
   *[other] Verksamheten tar inte emot nya till och med { $date }
}
reason-not_within_consent = Klientens samtycke gäller inte den här organisationen
reason-need_not_served = Motsvarar inget av klientens behov
reason-language_not_served = Ges inte på det här språket: { $language }
reason-age_outside = { $youngest ->
    [none] { $oldest ->
        [none] Åldern passar inte verksamheten
       *[other] Verksamheten är för högst { $oldest }-åringar
    }
   *[other] { $oldest ->
        [none] Verksamheten är för dem som har fyllt { $youngest } år
       *[other] Verksamheten är för { $youngest }–{ $oldest }-åringar
    }
}
reason-outside_area = Klienten bor utanför verksamhetens område
reason-forms_unwanted = Klienten vill inte ha: { $forms }. Den här verksamheten är bara sådan
reason-nobody_there = Ingen i organisationen kan svara just nu, frånvaron varar till och med { $date }
reason-handed_back = Lämnade tillbaka klienten { $date }: { $reason }

# Vad som talar för eller emot.
reason-needs_served = Avsedd för: { $needs }
reason-needs_also = Hjälper också med: { $needs }
reason-needs_open = Förblir öppet: { $needs }
reason-forms_wished = Den form klienten önskar: { $forms }
reason-forms_not_offered = Den önskade formen saknas: { $forms }
reason-language_served = Ges på det här språket: { $language }
reason-nearby = Verkar där klienten bor
reason-free_places = { $count ->
    [one] En ledig plats
   *[other] { $count } lediga platser
}
reason-no_limit = Tar emot utan gräns
reason-full = Alla platser är upptagna ({ $taken }/{ $places })
reason-full_this_month = Månadens nya klienter har redan tagits emot
reason-claim_old = { $days ->
    [one] Uppgiften om platserna är från i går
   *[other] Uppgiften om platserna är { $days } dagar gammal
}
reason-ends_on = Verksamheten upphör snart, { $date }
reason-expired = Har redan fått förfrågan och svarade inte senast { $date }
reason-ask_age = Åldern är inte exakt känd: fråga klienten
reason-ask_district = Bostadsområdet är inte känt: fråga klienten
reason-ask_language = { $language ->
    [none] Språket är inte känt: fråga klienten
   *[other] Fråga organisationen om det går bra på det här språket: { $language }
}
reason-ask_worker = Klientens önskemål om medarbetare: { $gender }. Fråga organisationen
reason-ask_worker_language = Klienten önskar en medarbetare som talar det här språket: { $language }. Fråga organisationen
reason-ask_same_worker = Klienten önskar samma medarbetare som förut: fråga organisationen

# Vad en förfrågan betyder i dagar. Andelen av färre än fem svar nämns inte.
reason-days_to_contact = { $days ->
    [one] Till den första kontakten uppskattningsvis en dag
   *[other] Till den första kontakten uppskattningsvis { $days } dagar
}
reason-days_once_placed = { $days ->
    [one] När en plats blir ledig dröjer den första kontakten ännu uppskattningsvis en dag
   *[other] När en plats blir ledig dröjer den första kontakten ännu uppskattningsvis { $days } dagar
}
reason-days_of_refusal = { $before ->
    [none] { $percent ->
        [none] { $answers ->
            [0] Risken för ett nej förlänger väntan med i medeltal { $days } dagar (inga svar än)
            [one] Risken för ett nej förlänger väntan med i medeltal { $days } dagar (bara ett svar än)
           *[other] Risken för ett nej förlänger väntan med i medeltal { $days } dagar (bara { $answers } svar än)
        }
       *[other] Risken för ett nej förlänger väntan med i medeltal { $days } dagar ({ $percent } % av { $answers } svar var ja)
    }
   *[other] Risken för ett nej förlänger väntan med i medeltal { $days } dagar (de har redan tillfrågats om den här klienten)
}
reason-days_of_misfit = { $days ->
    [one] Passar inte helt ({ $lacks }): motsvarar en dag
   *[other] Passar inte helt ({ $lacks }): motsvarar { $days } dagar
}
reason-days_of_price = { $days ->
    [one] Att det är ont om platser motsvarar en dag: om den här platsen går väntar andra längre
   *[other] Att det är ont om platser motsvarar { $days } dagar: om den här platsen går väntar andra längre
}
reason-days_in_all = { $days ->
    [one] Sammanlagt en dag
   *[other] Sammanlagt { $days } dagar
}
reason-more_days = { $days ->
    [one] En dag mer än den första, mest på grund av { $because }
   *[other] { $days } dagar mer än den första, mest på grund av { $because }
}
term-contact = Tiden till den första kontakten
term-refusal = Ett möjligt nej
term-misfit = Det som inte riktigt passar
term-price = Ont om platser

# Vad som inte passar helt.
lack-needs_open = En del av behoven förblir öppna
lack-needs_also = Hjälper med en del av behoven bara vid sidan av annat
lack-forms_missing = Alla önskade former finns inte
lack-form_beside = Den önskade formen är inte den vanligaste här
lack-language = Språket måste frågas
lack-nearby = Finns inte särskilt i klientens område
lack-ends_soon = Verksamheten slutar snart

# Vilken enda sak som skulle ändra det här.
change-place_freed = om en plats blev ledig
change-next_month = när en ny månad börjar { $date }
change-pause_ended = när verksamheten tar emot nya igen { $date }
change-absence_ended = när någon i organisationen är på plats igen { $date }
change-begins = när verksamheten börjar { $date }
change-consent_widened = om klienten gav sitt samtycke till att också fråga den här organisationen
change-wish_dropped = om också den här formen passade klienten: { $form }
change-wish_lifted = om den här formen inte önskades: { $form }
change-with_reason = den kan väljas om man anger en motivering
# Vad som då skulle vara annorlunda; dagar, om kontakten kom klart tidigare än från den som nu är först.
prospect = { $days ->
    [none] { $change } (då plats { $rank } i ordningen)
   *[other] { $change } (då plats { $rank } i ordningen; möjliga nej inräknade skulle kontakten komma uppskattningsvis { $days } dagar tidigare än från den som nu är först)
}

list-and = { $rest } och { $last }

# Språkens namn inne i en mening.
language-fi = finska
language-sv = svenska
language-en = engelska
language-so = somaliska
language-ar = arabiska
language-zh = kinesiska
language-vi = vietnamesiska
language-ku = kurdiska
language-fa = farsi
language-prs = dari
language-ru = ryska
language-et = estniska
language-se = nordsamiska
language-de = tyska
language-fr = franska
language-es = spanska
language-tr = turkiska
language-sq = albanska
language-uk = ukrainska
language-ckb = sorani
language-ti = tigrinska
language-th = thailändska
language-pl = polska
language-am = amhariska
language-bn = bengali
language-hi = hindi
language-kmr = kurmanji
language-rom = romani
language-ta = tamil
language-tl = tagalog
language-ur = urdu
language-fse = finskt teckenspråk
language-und = inte känt

# Varför den här organisationen tillfrågades: varje val så som det gjordes.
why-title = Varför den här organisationen tillfrågades
why-lead = Ordningen är den som räknades ut då, med orsaken för var och en.
why-none = Ingen har tillfrågats ännu.
why-not-kept = Grunderna för valet har inte sparats.
why-asked = { $organisation }, { $programme }: tillfrågades { $date }
why-by = Valet gjordes av { $who }, { $organisation }.
why-by-organisation = Valet gjordes av { $organisation }.
why-by-network = Nätverket frågade av sig självt den första i ordningen.
why-after_silence = Den föregående svarade inte i tid.
why-after_refusal = Den föregående kunde inte ta emot klienten.
why-named = { $who } hade valt den här som reserv { $date }.
why-next = Här är ordningen som räknades ut då.
why-first = Den var först bland förslagen.
why-rank = Den hade plats { $rank } bland förslagen.
why-outside = Förslagen lämnade bort den.
why-because = Den valdes därför att: { $reason }.
why-same = Samma uppgifter ger samma ordning också nu.
why-otherwise = Samma uppgifter skulle nu ge en annan ordning. Berätta det för den som sköter tjänsten.
why-rules = Valet gjordes med tidigare regler.
why-no_definition = Nätverkets uppgifter från den tiden finns inte längre sparade, så ordningen kan inte räknas ut på nytt.
why-kept = Här är det som sparades då.

# Detsamma, om ordningen inte längre blir den samma: vad som sparades då, utan dagar och namn.
kept-not_yet_valid = Verksamheten hade inte börjat
kept-ended = Verksamheten hade upphört eller skulle snart upphöra
kept-paused = Verksamheten tog inte emot nya
kept-not_within_consent = Klientens samtycke gällde inte den här organisationen
kept-need_not_served = Motsvarade inget av klientens behov
kept-language_not_served = Gavs inte på klientens språk
kept-age_outside = Klientens ålder passade inte verksamheten
kept-outside_area = Klienten bodde utanför verksamhetens område
kept-forms_unwanted = Klienten ville inte ha den här formen
kept-nobody_there = Ingen i organisationen kunde svara
kept-handed_back = Hade lämnat tillbaka klienten
kept-needs_served = Avsedd för det som klienten behövde
kept-needs_also = Hjälp också med annat som klienten behövde
kept-needs_open = En del av klientens behov förblev öppna
kept-forms_wished = Den form klienten önskade
kept-forms_not_offered = Den önskade formen saknades
kept-language_served = Gavs på klientens språk
kept-nearby = Verkade där klienten bodde
kept-free_places = Det fanns lediga platser
kept-no_limit = Tog emot utan gräns
kept-full = Platserna var fyllda
kept-full_this_month = Månadens nya klienter hade redan tagits emot
kept-claim_old = Uppgiften om platserna var gammal
kept-ends_on = Verksamheten skulle snart upphöra
kept-expired = Hade redan fått förfrågan och svarade inte i tid
kept-ask_age = Åldern skulle frågas
kept-ask_district = Bostadsområdet skulle frågas
kept-ask_language = Språket skulle frågas
kept-ask_worker = Önskemålet om medarbetare skulle frågas
kept-ask_worker_language = Medarbetarens språk skulle frågas
kept-ask_same_worker = Önskemålet om samma medarbetare skulle frågas
kept_days-term = { $days ->
    [one] { $what }: en dag
   *[other] { $what }: { $days } dagar
}
kept_days-all = Sammanlagt

# Detsamma från kommandoraden (luotsi explain): utan människors namn.
explain-offer = { $date } tillfrågades: { $programme }: { $answer }
explain-asked = { $date } tillfrågades: { $programme }.
explain-by = Valet gjordes av { $who }, { $organisation }.
explain-same = Samma uppgifter ger samma ordning också nu:
explain-otherwise = SAMMA UPPGIFTER SKULLE NU GE EN ANNAN ORDNING: kör `luotsi verify`. Det här sparades då:
explain-rules = Valet gjordes med tidigare regler. Det här sparades då:
explain-no_definition = Nätverkets uppgifter från den tiden finns inte längre sparade. Det här sparades då:
explain-now = Ordningen nu:
