### Why an activity fits or not, and what would change it. The keys are reason-<code> and change-<code>.
### An argument that is missing is given as the word "none". Lists and languages come as finished words.

# Rules that leave an activity out.
reason-not_yet_valid = The activity begins on { $date }
reason-ended = The activity's last day is { $date }
reason-paused = { $date ->
    [none] The activity takes nobody on now, and it is not known until when
   *[other] The activity takes nobody on up to and including { $date }
}
reason-not_within_consent = The client's permission does not cover this organisation
reason-need_not_served = Meets none of the client's needs
reason-language_not_served = Does not work in { $language }
reason-age_outside = { $youngest ->
    [none] { $oldest ->
        [none] The age does not fit the activity
       *[other] The activity is for people of at most { $oldest } years
    }
   *[other] { $oldest ->
        [none] The activity is for people of { $youngest } and over
       *[other] The activity is for people of { $youngest }–{ $oldest } years
    }
}
reason-outside_area = The client lives outside the activity's area
reason-forms_unwanted = The client does not want: { $forms }. This activity is only that
reason-nobody_there = Nobody at the organisation can answer now, the absence lasts until { $date }
reason-handed_back = Handed the client back on { $date }: { $reason }

# What speaks for or against.
reason-needs_served = Made for: { $needs }
reason-needs_also = Also helps with: { $needs }
reason-needs_open = Stays open: { $needs }
reason-forms_wished = The form that the client wishes: { $forms }
reason-forms_not_offered = Not in the form wished: { $forms }
reason-language_served = Works in { $language }
reason-nearby = Works where the client lives
reason-free_places = { $count ->
    [one] One free place
   *[other] { $count } free places
}
reason-no_limit = Takes people on without a limit
reason-full = All places are taken ({ $taken } of { $places })
reason-full_this_month = This month's new clients are taken already
reason-claim_old = { $days ->
    [one] What is known of its places is from yesterday
   *[other] What is known of its places is { $days } days old
}
reason-ends_on = The activity ends soon, on { $date }
reason-expired = Was asked already and did not answer by { $date }
reason-ask_age = The age is not known exactly: ask the client
reason-ask_district = The district is not known: ask the client
reason-ask_language = { $language ->
    [none] The language is not known: ask the client
   *[other] Ask the organisation about the language: { $language }
}
reason-ask_worker = The client's wish for a worker: { $gender }. Ask the organisation
reason-ask_worker_language = The client wishes a worker who speaks this language: { $language }. Ask the organisation
reason-ask_same_worker = The client wishes the same worker as before: ask the organisation

# What asking means in days. The share of fewer than five answers is not told.
reason-days_to_contact = { $days ->
    [one] About one day to the first contact
   *[other] About { $days } days to the first contact
}
reason-days_once_placed = { $days ->
    [one] Once a place is free, about one day more to the first contact
   *[other] Once a place is free, about { $days } days more to the first contact
}
reason-days_of_refusal = { $before ->
    [none] { $percent ->
        [none] { $answers ->
            [0] The chance of a refusal adds { $days } days on average (no answers yet)
            [one] The chance of a refusal adds { $days } days on average (only one answer yet)
           *[other] The chance of a refusal adds { $days } days on average (only { $answers } answers yet)
        }
       *[other] The chance of a refusal adds { $days } days on average ({ $percent } % of { $answers } answers were yes)
    }
   *[other] The chance of a refusal adds { $days } days on average (they were asked about this client before)
}
reason-days_of_misfit = { $days ->
    [one] Does not quite fit ({ $lacks }): counts as one day
   *[other] Does not quite fit ({ $lacks }): counts as { $days } days
}
reason-days_of_price = { $days ->
    [one] Places being few counts as one day: if this one is taken, others wait longer
   *[other] Places being few counts as { $days } days: if this one is taken, others wait longer
}
reason-days_in_all = { $days ->
    [one] In all one day
   *[other] In all { $days } days
}
reason-more_days = { $days ->
    [one] One day more than the first, mostly because of { $because }
   *[other] { $days } days more than the first, mostly because of { $because }
}
term-contact = The time to the first contact
term-refusal = A possible refusal
term-misfit = What does not quite fit
term-price = Few places

# What does not quite fit.
lack-needs_open = Some needs stay open
lack-needs_also = Helps with some needs only beside other things
lack-forms_missing = Not all wished forms are there
lack-form_beside = The wished form is not its usual one
lack-language = The language has to be asked
lack-nearby = It is not especially in the client's area
lack-ends_soon = It ends soon

# Which single thing would change this.
change-place_freed = if a place came free
change-next_month = when a new month begins on { $date }
change-pause_ended = when the activity takes people on again on { $date }
change-absence_ended = when somebody at the organisation is back on { $date }
change-begins = when the activity begins on { $date }
change-consent_widened = if the client permitted asking this organisation too
change-wish_dropped = if this form too suited the client: { $form }
change-wish_lifted = if this form were not wished: { $form }
change-with_reason = it can be chosen by giving a reason
# What would then be different; days, where the contact would come clearly sooner than from the present first.
prospect = { $days ->
    [none] { $change } (then rank { $rank })
   *[other] { $change } (then rank { $rank }; counting possible refusals, contact about { $days } days sooner than from the present first)
}

list-and = { $rest } and { $last }

# Names of languages inside a sentence.
language-fi = Finnish
language-sv = Swedish
language-en = English
language-so = Somali
language-ar = Arabic
language-zh = Chinese
language-vi = Vietnamese
language-ku = Kurdish
language-fa = Farsi
language-prs = Dari
language-ru = Russian
language-et = Estonian
language-se = Northern Sámi
language-de = German
language-fr = French
language-es = Spanish
language-tr = Turkish
language-sq = Albanian
language-uk = Ukrainian
language-ckb = Sorani
language-ti = Tigrinya
language-th = Thai
language-pl = Polish
language-am = Amharic
language-bn = Bengali
language-hi = Hindi
language-kmr = Kurmanji
language-rom = Romani
language-ta = Tamil
language-tl = Tagalog
language-ur = Urdu
language-fse = Finnish Sign Language
language-und = not known

# Why this organisation was asked: each choice as it was made.
why-title = Why this organisation was asked
why-lead = The order is the one worked out then, with the reason for each.
why-none = Nobody has been asked yet.
why-not-kept = What the choice was based on is not kept.
why-asked = { $organisation }, { $programme }: asked on { $date }
why-by = { $who }, { $organisation }, chose.
why-by-organisation = { $organisation } chose.
why-by-network = The network asked the first of the order by itself.
why-after_silence = The one before did not answer in time.
why-after_refusal = The one before could not take the client.
why-named = { $who } had named this one as the next to ask on { $date }.
why-next = This is the order as worked out at that moment.
why-first = It was the first of the proposals.
why-rank = It had rank { $rank } among the proposals.
why-outside = The proposals left it out.
why-because = It was chosen because: { $reason }.
why-same = The same facts give the same order today.
why-otherwise = The same facts would give another order today. Tell whoever runs the service.
why-rules = The choice was made by earlier rules.
why-no_definition = What the network was like then is no longer stored, so the order cannot be worked out again.
why-kept = This is what was kept then.

# The same where the order does not come out as it was: what was kept then, without dates and names.
kept-not_yet_valid = The activity had not begun
kept-ended = The activity had ended or was about to
kept-paused = The activity took nobody on
kept-not_within_consent = The client's permission did not cover this organisation
kept-need_not_served = Met none of the client's needs
kept-language_not_served = Did not work in the client's language
kept-age_outside = The client's age did not fit the activity
kept-outside_area = The client lived outside the activity's area
kept-forms_unwanted = The client did not want this form
kept-nobody_there = Nobody at the organisation could answer
kept-handed_back = Had handed the client back
kept-needs_served = Made for what the client needed
kept-needs_also = Help with something else that the client needed, too
kept-needs_open = Some of the client's needs stayed open
kept-forms_wished = The form that the client wished
kept-forms_not_offered = Not in the form that the client wished
kept-language_served = Worked in the client's language
kept-nearby = Worked where the client lived
kept-free_places = There were free places
kept-no_limit = Took people on without a limit
kept-full = The places were full
kept-full_this_month = The month's new clients had been taken already
kept-claim_old = What was known of its places was old
kept-ends_on = The activity was about to end
kept-expired = Had been asked already and did not answer in time
kept-ask_age = The age was to be asked
kept-ask_district = The district was to be asked
kept-ask_language = The language was to be asked
kept-ask_worker = The wish for a worker was to be asked
kept-ask_worker_language = The worker's language was to be asked
kept-ask_same_worker = The wish for the same worker was to be asked
kept_days-term = { $days ->
    [one] { $what }: one day
   *[other] { $what }: { $days } days
}
kept_days-all = In all

# The same from the command line (luotsi explain): without names of people.
explain-offer = { $date } asked: { $programme }: { $answer }
explain-asked = { $date } asked: { $programme }.
explain-by = Chosen by: { $who }, { $organisation }.
explain-same = The same facts give the same order today:
explain-otherwise = THE SAME FACTS WOULD GIVE ANOTHER ORDER TODAY: run `luotsi verify`. This was kept then:
explain-rules = The choice was made by earlier rules. This was kept then:
explain-no_definition = What the network was like then is no longer stored. This was kept then:
explain-now = The order now:
