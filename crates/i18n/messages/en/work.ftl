### The worker's page, the client's page, steps without a line, views.

work-title = My clients
work-away = I am away
work-back = I am not away after all
work-jump = On this page
work-mine = Mine
work-mine-none = You have no clients now.
work-offers = Asked of you
work-offers-none = No open questions.
work-transfers = Asked to take over
work-transfers-hint = The client has a worker in another organisation until you take over.
work-agreed = Agreed with you
work-more = Show more
work-first = To the start of the list
queue-title = Waiting for a connection
queue-hint = The step is kept on this device and goes out by itself when the connection is back.
queue-waiting = goes out when the connection is back
queue-sent = The step that waited has been sent. Reload the page to see how it stands.
queue-refused = The step could not be taken:
queue-drop = Understood
queue-signed-out = Sign in again, then the step goes out.
news-changed = Something has changed: reload
guidance-own = Do this yourself too:
call = Call
calendar-link = Add to your calendar
reached-next = Next try or meeting
reached-none = No date
reached-other = Another day
reached-otherwise = Another kind of contact
accept-other = Somebody else of us takes the client
track-title = With the authority
track-done = Done
offers-title = Who has been asked
offer-transfer = transfer
offer_answer-open = Waiting for an answer
offer_answer-accepted = Took the client
offer_answer-handed_back = Could not take
offer_answer-expired = Did not answer in time
offer_answer-withdrawn = Withdrawn
offer_answer-programme_ended = The activity ended
contacts-title = Contacts and checks
check-one = Check
forms-title = Forms of support
messages-title = Messages
messages-none = No messages.
worry-asked = The client has not been reached in several tries. Answer: is there reason to worry?
fact-safety = Safety
views-title = Who has seen the details
views-what = Every time the identity of client { $reference } was opened stands here. The list can be printed for the client.
views-none = Nobody has seen the details.
views-caption = Views, oldest first
views-when = When
views-who = Who
views-how = On what occasion
view-view = Opened the client's page
view-timeline = Read events and messages
view-export = Took the details into the archive
view-submit = Handed the client over
view-search = Looked the client up
view-accept = Took the client
view-step = Recorded a step
work-tries = { $count ->
    [one] Tried once, no answer
   *[other] Tried { $count } times, no answer
}

# Who waits for the same places, and whose turn it is.
line-title = Turn
line-place = { $people ->
    [one] Nobody else waits for the same places.
   *[other] Number { $place } of { $people } clients who wait for the same places. Urgency and how long somebody has waited decide the order above all.
}
line-days = { $days ->
    [0] There may be a place already.
    [one] A place is expected in about one day.
   *[other] A place is expected in about { $days } days.
}
