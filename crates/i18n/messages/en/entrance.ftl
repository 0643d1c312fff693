### How one comes into the service.

invitation-title = Welcome to Luotsi
invitation-welcome = { $name }, you are invited: { $organisation }, { $role }. The link works once.
invitation-come-in = Accept the invitation
invitation-over-title = The invitation no longer holds
invitation-over = It has been used already, is too old, or the link is incomplete. Ask whoever invited you for a new one.
invitation-own-password = You have an account already: type your present password.
