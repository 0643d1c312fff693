### The pages of handing over.


# The form of a new handoff.
handoff-lead = Fill in any order, while you talk. Only what is marked is needed, the rest can be skipped.
handoff-lead-worker = You met somebody who needs support. Fill in what is marked; the rest can be skipped.
handoff-needed = needed
handoff-needed-reach = one way to reach is needed
handoff-needed-place = municipality is needed
handoff-needed-one = at least one is needed
handoff-none = None of these
handoff-gate-open = One of these is true
handoff-track-hint = A handoff to an organisation is no notification to an authority. Note what has been started.
handoff-track-due = { $kind }: to be started by { $date }
handoff-read-out = Read this out to the client
handoff-permitted = The client gave permission on the phone: to all organisations of the network, and the desk may be told how it goes
handoff-permitted-worker = The client gave permission in person: to all organisations of the network, and the desk may be told how it goes
handoff-consent-open = Permission was given otherwise, or not yet
handoff-person-title = The client and how to reach her
handoff-person-open = No phone or name, non-disclosure, interpreter, more on getting in touch
handoff-place-title = Where does the client live?
handoff-elsewhere = Another municipality
handoff-needs-title = What does the client need?
handoff-own-title = In this network also
handoff-when-title = When, and more to know
handoff-more-title = Wishes, safety, urgency, who was in touch
handoff-more-hint = These can be skipped and filled in later, until the organisation has acknowledged.
handoff-district-by-name = By the name of the place: { $district }
handoff-district-none = Not known
handoff-district-choose = Choose, if it is known
handoff-district-proposed = Proposals
handoff-district-all = All districts
handoff-who-title = Who would take this?
handoff-who-not-yet = A proposal comes here once you have chosen what the client needs.
handoff-who-button = Who would take this?
handoff-ask-whom = Whom do we ask?
handoff-then = Ask here if those before cannot
handoff-to-desk = I leave the choice to the desk
handoff-chip = Why another than the first?
handoff-chip-words = A few more words, if needed
handoff-chip-needed = Say with one choice why another than the first is asked.
handoff-agreed = Agreed by phone with a worker
handoff-agreed-with = With whom was it agreed?
handoff-agreed-nobody = Nobody
handoff-protected = With non-disclosure a worker and a deputy are named. Only they and you see the client.
handoff-advisor = Who at the desk knows of the client?
handoff-why-not = Why not the others?
handoff-nobody = Nobody can take this now. The client waits for a place: the network coordinator looks for one, and she is not forgotten.
handoff-wait-button = Leave to wait for a place
handoff-closed-button = Note that nothing is handed over
handoff-missing = Still missing:
handoff-missing-gate = whether an authority is needed first
handoff-missing-consent = the client's permission
handoff-missing-reach = one way to reach
handoff-missing-place = municipality
handoff-missing-needs = what the client needs
handoff_fault-gate = Say whether an authority is needed first. If not, choose None of these.
handoff_fault-consent = Say whether the client has given permission.
handoff_fault-reach = Give one way to reach the client: phone, address or a meeting place.
handoff_fault-place = Choose the municipality where the client lives.
handoff_fault-needs = Choose at least one thing the client needs support with.
handoff-not-asked = Permission has not been asked yet. Save the draft and call the client, or ask now.
handoff-confirm-who = Confirm whom we ask.
handoff-workers-needed = Name the worker with whom it was agreed, and with non-disclosure a deputy too.
handoff-other-worker = The worker is of another organisation than the one asked. Choose one of theirs.
handoff-same-title = The same client has an open handoff already
handoff-same-open = The same client has an open handoff: open it, or mark that this is another matter.
handoff-same-see = Open { $reference }
handoff-same-separate = This is another matter
handoff-same-why = Why separately?
handoff-separate-why-needed = Say why the client is handed over separately.
handoff-saved-elsewhere = The draft was saved elsewhere after you opened it. Save again if this one is right.
handoff-sent-before = This form was sent once already. Check it and send again if it is about another client.
handoff-draft-title = Draft
handoff-save = Save draft
handoff-saved = The draft is saved.
handoff-discard = Discard draft
handoff-kept-at = Draft saved at { $time }
handoff-keep-denied = Not saved: the client has not given permission.
handoff-keep-closed = Not saved: this is not for the network now. The guidance is on the page.
handoff-keep-trying = Not saved yet. Trying again, you can go on typing.
handoff-keep-ended = The session ended. Press Save draft: you sign in again, and nothing is lost.
handoff-closed-nothing = Nothing about the client was kept. The tally has one mark without details.
handoff-closed-consent = Nothing about the client was kept.
handoff-call-back-title = Call back
handoff-call-back-text = When the emergency is over, support can be brought up again. With the client's permission the draft is kept until the day of the call.
handoff-call-back-button = Keep the draft until that day
handoff-next-one = New handoff
field-call_back_on = The client is called on
taker-full = The places are full now
taker-claim = { $days ->
    [0] said today
    [one] said yesterday
   *[other] said { $days } days ago
}
taker-ask = ask first
taker-asked = asked
taker-change = What would change this:

# Hints under the fields.
handoff_hint-own_words = The client may read this. No identity codes or health details.
handoff_hint-safety_note = The client may read this.
handoff_hint-source_kind = Whoever raised the concern is not told how it goes.
handoff_hint-place_place_name = As the client says it: a part of town or a known place.
handoff_hint-place_postal_code = Proposes a district.
handoff_hint-client_protected = Address and district are shown to nobody. A worker and a deputy are named.
handoff_hint-measures_loneliness = 1 never, 4 often.
handoff_hint-measures_coping = 0 not at all, 10 well.

# Municipalities.
municipality-091 = Helsinki
municipality-837 = Tampere
municipality-049 = Espoo
municipality-092 = Vantaa
municipality-235 = Kauniainen
municipality-853 = Turku
municipality-564 = Oulu
municipality-211 = Kangasala
municipality-418 = Lempäälä
municipality-536 = Nokia
municipality-604 = Pirkkala
municipality-980 = Ylöjärvi
