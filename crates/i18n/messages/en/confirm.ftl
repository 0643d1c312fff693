### The page on which an organisation's lead confirms with one click that what was said of places still holds.
### No limit is given as the word "none".

confirm-title = Are the places still as you said?
confirm-done-title = Thank you, it is confirmed
confirm-over-title = The link is no longer good
confirm-over-text = The link was used already, or the places were changed after it. You need not do anything. How the places stand is in Luotsi.
confirm-places = { $count ->
    [none] Places at once: no limit
   *[other] Places at once: { $count }
}
confirm-intake = { $count ->
    [none] New ones a month: no limit
   *[other] New ones a month: { $count }
}
confirm-since = Said on { $date }.
confirm-button = It still holds
confirm-otherwise = If something has changed, change it in Luotsi when you have signed in.
