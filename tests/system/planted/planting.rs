//! Protected persons in every state a road has, each of unmistakable marks.

use std::collections::BTreeSet;

use luotsi_tests::{Person, Planted, Server};
use serde_json::{Value, json};

use crate::walk::{Net, Town, Walk, but, somebody_like};

/// A kind of mark by which a person can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Name,
    Phone,
    Address,
    District,
    PlaceName,
    Year,
    Words,
    Safety,
    Note,
    Id,
    Reference,
}

/// How somebody stands to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Submitted her, or is the advisor whom a worker named when she brought her in.
    Submitter,
    /// The worker or deputy who has her.
    Carrier,
    /// The worker or deputy who is asked.
    Asked,
    /// Everybody else.
    Stranger,
}

/// Who stands how, by ids of people.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub submitters: BTreeSet<String>,
    pub carriers: BTreeSet<String>,
    pub asked: BTreeSet<String>,
    /// Was named once: letters of that day went out then.
    pub once: BTreeSet<String>,
}

impl Named {
    pub(super) fn relation(&self, user: &str) -> Relation {
        if self.submitters.contains(user) {
            Relation::Submitter
        } else if self.carriers.contains(user) {
            Relation::Carrier
        } else if self.asked.contains(user) {
            Relation::Asked
        } else {
            Relation::Stranger
        }
    }
}

/// Marks of a person, and who stands how to them.
#[derive(Debug, Clone)]
pub(super) struct Marks {
    pub stage: &'static str,
    pub words: Vec<(Mark, String)>,
    pub named: Named,
}

/// A referral or draft of a protected person.
#[derive(Debug, Clone)]
pub(super) struct Road {
    pub net: &'static Net,
    pub stage: &'static str,
    pub id: String,
    pub reference: String,
    pub draft: bool,
    pub named: Named,
    pub handoff: Value,
}

/// Everybody who was planted, and the roads of people beside them whom everybody may know.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub marks: Vec<Marks>,
    pub roads: Vec<Road>,
    pub companions: Vec<String>,
}

/// Only planted people have these.
pub(super) const DISTRICT: &str = "703";
pub(super) const POSTAL_CODE: &str = "00970";

/// A programme that ends 60 days after the demo begins, whose it is, and the need it answers.
fn ending(net: &Net) -> (&'static str, &'static str, &'static str) {
    match net.name {
        "helsinki" => ("mereo-digipaja", "mereo", "digital"),
        _ => ("asto-asuinalue-tutuksi", "kuntoutuspolku", "new_area"),
    }
}

/// The year before those in which they were born who are planted.
fn year_before(net: &Net) -> u64 {
    match net.name {
        "helsinki" => 1920,
        _ => 1962,
    }
}

struct Bed<'a, 'f> {
    town: Town<'a>,
    field: &'f mut Field,
    number: u64,
}

/// Plants one network.
pub(super) fn plant(server: &Server, net: &'static Net, field: &mut Field) {
    let town = Town::of(server, net);
    for programme in [net.programme, net.next, ending(net).0] {
        town.claim(programme, None);
    }
    let mut bed = Bed {
        town,
        field,
        number: 0,
    };
    bed.desk();
    bed.partner();
    bed.beside();
    bed.odd();
    let lead = town.lead(net.next_organisation);
    for worker in town.workers(net.next_organisation) {
        let days = json!({"from": "2026-11-23", "until": "2026-12-04", "covered_by": null});
        lead.put(&format!("people/{}/absence", worker.id), &days)
            .expect(200);
    }
}

impl<'a> Bed<'a, '_> {
    fn person(&mut self) -> Planted {
        let net = self.town.net;
        self.number += 1;
        let mut person = but(somebody_like(net.example), "/client/protected", json!(true));
        let tail = tail(&person);
        let client = &mut person.handoff["client"];
        client["birth_year"] = json!(year_before(net) + self.number);
        client["address"] = json!(format!("Katu{tail}"));
        let place = &mut person.handoff["place"];
        place["place_name"] = json!(format!("Paikannimi{tail}"));
        if net.name == "helsinki" {
            place["district"] = json!(DISTRICT);
            place["postal_code"] = json!(POSTAL_CODE);
        }
        person
    }

    fn workers(&self, organisation: &str) -> [&'a Person; 2] {
        let workers = self.town.workers(organisation);
        // Every other one has the lead as deputy, so that each of the organisation is a stranger to somebody.
        let lead = self.town.server.people().lead(self.town.net.name, organisation);
        let deputy = if self.number.is_multiple_of(2) {
            workers[1]
        } else {
            lead
        };
        [workers[0], deputy]
    }

    fn sent(
        &mut self,
        programme: &str,
        organisation: &str,
        mut person: Planted,
    ) -> (Walk<'a>, [&'a Person; 2]) {
        person.handoff["consent"]["scope"] = json!("network");
        let pair = self.workers(organisation);
        let placement = json!({"programme": programme, "agreed_with": pair[0].id, "deputy": pair[1].id,
            "reason": note("Perustelu", &person)});
        (self.town.hand_over(person, &placement), pair)
    }

    fn accepted(&mut self) -> (Walk<'a>, [&'a Person; 2]) {
        let net = self.town.net;
        let person = self.person();
        let (walk, pair) = self.sent(net.programme, net.organisation, person);
        takes(&walk, pair[0]);
        (walk, pair)
    }

    fn supported(&mut self) -> (Walk<'a>, [&'a Person; 2]) {
        let (walk, pair) = self.accepted();
        met(&walk, pair[0]);
        (walk, pair)
    }

    /// By whom she was submitted in these tests.
    fn submitters(&self) -> BTreeSet<String> {
        BTreeSet::from([self.town.advisors()[0].id.clone()])
    }

    fn keep(&mut self, stage: &'static str, walk: &Walk<'_>, named: Named) {
        self.road(stage, walk, named.clone());
        self.known(stage, &walk.person, named);
    }

    fn road(&mut self, stage: &'static str, walk: &Walk<'_>, named: Named) {
        let own = vec![
            (Mark::Id, walk.id.clone()),
            (Mark::Reference, walk.reference.clone()),
        ];
        self.field.marks.push(Marks {
            stage,
            words: own,
            named: named.clone(),
        });
        self.field.roads.push(Road {
            net: self.town.net,
            stage,
            id: walk.id.clone(),
            reference: walk.reference.clone(),
            draft: stage == "draft",
            named,
            handoff: walk.person.handoff.clone(),
        });
    }

    fn known(&mut self, stage: &'static str, person: &Planted, named: Named) {
        let text = |pointer: &str| {
            person
                .handoff
                .pointer(pointer)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let mut marks = vec![
            (Mark::Name, text("/client/first_name").to_owned()),
            (Mark::Name, text("/client/last_name").to_owned()),
            // With its plus: nine digits alone stand in a log of everything by chance, as a duration.
            (Mark::Phone, text("/client/phone").to_owned()),
            (Mark::Address, text("/client/address").to_owned()),
            (Mark::PlaceName, text("/place/place_name").to_owned()),
            (Mark::Year, person.handoff["client"]["birth_year"].to_string()),
        ];
        marks.extend(
            text("/own_words")
                .split(' ')
                .map(|word| (Mark::Words, word.to_owned())),
        );
        marks.extend(
            text("/safety_note")
                .split(' ')
                .map(|word| (Mark::Safety, word.to_owned())),
        );
        let notes = ["Perustelu", "Viesti", "Palautus", "Miksi", "Kenelle", "Siirto"];
        marks.extend(notes.map(|stem| (Mark::Note, note(stem, person))));
        if self.town.net.name == "helsinki" {
            marks.push((Mark::District, DISTRICT.to_owned()));
            marks.push((Mark::District, POSTAL_CODE.to_owned()));
        }
        self.field.marks.push(Marks {
            stage,
            words: marks,
            named,
        });
    }

    fn named(&self, carriers: &[&Person], asked: &[&Person], once: &[&Person]) -> Named {
        let ids = |people: &[&Person]| people.iter().map(|person| person.id.clone()).collect();
        Named {
            submitters: self.submitters(),
            carriers: ids(carriers),
            asked: ids(asked),
            once: ids(once),
        }
    }

    /// Draft, and waiting.
    fn desk(&mut self) {
        let town = self.town;
        let person = self.person();
        let draft = town
            .advisor()
            .post(
                &format!("networks/{}/drafts", town.net.name),
                &json!({"handoff": person.handoff}),
            )
            .expect(201);
        let named = self.named(&[], &[], &[]);
        self.keep("draft", &town.walk(person, &draft), named.clone());
        let (pointer, value) = town.net.unfit;
        let person = but(self.person(), pointer, json!(value));
        self.keep("waiting", &town.hand_over(person, &Value::Null), named);
    }

    /// Offered to closed, each left where it is.
    fn partner(&mut self) {
        let net = self.town.net;
        let desk = self.town.advisor();
        for _ in 0..2 {
            let person = self.person();
            let (walk, pair) = self.sent(net.programme, net.organisation, person);
            let named = self.named(&[], &pair, &[]);
            self.keep("offered", &walk, named);
        }
        let (walk, pair) = self.accepted();
        let named = self.named(&pair, &[], &[]);
        self.keep("accepted", &walk, named);
        let (walk, pair) = self.supported();
        let named = self.named(&pair, &[], &[]);
        self.keep("in_support", &walk, named);
        let (walk, pair) = self.supported();
        walk.does(
            &self.town.client(pair[0]),
            "end_support",
            &json!({"outcome": "goals_met"}),
        );
        let named = self.named(&pair, &[], &[]);
        self.keep("follow_up", &walk, named);
        for stage in ["returned", "closed"] {
            let (walk, pair) = self.accepted();
            let back = json!({"reason": "client_declined", "note": note("Palautus", &walk.person)});
            walk.parts(&self.town.client(pair[0]), "hand_back", &back);
            if stage == "closed" {
                walk.does(&desk, "close", &json!({"reason": "client_declined"}));
            }
            let named = self.named(&[], &[], &pair);
            self.keep(stage, &walk, named);
        }
        let (walk, pair) = self.accepted();
        let all = json!({"scope": "all", "told_to": note("Kenelle", &walk.person)});
        walk.does(&desk, "withdraw_consent", &all);
        let named = self.named(&[], &[], &pair);
        self.keep("withdrawn", &walk, named);
    }

    /// People with others: a couple, two carriers, another organisation asked to take over.
    fn beside(&mut self) {
        let town = self.town;
        let net = town.net;
        let desk = town.advisor();
        let (walk, pair) = self.accepted();
        // Known to everybody, and of no year that is a mark.
        let friend = but(
            somebody_like(net.example),
            "/client/birth_year",
            json!(year_before(net)),
        );
        let friend = town.hand_over(friend, &json!({"programme": net.programme}));
        friend.is_accepted();
        friend.does(
            &desk,
            "link",
            &json!({"referral": walk.reference, "kind": "couple"}),
        );
        self.field.companions.push(friend.id.clone());
        let named = self.named(&pair, &[], &[]);
        self.keep("couple", &walk, named);

        let (walk, pair) = self.supported();
        let two = self.workers(net.next_organisation);
        let more = json!({"programme": net.next, "agreed_with": two[0].id, "deputy": two[1].id,
            "reason": note("Perustelu", &walk.person)});
        let view = walk.does(&desk, "add_carrier", &more);
        let link = view["links"]
            .as_array()
            .and_then(|links| links.last())
            .expect("a link");
        let other = town.walk(
            walk.person.clone(),
            &json!({"id": link["id"], "reference": link["reference"]}),
        );
        takes(&other, two[0]);
        let (first, second) = (self.named(&pair, &[], &[]), self.named(&two, &[], &[]));
        let mut both = first.clone();
        both.carriers.extend(second.carriers.iter().cloned());
        self.road("first carrier", &walk, first);
        self.road("second carrier", &other, second);
        self.known("two carriers", &walk.person, both);

        // Within an organisation nobody is transferred.
        if net.organisation == net.next_organisation {
            return;
        }
        let (walk, pair) = self.supported();
        let new = self.workers(net.next_organisation);
        let over = json!({"programme": net.next, "worker": new[0].id, "deputy": new[1].id,
            "reason": note("Siirto", &walk.person)});
        walk.does(&town.client(pair[0]), "transfer", &over);
        let named = self.named(&pair, &new, &[]);
        self.keep("transfer", &walk, named);
    }

    /// In a programme that ends, where everybody is away, and met first by a worker.
    fn odd(&mut self) {
        let town = self.town;
        let net = town.net;
        let (programme, organisation, need) = ending(net);
        let mut person = but(self.person(), "/needs", json!([need]));
        person.handoff["wishes"] = json!({});
        let (walk, pair) = self.sent(programme, organisation, person);
        takes(&walk, pair[0]);
        let named = self.named(&pair, &[], &[]);
        self.keep("ending", &walk, named);

        for _ in 0..2 {
            let person = self.person();
            let (walk, pair) = self.sent(net.next, net.next_organisation, person);
            takes(&walk, pair[0]);
            let named = self.named(&pair, &[], &[]);
            self.keep("away", &walk, named);
        }

        let person = self.person();
        let body = json!({"handoff": person.handoff, "to": "desk", "advisor": town.advisors()[0].id});
        let view = town.submit(&town.worker(net.organisation), &body).expect(201);
        let mut named = self.named(&[], &[], &[]);
        named
            .submitters
            .insert(town.workers(net.organisation)[0].id.clone());
        self.keep("brought in", &town.walk(person, &view), named);
    }
}

/// Takes her, and writes to the desk.
fn takes(walk: &Walk<'_>, worker: &Person) {
    let client = walk.town.client(worker);
    walk.does(&client, "accept", &json!({}));
    walk.does(
        &client,
        "send_message",
        &json!({"text": note("Viesti", &walk.person)}),
    );
}

fn met(walk: &Walk<'_>, worker: &Person) {
    let met = json!({"kind": "meeting", "outcome": "met", "why": note("Miksi", &walk.person)});
    walk.does(&walk.town.client(worker), "record_contact", &met);
}

fn tail(person: &Planted) -> String {
    let name = person.handoff["client"]["last_name"].as_str().expect("a name");
    name.trim_start_matches("Testi").to_owned()
}

fn note(stem: &str, person: &Planted) -> String {
    format!("{stem}{}", tail(person))
}
