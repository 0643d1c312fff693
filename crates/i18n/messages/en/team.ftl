### The lead's page: places, pauses, absences, an activity that ends.

team-title = Team and places
team-places = Places
team-places-none = Your organisation has no activity in this network.
team-used = Clients { $used }, waiting for an answer { $reserved }
team-change = Change
team-pause-between = Paused { $from } – { $until }
team-pause-from = Paused from { $from }
team-pause-until = Paused until { $until }
team-ends = The last day is { $date }.
team-ending-link = Decide what happens to the clients
team-stalled = Left waiting
team-stalled-none = Nothing is past its time.
team-nobody = No worker yet
team-people = Workers
team-name = Name
team-has = Clients
team-absence = Absence
team-away = Away { $from } – { $until }
team-covered = Covered by { $name }
team-back = Not away after all
team-mark-away = Mark an absence
team-moving = Other clients
team-moving-none = No other clients.
team-cut = The 200 most urgent are shown.
team-voice = The client's voice
team-voice-hint = What clients have answered at the ending and at checks, 12 months together.
team-voice-none = There are no answers yet.
team-question = Question
team_done-claimed = The places are saved.
team_done-still_right = Thank you, the places are confirmed.
team_done-away = The absence is marked.
team_done-back = The absence is taken away.
capacity-title = Places and pauses
capacity-button = Save
field-places = Places at once
hint-capacity-places = Empty: no limit. Lowering it removes nobody.
field-intake_per_month = New ones a month
hint-capacity-intake_per_month = Empty: no limit.
field-paused_from = The pause begins
field-paused_until = The last day of the pause
field-capacity-note = A note for the others
absence-title = Absence
absence-button = Save the absence
field-from = First day away
field-absence-until = Last day away
field-covered_by = Who stands in?
hint-absence-covered_by = If you choose nobody, the clients go to the lead.
ending-title = The activity ends
ending-what = Decide about each one. Nobody is left without somebody responsible.
ending-none = The activity has no clients now.
ending-again = Change the decision
ending-go-on-with = Goes on: { $programme }
ending-other = Choose another activity or worker
team-free = { $count ->
    [none] Free places: no limit
    [one] 1 free place
   *[other] { $count } free places
}
team-age = { $days ->
    [0] Said today.
    [one] Said yesterday.
   *[other] Said { $days } days ago.
}
ending-last = { $days ->
    [0] The last day is today, { $date }.
    [one] The last day is { $date }, tomorrow.
   *[other] The last day is { $date }, in { $days } days.
}
ending-undecided = { $count ->
    [0] Everybody is decided about.
    [one] One client is still to be decided about.
   *[other] { $count } clients are still to be decided about.
}
