### Help and the accessibility statement.

ask-everybody-1 = What does Luotsi do?
answer-everybody-1 = Luotsi sees to it that a client handed over from the desk to an organisation never falls out of everybody's hands. Whatever is open always has one person or organisation whose turn it is, and one time by which.
ask-everybody-2 = The client is in immediate danger. What do I do?
answer-everybody-2 = Call 112. Luotsi alarms nobody and is no notification to the authority.
ask-everybody-3 = I cannot sign in.
answer-everybody-3 = Ask the network's coordinator for a new invitation. Its link lets you choose a new password.
ask-everybody-4 = My session ended while I was writing. Is the text lost?
answer-everybody-4 = No. Sign in again and go on where you were.

ask-advisor-1 = What must be filled in?
answer-advisor-1 = Whether an authority is needed first, consent, one way to reach the client, the place and one need. The rest can follow until the organisation has acknowledged.
ask-advisor-2 = The client gave no consent.
answer-advisor-2 = Then nothing is kept. Give guidance, and say that the client may call again.
ask-advisor-3 = A client is back in the queue. What now?
answer-advisor-3 = Open the client, see why, and choose another organisation or close. The proposals have been worked out afresh.
ask-advisor-4 = A client rings and does not remember the reference.
answer-advisor-4 = Search by name, phone or birth year. Record that the client asks: the worker is told.

ask-worker-1 = What is the difference between acknowledging and taking?
answer-worker-1 = Acknowledging says that the question was seen. When you take the client you see name and phone, and are her own worker.
ask-worker-2 = The client does not answer.
answer-worker-2 = Record each try: call, visit at the door, leaflet. After enough tries Luotsi asks whether there is reason to worry.
ask-worker-3 = The client wants me to come back to it later.
answer-worker-3 = Choose Not yet and give a date. Until then nobody reminds you.
ask-worker-4 = Where do I write notes about my work?
answer-worker-4 = In your own organisation's system. Luotsi only holds how far things have come.

ask-lead-1 = Why are places asked again?
answer-lead-1 = Proposals rest on what you last said. An old claim sends clients the wrong way.
ask-lead-2 = A worker goes on leave or falls ill.
answer-lead-2 = Record the absence. The clients go to the named colleague or to you, and come back afterwards.
ask-lead-3 = Our programme ends.
answer-lead-3 = You get a list in good time, in which it is decided for every client how to go on.

ask-coordinator-1 = Where do I see who stands still?
answer-coordinator-1 = At the top of the board. For each you see whose turn it is, which step is missing, why, and what happens next.
ask-coordinator-2 = Why do I not see who the client is?
answer-coordinator-2 = The coordinator needs no identities. Where something is unclear, ask the desk with one tap.
ask-coordinator-3 = Nobody can take the client.
answer-coordinator-3 = Choose an organisation yourself: you see why each fits or does not. Beyond its places you may only go with a reason, which the lead sees.
ask-coordinator-4 = What does the what-if page do?
answer-coordinator-4 = It works out where a programme's clients could go during a pause. Nothing is sent and nothing is kept.

# The accessibility statement.
access-what = This statement is about the service Luotsi. By law the service must be accessible (Act 306/2019 on the provision of digital services).
access-state-title = How it stands
access-state = The service meets levels A and AA of WCAG 2.1 in part. The aim is level AA of WCAG 2.2. What is still lacking stands below.
access-lacks-title = What is not accessible yet
access-lacks-map = On a small screen the map of districts has to be scrolled sideways. The same figures stand beside it as a table.
access-lacks-languages = The languages clients wish for are shown in Finnish, Swedish or English. The service is not available in sign language or easy language.
access-lacks-assessed = No outside expert has assessed the service yet.
access-how-title = How it was assessed
access-how = By ourselves in November 2026: automatic tests, use by keyboard alone, and looking at it on a narrow screen and in dark colours. The statement is reviewed every year.
access-feedback-title = Tell us
access-feedback = If something does not work for you, tell the network's coordinator by phone, e-mail or letter. You need not give your name. Responsible are:
access-answer = You get an answer within two weeks.
access-supervisor-title = If the answer is not enough
access-supervisor = If you get no answer within two weeks, or are not content with it, you may complain to the supervisor.
access-supervisor-name = Finnish Transport and Communications Agency Traficom, supervision of digital accessibility
