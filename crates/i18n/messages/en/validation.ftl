# What is still to be mended in the form. The key is fault-<code>; the value is never repeated.

fault-required = This is missing.
fault-unknown-field = The form has no such field.
fault-wrong-type = { $expected ->
    [string] Text belongs here.
    [integer] A whole number belongs here.
    [number] A number belongs here.
    [boolean] Yes or no belongs here.
    [array] A list belongs here.
   *[object] A group of fields belongs here.
}
fault-not-in-list = Choose one of the options.
fault-too-long = { $limit ->
    [one] Shorten this: there is room for one character.
   *[other] Shorten this: there is room for { $limit } characters at most.
}
fault-too-short = { $limit ->
    [one] Write at least one character.
   *[other] Write at least { $limit } characters.
}
fault-too-many = { $limit ->
    [one] Choose one at most.
   *[other] Choose { $limit } at most.
}
fault-too-few = { $limit ->
    [one] Choose at least one.
   *[other] Choose at least { $limit }.
}
fault-out-of-range = Give a number from { $minimum } to { $maximum }.
fault-too-small = The number is too small: { $limit } at least.
fault-too-large = The number is too large: { $limit } at most.
fault-pattern = Check how this is written.
fault-format = { $format ->
    [date] Write the day as year-month-day, such as 2026-09-01.
    [date-time] Write day and time as 2026-09-01T09:20:00+03:00.
   *[other] Check how this is written.
}
fault-duplicate = The same option is chosen twice.
fault-blank = Write something here or leave it out.
fault-control-character = The text has characters that cannot be seen. Write it again.
fault-phone = Check the phone number: digits, spaces, and + in front if needed.
fault-language-tag = Choose a language from the list or give a language code such as en; und if it is not known.
fault-postal-code = Check the postal code.
fault-wrong-schema = This form was made for another network or an older version. Open the form again.
fault-one-way-to-reach = Note a phone number, an address or a place where the client can be met.
fault-one-need = Choose at least one need.
fault-city-track-required = An authority is needed alongside: say which city service is started.
fault-name-organisations = The permission is for named organisations only: choose at least one.
fault-name-fields = The permission is for some details only: choose which may be told.
fault-unknown-organisation = This organisation is not in the network.
fault-unknown-district = This district is not in the network. Choose one from the list.
fault-unknown-wording = This permission wording is not in use.
fault-invalid = Check this field.
fault-in-the-past = Choose today or a later day.
fault-too-far-ahead = Choose a day within two years.
fault-in-the-future = Give a moment that has already been.
fault-before-handoff = Give a moment after the handoff.
fault-unchanged = Choose another: it is so already.
fault-has-passed = Give a time that is still to come.
fault-too-late = Choose an earlier time: the client cannot wait that long.
fault-before-meeting = Choose a day after the meeting.
fault-use-fallback = The meeting has not come about. Do now what was agreed for that.
fault-same-organisation = Choose another organisation's programme. Within the same organisation hand over to a colleague.
fault-away = This person is away. Choose somebody who is there, or record that the person is back.
fault-not-carried = The client has no worker yet, so there is no time together to agree on.
fault-leaves-out-carrier = The permission would not cover the organisation that has the client or was asked. Include it, or record that the client withdrew permission.
fault-not-here = Leave this as it is: it is not changed here.
fault-nothing-new = Nothing is different. Change at least one detail.
fault-erased = The client's details have been deleted already. Hand the client over anew.
