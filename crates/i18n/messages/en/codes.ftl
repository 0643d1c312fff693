### Fixed codes as words. The key is <family>-<code>.

# What is due.
due-submit = Guide to an organisation or delete the draft
due-call_client = Call the client and ask permission
due-place = Find a place
due-acknowledge = Acknowledge
due-decide = Answer whether you take the client
due-first_contact = Make the first contact
due-first_meeting = Meet for the first time
due-review = Review how it goes
due-check = Make the check
due-desk_decision = Decide what happens next
due-none = Nothing due

# Whose turn.
holder-advisor = The advisor
holder-desk = The advice desk
holder-organisation = The organisation
holder-worker = The worker
holder-coordinator = The network coordinator
holder-nobody = Nobody

role-advisor = Advisor
role-worker = Worker
role-lead = Lead
role-coordinator = Network coordinator
role-machine = System

# Why it was not possible, or why the client was handed back.
hand_back-unreachable = The client was not reached
hand_back-client_declined = The client does not want it
hand_back-no_place = No free place
hand_back-not_target_group = Not in the target group
hand_back-outside_area = Lives outside the area
hand_back-language = No common language
hand_back-needs_authority = Needs an authority
hand_back-programme_ending = The activity is ending
hand_back-other = Another reason

# How the support ended.
end_support-attached_to_community = Attached to a community
end_support-goals_met = Goals met
end_support-onward_path = An onward path was found
end_support-volunteer_continues = A volunteer goes on
end_support-group_continues = Goes on in a group
end_support-moved_to_care = Moved to care
end_support-client_wish = The client's wish
end_support-contact_ended = Contact was lost
end_support-other = Other

# Why it was closed.
close-consent_refused = Permission was not given
close-consent_withdrawn = The client withdrew permission
close-client_declined = The client did not want it
close-no_contact_wanted = Wants no contact
close-unreachable = Not reached
close-ended = Support ended
close-moved = Moved away
close-died = Died
close-other_service = Got another service
close-duplicate = The same person twice
close-entered_in_error = Entered by mistake
close-other = Another reason

# Is an authority needed first: the outcome and the answers.
gate-open = Can be guided to an organisation
gate-emergency = Call 112
gate-other_area = Belongs to another area
gate-other_service = Another service fits better
gate-desk_keeps = The desk takes care of it
gate-authority_only = The authority only
gate-no_consent = Permission is missing
gate_answer-no = No
gate_answer-alongside = Yes, beside the organisation
gate_answer-instead = Yes, instead of the organisation

city_track-assessment = Assessment of service needs
city_track-urgent_assessment = Urgent assessment of service needs
city_track-notification = Notification of service needs
city_track-carer_support = Support for informal care
city_track-child_protection = Child welfare notification
city_track-other = Another matter of an authority

# Permission.
consent_status-given = Permission given
consent_status-refused = Permission refused
consent_status-withdrawn = Permission withdrawn
consent_status-not_asked = Permission not asked yet
consent_status-unable = Unable to give permission
consent_by-client = The client
consent_by-guardian = A guardian entitled to it
consent_by-relative = A relative
consent_by-nobody = Nobody
consent_scope-network = For the organisations of the network
consent_scope-organisations = Only for the organisations named
consent_scope-fields = Only some of the information
consent_method-phone = By phone
consent_method-in_person = Face to face
consent_method-written = In writing
consent_method-message = By message
consent_method-video = In a video call
consent_method-interpreter = Through an interpreter
consent_field-first_name = First name
consent_field-last_name = Last name
consent_field-birth_year = Year of birth
consent_field-phone = Phone number
consent_field-address = Address
consent_field-meeting_place = Meeting place
consent_field-own_words = In own words
consent_field-safety_note = What to mind when meeting
withdraw-feedback = The desk is told no more
withdraw-other_partners = No other organisation may be asked
withdraw-all = The whole permission is withdrawn

source-self = The client
source-relative = A relative
source-neighbour = A neighbour
source-health_care = Health care
source-social_services = Social services
source-adult_social_work = Adult social work
source-housing_unit = A housing unit
source-prison_service = The prison service
source-police = The police
source-parish = The parish
source-ngo = An organisation
source-outreach = Outreach work
source-other = Other
source-anonymous = Anonymous

need-loneliness = Loneliness
need-bereavement = Loss of somebody close
need-no_activity = Too little to do
need-mobility = Difficulty in getting about
need-falls = Falls
need-fear_of_going_out = Fear of going out
need-insecurity = Insecurity
need-mood = Mood
need-memory_worry = Worry about memory
need-paperwork = Paperwork
need-digital = Digital matters
need-money = Money matters
need-carer_exhausted = Exhausted carer
need-new_area = New neighbourhood
need-own_language = Company in own language
need-substance_use = Substance use
need-home_in_disorder = Home in disorder
need-nutrition = Nutrition
need-sight_or_hearing = Sight or hearing
need-life_change = Change in life
need-transition_to_own_home = Move to a home of one's own
need-trust = Building trust
need-relapse = Worry about relapse
need-neighbour_conflict = Conflict with neighbours
need-onward_path = Onward path

form-individual = Own worker
form-home_visit = Home visits
form-phone = Phone calls
form-volunteer = Volunteer
form-first_time_escort = Company for the first time
form-group = Group
form-exercise = Exercise together
form-own_language_group = Group in own language
form-peer = Peer
form-workshop = Workshop

safety-go_in_pairs = Go in pairs
safety-call_first = Call first
safety-do_not_ring_door = Do not ring the doorbell
safety-pet = Pet
safety-smoke = Smoking at home
safety-unsafe_to_call = Not safe to call

contact_rule-no_voicemail = No message on voicemail
contact_rule-sms_only = Text messages only
contact_rule-letter_only = Letters only
contact_rule-ring_long = Let it ring long
contact_rule-mornings = In the mornings
contact_rule-not_relatives = Do not tell relatives
contact_rule-not_at_home = Not at home

urgency-normal = No hurry
urgency-soon = Soon
urgency-urgent = Urgent
gender-female = Woman
gender-male = Man
gender-other = Other

wish-asks_when = Asks when
wish-wants_contact = Wishes to be contacted
wish-changed_mind = Changed her or his mind
wish-worse = Things have got worse
confirm-yes = Still wishes it
confirm-no = Wishes it no more
confirm-changed = The situation has changed
report_change-died = Died
report_change-moved_away = Moved away
report_change-in_hospital = In hospital
alert_desk-needs_assessment = Needs an assessment of service needs
alert_desk-needs_city_service = Needs a service of the city
alert_desk-worse = Things have got worse
phase-supported = Still in supported housing
phase-transition = Moving
phase-independent = In own home
housing-supported = Supported housing
housing-institution = Institution
housing-prison = Prison
housing-own = Own home
housing-none = No home
placement-client_wish = The client's wish
placement-knows_client = Knows the client
placement-spoke_with_them = We spoke with them
placement-other = Another reason

# The age band in years, such as 75–84.
age-years = { $band } years
measure-loneliness = Loneliness (1–4)
measure-coping = How I manage (0–10)

# Why it came back to the desk.
returned-unreachable = The client was not reached
returned-client_declined = The client does not want it
returned-no_place = No free place
returned-not_target_group = Not in the target group
returned-outside_area = Lives outside the area
returned-language = No common language
returned-needs_authority = Needs an authority
returned-programme_ending = The activity is ending
returned-other = Another reason
returned-expired = The organisation did not answer in time
returned-coordinator = Given back by the network coordinator
returned-no_longer_wished = No longer wished, or the situation has changed
returned-consent_narrowed = The client withdrew permission to ask others
returned-programme_ended = The activity has ended
returned-brought_in = An organisation's worker met the client first

# Tasks beside the road.
task-city_track = A matter with an authority
task-confirm_waiting = Ask whether the client still wishes it
task-worry = Worry about the client: act today
task-alert = The worker asks for help
task-client_called = The client is asking
task-second_call = The same client was in touch again
task-ask_desk = The network coordinator asks
task-ask_consent = Ask the client for permission

# An activity that ends: what was decided about the client, and what the decision still waits for.
ending-carry_on = Goes on in another activity
ending-end_early = The support ends before that
ending-desk_checks = The advice desk makes the checks
ending_wait-consent = Waits for the client's permission
ending_wait-answer = Waits for the organisation's answer
ending_wait-place = Waits for a place
ending_wait-end = Happens when the support ends
consent_answer-given = Gave permission
consent_answer-refused = Did not give permission
task-meeting = Meeting together: write it down
task-overlap = End or go on: another worker has joined

# How two matters belong together.
link-carrier = Another organisation beside
link-overlap = Two workers at the same time
link-return = The same client before or after
link-couple = A couple
link-friend = Friends

organisation-desk = Advice desk
organisation-referrer = Referrer
organisation-partner = Organisation
organisation-coordinator = Coordination of the network

# Meeting together: between whom, where, what came of it.
meeting_with-transfer = On the way from one organisation to another
meeting_with-offer = As the client comes to the organisation
meeting_with-desk = With the desk
meeting_place-home = At the client's home
meeting_place-desk = At the desk
meeting_place-organisation = At the organisation
meeting_place-elsewhere = Elsewhere
meeting-met = Met
meeting-moved = Moved to another time
meeting-client_absent = The client was not there
meeting-cancelled = Cancelled
meeting-used_fallback = The other way was taken
meeting_status-proposed = A time is proposed
meeting_status-missed = Has not come about yet
meeting_status-met = Met
meeting_status-cancelled = Cancelled
meeting_status-used_fallback = The other way was taken
fallback-phone = The client is called
fallback-door = A visit to the door
fallback-letter = A letter is sent
fallback-desk = The desk gets in touch

# The client's voice: the client answers.
voice-met_as_person = Were you met as a person?
voice-taken_seriously = Were you taken seriously?
voice-solutions_found = Were solutions found?
voice_answer-yes = Yes
voice_answer-partly = Partly
voice_answer-no = No

# What a free text is warned of.
caution-identity_code = The text seems to hold a personal identity code. Take it out: it is not needed here.
caution-health_word = The text seems to hold something about health or a diagnosis. Say instead what the client needs. She may read the text.

# Why a letter has not arrived.
undelivered-unreachable = The mail server cannot be reached
undelivered-server_silent = The mail server does not answer
undelivered-server_busy = The mail server takes no letters at the moment
undelivered-unsafe = The connection to the mail server cannot be made safe
undelivered-login_refused = The mail server does not accept the login of Luotsi
undelivered-put_off = The mail server asked to try again later
undelivered-mailbox_failed = The letter could not be stored
undelivered-address_refused = The address is not in use
undelivered-letter_refused = The mail server did not accept the letter
undelivered-given_up = Sending was tried for five days in vain
undelivered-no_address = The receiver has no mail address
undelivered-unwritable = The letter could not be put together
