### How one comes into the service.

invitation-title = Welcome to Luotsi
invitation-welcome = { $name }, you are invited: { $organisation }, { $role }. The link works once.
invitation-come-in = Accept the invitation
invitation-in-title = You are in
invitation-in = This is your own key to the service's interface. It is shown only now: keep it somewhere safe and give it to nobody.
invitation-over-title = The invitation no longer holds
invitation-over = It has been used already, is too old, or the link is incomplete. Ask whoever invited you for a new one.
