### Hur man kommer in i tjänsten.

invitation-title = Välkommen till Luotsi
invitation-welcome = { $name }, du är inbjuden: { $organisation }, { $role }. Länken kan användas en gång.
invitation-come-in = Ta emot inbjudan
invitation-in-title = Du är med
invitation-in = Här är din egen nyckel till tjänstens gränssnitt. Den visas bara nu: spara den på ett säkert ställe och ge den inte till andra.
invitation-over-title = Inbjudan gäller inte längre
invitation-over = Inbjudan är redan använd, har gått ut eller så är länken ofullständig. Be om en ny av den som bjöd in dig.
