### The desk's pages, and what is given after the call.


# The receipt.
receipt-title = The client is handed over
receipt-say = Tell the client the reference
receipt-next = What happens now
receipt-then = If this one cannot take the client, we ask:
receipt-track = With the authority too:
receipt-open = Open the client's page
receipt-waiting = Nobody could take the client yet. The network coordinator looks for a place.
receipt-offered = { $organisation } answers { $due }. If it takes the client, its worker calls her.
receipt-acknowledged = { $organisation } has acknowledged and answers { $due }.
receipt-accepted = { $worker ->
    [none] A worker of { $organisation }
   *[other] { $worker } ({ $organisation })
} calls the client { $due }.
receipt-reached = { $worker ->
    [none] A worker of { $organisation }
   *[other] { $worker } ({ $organisation })
} has reached the client and meets her { $due }.
receipt-in_support = { $organisation } supports the client.
receipt-follow_up = { $organisation } asks once more how the client is { $due }.
receipt-returned = It waits for a decision { $desk_in } { $due }.
receipt-stable = The change has lasted. The follow-up has ended.
receipt-closed = This handoff has ended.
receipt-hidden = The client has not permitted to tell how it goes. You are told if you are needed.

# The sheet for the refrigerator door: to the client, only what is true now.
note-page = Sheet for the client
note-hint = Print it, post it, or read it out. The sheet promises only what is true now.
note-print = Print
note-other-language = The client's language is { $language }. The sheet is in the network's first language: ask an interpreter to read it.
note-language-unknown = The client's language is not known. The sheet is in the network's first language.
note-title = We are finding support for you
note-offered = We asked { $organisation } whether it can help you. It answers us { $due }. If nobody has called you by then, call us.
note-acknowledged = We asked { $organisation } whether it can help you. It answers us { $due }. If nobody has called you by then, call us.
note-waiting = We are looking for support that suits you. There is no place yet. You are not forgotten: you can call us whenever you like.
note-accepted = { $organisation } helps you. { $worker ->
    [none] A worker
   *[other] { $worker }
} gets in touch with you { $due }. If not, call us.
note-reached = { $organisation } helps you. { $worker ->
    [none] A worker
   *[other] { $worker }
} meets you { $due }. If not, call us.
note-in_support = { $organisation } supports you. { $worker ->
    [none] You
   *[other] Your worker is { $worker }. You
} can call us too.
note-follow_up = The support has ended. { $organisation } asks once more how you are { $due }. If something changes before that, call us.
note-returned = We are finding new support for you and decide { $due }. If nobody has called you by then, call us.
note-stable = The follow-up has ended. If something changes, call us.
note-closed = This has ended. If you need support, call us.
note-hidden = We asked for support for you as we agreed. If nobody calls you, call us.
note-call = Phone:
note-code = Your reference: { $reference }
note-free = This is up to you. You can take back your permission at any time by calling us.

# Text for the client information system.
copy-title = Copy to the client information system
copy-label = Text
copy-hint = No name or identity code: paste it on the client's own page.
copy-button = Copy
copy-done = Copied.
copy-head = Handoff to an organisation, reference { $reference }
copy-status = Where it stands
copy-consent = Permission
copy-track = With the authority

# The desk's page.
desk-nothing = Nothing is waiting for you right now.
desk-cut = These are the most urgent. The rest come into sight once these are done.
desk-do = Record it
desk-own = My handoffs
desk-own-none = You have not handed anybody over yet.
desk-drafts = Drafts
desk-drafts-none = There are no drafts.
desk-drafts-queue = The desk's shared ones
desk-draft-old = Has lain long
desk-met = { $count ->
    [one] One client whom you handed over was met this week.
   *[other] { $count } clients whom you handed over were met this week.
}
done-discard = The draft is discarded.
done-amend = The details are saved.
done-watch = Noted: the clients have been told.

# Whoever rings back.
search-who-rings = Who is calling?
search-hint = One is enough: name, phone or year of birth, as it was written down.
search-name = Name or last name
search-birth-year = Year of birth
search-nothing-asked = Write a name, a phone number or a year of birth.
search-found = { $count ->
    [0] Nobody was found
    [one] One was found
   *[other] { $count } were found
}
search-logged = Every view is logged.
search-more = There are more: add the year of birth or the phone.

# Nobody of a partner is there.
watch-row = { $organisation }: nobody is there, { $count } clients
watch-title = Tell the clients: { $organisation }
watch-what = Nobody of { $organisation } is there { $from } – { $until }. Tell these clients that support begins or goes on later.
watch-due = Tell them
watch-done-at = Told
watch-button = All have been told

# Choosing, handing over again, asking permission anew.
place-button = Ask this organisation
place-beyond = Reason, where there is no place
place-beyond-hint = Beyond the places one asks only with a reason. The organisation's lead sees it.
reopen-lead = The details come from the earlier handoff. Permission is asked anew.
amend-lead = Fill in or mend details until the organisation has acknowledged. Permission and the authority's track have pages of their own.
amend-button = Save
renew-lead = Ask the client who may be asked now.
