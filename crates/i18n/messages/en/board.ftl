### The coordinator's pages: the board, what if, the network's meeting, settings.

board-open = Open
board-protected = Protected address, open. Standing still: { $stalled }
board-none = Nobody is standing still.
board-late = { $days ->
    [0] Due today
    [one] One day past due
   *[other] { $days } days past due
}
board-your-turn = Your turn ({ $who })
board-step = Step
board-was-due = was due { $when }
board-why = Why
board-next = What happens next
board-why-nobody = No programme fits the client as things are.
board-why-full = Waits for a place: { $programme }. It is full.
board-why-tries = { $times ->
    [one] One try to reach the client, no answer.
   *[other] { $times } tries to reach the client, no answer.
}
board-why-back = Came back because: { $reason }.
board-why-away = The worker is away and nobody there stands in.
board_why-place = No organisation has been chosen yet.
board_why-acknowledge = The organisation has not acknowledged yet.
board_why-decide = The organisation has acknowledged but not answered.
board_why-first_contact = No first contact is recorded.
board_why-first_meeting = The client was reached but no meeting is recorded.
board_why-review = The situation has not been reviewed.
board_why-check = No follow-up check is recorded.
board_why-desk_decision = The desk has not decided how to go on.
board_why-none = No reason is recorded.
board-next-asks = If there is no answer, this one is asked { $when }: { $programme }.
board-next-back = If there is no answer, it goes back { $desk_into } { $when }.
board-next-stays = The request to take over lapses { $when }, and the client stays where she is.
board-next-ends = The programme ends { $when }.
board-next-holder = Whoever's turn it is gets a reminder { $when }.
board-next-you = You get a reminder { $when }.
board-next-desk = This is told to { $desk_to } { $when }.
board-next-nothing = Nothing more happens by itself.
board-next-asked = A question has already been sent to { $desk_to }.
board-first = To the beginning
board-more = Show the next
board-letters = Mails that did not arrive
board-letters-what = Check the address with the organisation and send the mail again.
board-letter-lines = Notices in the mail: { $count }
board-letters-more = And { $count } more mails.
board-retry = Send again
board-retry-done = The mail is on its way again.
board-doubles = Perhaps the same client at two desks
board-doubles-what = Ask both desks. Luotsi does not tell them of each other.
board-endings = Programmes that end
board-ends-on = Last day
board-ending-people = Clients
board-ending-undecided = Undecided
board-unmet = Nobody could take
board-unmet-sum = In 12 months. No programme fitted: { $nobody }. Places were full: { $full }.
board-map-needs = Waiting now
board-map-needs-what = How many clients wait for a place in each district now. The stronger the colour, the more.
board-map-places = Free places
board-map-places-what = How many free places there are for those who live in each district. A plus means that some programme takes people without a limit.
board-district-unknown = District not known
board-waits-now = Waiting now
board-unmet-year = Could not be taken, 12 months
board-unmet-needs = By need, 12 months
board-unmet-languages = By language, 12 months
board-times = Times
board-places = Places and the age of the claim
board-places-hint = Taken: in support + asked about. Example means that the figure is invented.
board-free = Free
board-limit = Places
board-taken = Taken
board-claimed = Claim of places
board-places-no-limit = no limit
board-places-monthly = { $count } a month
board-places-age = { $days ->
    [0] from today
    [one] from yesterday
   *[other] { $days } days old
}
board-places-over = has ended
board-places-from = begins { $day }
board-places-paused = paused
board-places-paused-until = paused, last day { $day }
board-load = The organisations
board-working = In support
board-statuses = At which stage
board-status = Stage
board-year = From concern to lasting
board-year-what = 12 months, handed over via Luotsi. Protected persons are in no figure.

# Charts.
chart-table = The same figures as a table
flow-title = How far those handed over have come
flow-what = How many of those handed over in 12 months have come to each stage.
flow-head-step = Stage
flow-head-people = Clients
flow-submitted = Handed over
flow-offered = Organisation asked
flow-acknowledged = Acknowledged
flow-accepted = Got a worker
flow-met = Met
flow-ended = Support ended
flow-stable = The change lasted
times-title = How long answers and meetings took
lengths-title = How long support and follow-up took
times-what = The bar of each row is divided by how long the stage took. The shortest is on the left.
took-acknowledged = From question to acknowledgement
took-accepted = From acknowledgement to a worker
took-met = From a worker to a meeting
took-ended = Length of support
took-stable = From ending to a lasting change
length-d0 = same day
length-d2 = 1–2 days
length-d5 = 3–5 days
length-d10 = 6–10 days
length-later = over 10 days
length-m1 = up to 1 month
length-m2 = 1–2 months
length-m3 = 2–3 months
length-m6 = 3–6 months
length-over = over 6 months

# What if.
what-if-title = What if a programme paused?
what-if-what = See where its clients could go. Nothing is sent and nothing is kept.
what-if-month = From which month
what-if-button = Show
what-if-heading = { $programme } pauses: { $month }
what-if-sum = { $count ->
    [0] Nobody would need a new place.
    [one] One client would need a new place.
   *[other] { $count } clients would need a new place.
}
what-if-to = Who would be asked
what-if-to-what = How many clients would fit each programme, each taking a place from the next.
what-if-full = { $count ->
    [one] One client would fit elsewhere, but the places would run out.
   *[other] { $count } clients would fit elsewhere, but the places would run out.
}
what-if-nowhere = { $count ->
    [one] No other programme would fit one client.
   *[other] No other programme would fit { $count } clients.
}
what-if-followed = { $count ->
    [one] One more client is followed up. That goes on despite the pause.
   *[other] { $count } more clients are followed up. That goes on despite the pause.
}
what-if-cut = Only a part was counted, because there are many clients.
what-if-how = Counted from the places and consents of now, by the same rules as the proposals. Those who have been here longest come first. Protected persons are in no figure.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# The network's meeting.
learning-what = The figures are of 12 months and of those handed over via Luotsi. No single client is shown: what is under five is not told by kind. Protected persons are in no figure.
learning-question = The question for this time
learning-no-question = There is no open question.
learning-still = { $open } are open, and { $stalled } of them stand still.
learning-last-month = Last month: { $count }.
learning-unmet-districts = By district, 12 months
learning-back = Who came back
learning-back-sum = { $count } came back to the desk.
learning-lasted = What lasted
learning-lasted-sum = The change was checked and lasts: { $count }.
learning-followed = How it went in follow-up
learning-times = How long it took
learning-voice = The client's voice
learning-voice-asked = Question
learning-few = under 5
learning-decisions = What we agreed
learning-no-decisions = Nothing is recorded yet.
learning-done-kept = Saved.
learning-done-removed = The line is removed.
followed-stable = The change lasted
followed-changed = The situation changed, support went on
followed-unreachable = Not reached
followed-no_contact_wanted = Wanted no contact
followed-moved = Moved away
followed-died = Died
followed-consent_withdrawn = The client withdrew consent
followed-programme_ended = The programme ended
followed-other = Another reason
note-question = Write a question
note-decision = Record what was agreed
note-intro-question = One question for the network to think about together. Do not write about any client. Left empty, the question goes.
note-intro-decision = One line is enough. Do not write about any client: everybody in the network reads this.
note-button = Save
note-remove = Remove
note-anyway = If the text is right all the same, save it once more.
field-question-text = Question
field-decision-text = What was agreed
field-decision-on = On which day
fault-date = Write the day as dd.mm.yyyy.

# The network's settings.
settings-what = This is how the network has agreed to work. The settings are changed by those who run the service, once the network has decided.
settings-rules = What holds for everybody
settings-home = { $desk } answers for what is nobody else's turn.
settings-coordinator = { $organisation } coordinates the network.
settings-confirm = A person confirms every question. The system only proposes.
settings-automatic = The system asks the first of its proposal by itself, then the next.
settings-glass = The coordinator may, as an exception, see who a client is for 15 minutes. The reason is recorded and the desk is told.
settings-no-glass = The coordinator does not see who the clients are.
settings-references = References begin with { $prefix }.
settings-zone = Times are in the time zone { $zone }.
settings-organisations = Organisations
settings-programmes = Programmes
settings-clocks = Times allowed
settings-days = Working days and hours
settings-day-ends = On a working day, what is due is due at
settings-digest = The day's digest is sent at
settings-weekend = Days off in the week
settings-holidays = Public holidays and other days off
settings-form = The handoff form
settings-languages = Languages
settings-wordings = The words in which consent is asked
settings-guidance = Guidance where other help is needed
settings-warnings = What free texts are warned of
settings-identity = Shape of an identity code (9 a digit, _ a separator, * anything)
settings-health = Beginnings of words about health
settings-everywhere = The whole of the network's area
settings-soft = { $districts }. From elsewhere with a reason
settings-from = from { $from }
settings-between = { $from } to { $to }
settings-checks = { $days } days after the ending
settings-no-checks = No follow-up
settings-checks-of = Follow-up where the form is { $form }
setting-needs = Made for these needs
setting-needs_also = Also helps with
setting-forms = Forms of support
setting-age = Age
setting-languages = Languages
setting-languages_ask = To be asked first
setting-area = Area
setting-valid = In force
setting-checks = Follow-up
deadline-call_client_wd = Draft: call the client and ask for consent
deadline-draft_queue_wd = Draft: goes to the desk's queue
deadline-draft_remind_days = Draft: first reminder
deadline-draft_remind_again_days = Draft: second reminder
deadline-draft_days = Draft: shown to the desk's lead
deadline-place_wd = Waiting: find a place
deadline-confirm_waiting_wd = Waiting: ask whether the client still wishes it
deadline-acknowledge_wd = Asked: acknowledge
deadline-decide_wd = Asked: say whether you take the client
deadline-first_contact_wd = Got a worker: first contact
deadline-first_meeting_wd = Reached: first meeting
deadline-review_days = In support: review
deadline-desk_decision_wd = Came back: decide how to go on
deadline-check_again_days = Follow-up, not reached: try again
deadline-worry_after_tries = It is asked whether there is reason to worry
deadline-worry_contact_wd = Worry is asked about so long after the first try
deadline-worry_check_days = In follow-up, worry is asked about so long after the first try
deadline-next_on_days = The next date may be so far ahead
deadline-stall_coordinator_wd = Past due: the coordinator is told
deadline-stall_desk_wd = After the coordinator: the desk is told
deadline-city_assessment_wd = The assessment of needs begins
deadline-desk_task_wd = A task of the desk
deadline-withdrawn_export_hours = Consent withdrawn: the desk may still export its own data
deadline-retention_months = The data of a client who has left are destroyed
deadline-claim_fresh_days = A claim of places is asked again
deadline-ending_notice_days = Warning before a programme ends
unit-wd = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
unit-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
unit-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
unit-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
unit-times = { $count ->
    [one] after 1 try
   *[other] after { $count } tries
}
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

# How the proposals do: who waits longest, whether they are followed, what has been learnt.
routing-title = How the proposals do
routing-lead = The proposals are there for people. This shows when something is wrong with them.
routing-number = { $number }
routing-waiting-title = Who waits longest
routing-waiting = The wait for the first contact is { $days } days on average. Clients: { $people }. Not reached yet: { $unreached }; their wait so far is counted.
routing-nobody = There are too few clients yet to compare how long they wait.
routing-waiting-hint = The last 12 months, and everybody who has not been reached yet. Groups of fewer than five clients and persons with a protected address are left out. A group is not shown where the wait of fewer than five clients could be worked out from it. A group is marked once its wait is at least one and a half times that of all.
routing-worst = Longest wait – { $what }: { $who }. { $days } days on average, { $times ->
    [none] the same as all
   *[other] { $times } times as long as all
}.
routing-group = Group
routing-people = Clients
routing-days = Days
routing-compared = Compared with all
routing-times = { $times } times as long
routing-same = the same as all
routing-longer = Waits longer
routing-more = Other groups
routing-choices = Whether proposals are followed
routing-no-choices = There are no choices yet.
routing-month = Month
routing-first = The first was chosen
routing-other = Another was chosen
routing-share = Otherwise
routing-because = Why another than the first
routing-unsaid = No reason was chosen
routing-rules = Rules that are decided against
routing-rules-hint = Where a rule is decided against more often than one time in five, it is probably the rule that is wrong.
routing-rule = Rule
routing-applied = Had a say
routing-against = Decided against
routing-doubtful = Probably wrong
rule-contact = A sooner first contact comes first
rule-refusal = A surer yes comes first
rule-misfit = What fits better comes first
rule-price = Scarce places are spared
rule-outside_area = Lives outside the programme's area
rule-forms_unwanted = The client does not want this form
rule-handed_back = The organisation handed the client back before
rule-nobody_there = Nobody at the organisation can answer now
routing-learnt = What the answers have taught
routing-learnt-hint = From the answers of the last 12 months. Where there are few, the count stays near what is usual for all. Of the clients, only how well the activity met what was needed and wished is used. The price of a place is how many days longer others are expected to wait if it is taken: it is worked out once a day from those who wait and those who came lately, and a tenth of it counts in the order, and days are added by how full the activity is. For an urgent client the price counts less.
routing-learnt-own = This is how your organisation's answers bear on the order in which you are asked. Where there are few, the count stays near what is usual for all. Of the clients, only how well the activity met what was needed and wished is used. The price of a place is how many days longer others are expected to wait if it is taken: it is worked out once a day from those who wait and those who came lately, and a tenth of it counts in the order, and days are added by how full the activity is. For an urgent client the price counts less.
routing-answers = Answers
routing-yes = Yes, %
routing-few = too few answers
routing-counted = Counted as
routing-answer-days = Answer, days
routing-contact-days = Contact, days
routing-stay = Support, days
routing-price = Price of a place, days
