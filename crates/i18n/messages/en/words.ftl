### Statuses, actions and words that are seen everywhere. Arguments: crates/i18n/README.md.

app-name = Luotsi

# The status as a sentence. $organisation is the organisation's name, $desk_in the desk's ("at Seniori-info").
status-draft = Draft
status-waiting = Waiting for a place
status-offered = Asked: { $organisation }
status-acknowledged = Acknowledged, an answer is coming
status-accepted = { $organisation } takes the client
status-in_support = Support under way
status-follow_up = Support ended, follow-up goes on
status-returned = Back { $desk_in }
status-stable = The change has lasted
status-closed = Closed: { $reason }

# The status without names: for filters, headings and wherever a name must not be shown.
stage-draft = Draft
stage-waiting = Waiting for a place
stage-offered = Asked
stage-acknowledged = Acknowledged
stage-accepted = Accepted
stage-in_support = Support under way
stage-follow_up = Follow-up
stage-returned = Came back
stage-stable = The change has lasted
stage-closed = Closed

# The desk's common name, where the network has not given its own.
desk-name = the advice desk
desk-in = at the advice desk
desk-into = to the advice desk
desk-to = the advice desk

# Actions on buttons.
action-submit = Guide to the organisation
action-place = Choose an organisation
action-close = Close
action-client_called = The client is asking
action-confirm_waiting = Ask whether the client still wishes it
action-keep_waiting = Keep waiting
action-withdraw_consent = The client withdrew permission
action-update_city_track = Update the authority's part
action-add_carrier = Ask another organisation to join
action-reopen = Begin again
action-send_message = Send a message
action-acknowledge = Acknowledge
action-accept = I take the client
action-hand_back = We cannot take
action-hand_back_accepted = Hand back { $desk_into }
action-record_contact = Record a contact
action-review = Review how it goes
action-reassign = Pass to a colleague
action-transfer = Transfer to another organisation
action-end_support = End the support, go on to follow-up
action-record_check = Record the check
action-report_change = The client's situation changed
action-alert_desk = Tell { $desk_to }
action-propose_meeting = Propose a meeting together
action-record_meeting = Meeting together: record it
action-return = Hand back { $desk_into }
action-ask_desk = Ask { $desk_to }
action-link = Connect a couple or friends
action-unlink = Remove the connection
action-extend_overlap = Go on together for a while
action-renew_consent = Ask for permission again
action-amend = Add or correct details
action-plan_ending = Decide what happens when the activity ends
action-record_consent = Record the client's answer about permission
action-break_glass = Open the identity exceptionally

# How a contact went, and how it was made.
contact-no_answer = No answer
contact-reached = Reached
contact-not_yet = Not yet
contact-met = Met
contact-declined = Does not want it
contact_kind-phone = Call
contact_kind-door = Call at the door
contact_kind-letter = Letter or note
contact_kind-message = Message
contact_kind-meeting = Meeting
contact_kind-visit = Home visit

# How a check went.
check-stable = The change has lasted
check-changed = The situation has changed
check-not_reached = Not reached
check-no_contact_wanted = Wants no contact
check-moved = Moved away
check-died = Died

# Turn and time.
word-turn = Whose turn
word-due = By
word-stalled = Left waiting
word-programme = Activity
word-organisation = Organisation
word-reference = Reference
word-reason = Reason
word-worry = Is there reason to worry?
word-yes = Yes
word-no = No
word-unknown = Not known
word-meeting_together = Meeting together
word-example = example
word-protected = Protected person

heading-consent = Has the client given permission?
heading-gate = Is an authority needed first?

# Five words of feedback, and one exception.
feedback-acknowledged = Acknowledged
feedback-accepted = Accepted
feedback-met = Met
feedback-ended = Support ended
feedback-lasted = The change lasted
feedback-needs_you = Needs you
needs_you-returned = Came back: choose what happens next
needs_you-unreachable = The client has not been reached
needs_you-waiting = Has waited long for a place
