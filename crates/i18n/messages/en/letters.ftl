### Letters. Never anything about the client: reference, link, organisation, activity and dates.
### Each notice has the heading letter-<code>-title and the text letter-<code>-text.

letter-subject = { $title } { $reference }
letter-greeting = Hello { $name },
letter-reference = Reference: { $reference }
letter-due = { $what }: { $due }
letter-due-past = { $what }: was due { $due }
letter-open = Open in Luotsi: { $reference }
letter-open-at = Open in Luotsi: { $link }
letter-open-it = Open in Luotsi
letter-confirm = Confirm: it still holds
letter-confirm-at = Confirm that it still holds: { $link }
letter-digest-subject = { $count ->
    [one] Luotsi today: one thing
   *[other] Luotsi today: { $count } things
}
letter-digest-text = { $count ->
    [one] This waits for you, or has happened since the last message.
   *[other] These wait for you, or have happened since the last message.
}
letter-undelivered = { $count ->
    [one] One of the network's letters has not arrived. The coordinator's board says who lacks it.
   *[other] { $count } of the network's letters have not arrived. The coordinator's board says who lacks them.
}
letter-footer = This message says nothing about the client: you see that in Luotsi when you have signed in. This message cannot be answered.

letter-offered-title = Asked: a new client
letter-offered-text = You are asked whether you can take a new client. Acknowledge this, and then answer whether you take the client.
letter-transfer_offered-title = Asked as a transfer: a new client
letter-transfer_offered-text = Another organisation asks whether you can go on supporting a client. The client stays with the present worker until you accept.
letter-offer_withdrawn-title = The question was taken back
letter-offer_withdrawn-text = The question no longer stands: it was not answered in time, or the client's situation changed. You need not do anything.
letter-offer_withdrawn_consent-title = The question was withdrawn
letter-offer_withdrawn_consent-text = The client withdrew permission, so you no longer see the question. You need not do anything.
letter-returned-title = Came back: choose what happens next
letter-returned-text = The organisation could not take the client, or handed the client back. A fresh proposal is ready: choose an organisation, or close.
letter-returned_unreachable-title = Came back: the client was not reached
letter-returned_unreachable-text = Several attempts to reach the client failed. The worker sees no reason to worry. Decide what happens next.
letter-returned_all-title = Came back yesterday and waits for you
letter-returned_all-text = The client came back from an organisation and nobody has decided yet. Any of you can take this up.
letter-consent_withdrawn-title = The client withdrew permission
letter-consent_withdrawn-text = The client has withdrawn permission, and access to the information in Luotsi has ended. What the client has agreed with the organisation directly stays a matter between the two of them.
letter-consent_narrowed-title = The client narrowed the permission
letter-consent_narrowed-text = The client has narrowed the permission given. See in Luotsi how far it now reaches, and go by that.
letter-feedback_acknowledged-title = Acknowledged
letter-feedback_acknowledged-text = The organisation has acknowledged the question. An answer is coming.
letter-feedback_accepted-title = Accepted
letter-feedback_accepted-text = The organisation takes the client. A worker will be in touch with the client.
letter-feedback_met-title = Met
letter-feedback_met-text = The worker has met the client.
letter-feedback_ended-title = Support ended
letter-feedback_ended-text = The support has ended. Where a follow-up was agreed, it goes on.
letter-feedback_lasted-title = The change lasted
letter-feedback_lasted-text = The change has lasted to the end of the follow-up.
letter-needs_you_returned-title = Needs you
letter-needs_you_returned-text = This has come back and waits for your decision.
letter-needs_you_unreachable-title = Needs you: not reached
letter-needs_you_unreachable-text = The client has not been reached. Decide what happens next.
letter-needs_you_waiting-title = Needs you: has waited long
letter-needs_you_waiting-text = The client has waited long for a place. See what can be done.
letter-waiting_new-title = Waiting for a place
letter-waiting_new-text = There was no place for the client at once. Find a place, or agree until which day to wait.
letter-place_free-title = A place has come free for somebody waiting
letter-place_free-text = There is a free place and somebody is waiting for it. See the proposal and confirm it.
letter-confirm_waiting-title = Ask the client: is it still wished
letter-confirm_waiting-text = The client is still waiting for a place. Call and ask whether it is still wished, and record the answer.
letter-reminder_submit-title = A draft is waiting
letter-reminder_submit-text = The draft waits for your decision: guide the client to an organisation, or delete the draft.
letter-reminder_call_client-title = Call the client and ask permission
letter-reminder_call_client-text = Permission has not been asked yet. Call the client and record the answer in the draft.
letter-reminder_call_back-title = Call the client back as promised
letter-reminder_call_back-text = The client was promised a call on the agreed day. Call, and go on with the draft or delete it.
letter-draft_old-title = A draft has been left unfinished
letter-draft_old-text = The draft has been unfinished for long. It does not vanish by itself: guide the client to an organisation, or delete the draft.
letter-reminder_place-title = Find a place for somebody waiting
letter-reminder_place-text = The client waits for a place. Choose an organisation, hand back, or agree until which day to wait.
letter-reminder_acknowledge-title = Not acknowledged yet
letter-reminder_acknowledge-text = The question to you has not been acknowledged yet. Acknowledging tells that you have seen it.
letter-reminder_decide-title = No answer yet
letter-reminder_decide-text = Answer whether you take the client. If you cannot, the client gets elsewhere sooner when you say so at once.
letter-reminder_first_contact-title = Make the first contact
letter-reminder_first_contact-text = The client has not been contacted yet. Record the contact, also when nobody answers.
letter-reminder_first_meeting-title = Meet for the first time
letter-reminder_first_meeting-text = The client has been reached, but no meeting is recorded yet. Record the meeting or a new day.
letter-reminder_review-title = Review how it goes
letter-reminder_review-text = It is time to look with the client at how the support goes. Record its present form and the next day.
letter-reminder_check-title = Make the check
letter-reminder_check-text = The support has ended, and it is time to ask whether the change has lasted. Record the answer.
letter-reminder_desk_decision-title = No decision yet
letter-reminder_desk_decision-text = What came back waits for a decision: choose an organisation, or close.
letter-stalled_coordinator-title = Left waiting
letter-stalled_coordinator-text = The due time has passed and nothing has happened. See whose turn it is, and ask what it is about.
letter-stalled_desk-title = Left waiting
letter-stalled_desk-text = A client whom the desk guided onward is waiting: the due time has passed and nothing has happened. See whose turn it is.
letter-transfer_accepted-title = The transfer succeeded
letter-transfer_accepted-text = Another organisation takes the client. The client is with them now, and you no longer see the client.
letter-transfer_declined-title = The transfer did not succeed
letter-transfer_declined-text = The other organisation did not take the client. Nothing changed: the client is still with you.
letter-reassigned_to_you-title = Passed to you
letter-reassigned_to_you-text = A colleague has passed a client to you. See what comes next.
letter-placed_beyond_capacity-title = Asked beyond the places
letter-placed_beyond_capacity-text = The network coordinator asks you to take a client although your places are full. The reason is in Luotsi. The decision is yours.
letter-alarm_second_call-title = The same client was in touch again
letter-alarm_second_call-text = There was a second call about an open matter. See whether the situation has changed.
letter-client_called-title = The client is asking
letter-client_called-text = The client called the desk. Be in touch with the client on the next working day.
letter-alert_desk-title = The worker asks for help
letter-alert_desk-text = The worker tells that the client needs other support as well. See what is needed and take it forward.
letter-ask_desk-title = The network coordinator asks
letter-ask_desk-text = The network coordinator asks you to look at this. The coordinator does not see who the client is, so the answer is with you.
letter-worry_urgent-title = Urgent: worry about a client
letter-worry_urgent-text = The client has not been reached and the worker is worried. Act today. If you suspect danger to life, call 112.
letter-city_track_due-title = An authority's due time is near
letter-city_track_due-text = The client has a matter with an authority whose due time is near. Make sure that it goes forward.
letter-closed_quiet-title = Closed
letter-closed_quiet-text = This has been closed. You need not do anything.
letter-message-title = New message
letter-message-text = There is a message for you in Luotsi.
letter-back_to_support-title = The situation changed, support goes on
letter-back_to_support-text = The check showed that the situation has changed. The client is in support again.
letter-returned_ended-title = The activity has ended: choose what is done next
letter-returned_ended-text = The activity that had the client has ended. The matter waits for your decision and does not run out. A new proposal is ready.
letter-checks_to_desk-title = The activity has ended: the checks are yours now
letter-checks_to_desk-text = The support has ended and the activity is no more. The time of the check has not changed: ask the client then whether the change has lasted.
letter-ask_consent-title = Ask the client for permission
letter-ask_consent-text = Another organisation could go on with the client, but there is no permission for it yet. Ask the client and record the answer.
letter-consent_answered-title = The client has answered about permission
letter-consent_answered-text = The client was asked whether another organisation may be told. See the answer and go on by it.
letter-programme_ending-title = The activity ends
letter-programme_ending-text = Decide about each client before the last day: who goes on, whether the support ends, or whether the advice desk makes the checks.
letter-programme_ends = { $count ->
    [0] The last day is { $date }. Everybody has been decided about.
    [one] The last day is { $date }. One client has not been decided about yet.
   *[other] The last day is { $date }. { $count } clients have not been decided about yet.
}
letter-meeting_proposed-title = Meeting together: a time is proposed
letter-meeting_proposed-text = You are asked to join in meeting the client together. See the proposed times in Luotsi.
letter-meeting_cancelled-title = The meeting is cancelled
letter-meeting_cancelled-text = The meeting together is cancelled. There is nothing for you to do.
letter-meeting_due-title = Meeting together: write down how it went
letter-meeting_due-text = The agreed time has passed. Write down whether you met, or propose a new time.
letter-break_glass-title = The client's identity was opened
letter-break_glass-text = The network coordinator opened the client's identity for fifteen minutes. The reason is in Luotsi. If it is not clear to you, ask at once.
letter-covering-title = You stand in for a colleague
letter-covering-text = Your colleague is away, and the colleague's client is with you until the colleague is back. See what comes next.
letter-back_with_you-title = With you again
letter-back_with_you-text = Your absence is over and the client is with you again. See what was done meanwhile, and what comes next.
letter-watch_opened-title = Nobody is there at the organisation now
letter-watch_opened-text = The organisation's workers are away, and nobody there can look after these clients now. Tell the clients by the next working day that the support begins or goes on later. The list is in Luotsi: one task for all of them.
letter-watch_reminder-title = Tell the clients about the absence
letter-watch_reminder-text = Nobody has yet recorded that these clients were told. The list is in Luotsi.
letter-confirm_capacity-title = Are the places still as you said?
letter-confirm_capacity-text = You told about your places some time ago. If that still holds, confirm it with one click. If not, change it in Luotsi.
letter-brought_in-title = An organisation brought a client to the desk
letter-brought_in-text = An organisation's worker met the client and was allowed to tell you. Choose who helps.
letter-consent_renewed-title = Permission was asked again
letter-consent_renewed-text = The client was asked for permission again. See whom it covers now.
letter-amended-title = Details were added
letter-amended-text = The advice desk added to or corrected the client's details. See them in Luotsi.
letter-companion_gone-title = A change close to the client
letter-companion_gone-text = Something has changed in the life of somebody close to your client. Bear it gently in mind when you are next in touch. There is nothing for you to do in Luotsi.
letter-lead_passed-title = The follow-up is now yours
letter-lead_passed-text = The client has had several workers. When your support ends, you are the one who asks whether the change lasts.
letter-overlap_ends-title = The time together ends
letter-overlap_ends-text = Another worker has joined until the day agreed. End the support or agree on another day. Nothing ends by itself.
