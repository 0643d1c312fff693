### Hur man kommer in i tjänsten.

invitation-title = Välkommen till Luotsi
invitation-welcome = { $name }, du är inbjuden: { $organisation }, { $role }. Länken kan användas en gång.
invitation-come-in = Ta emot inbjudan
invitation-over-title = Inbjudan gäller inte längre
invitation-over = Inbjudan är redan använd, har gått ut eller så är länken ofullständig. Be om en ny av den som bjöd in dig.
invitation-own-password = Du har redan ett konto: skriv ditt nuvarande lösenord.
