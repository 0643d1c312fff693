//! A person's road, walked over the API by the people of a demo.
//!
//! A [`Town`] is one network of a running demo, with clients of its people. [`Town::hand_over`] begins a
//! [`Walk`]; a test then takes steps and says after each where the referral [`stands`](Walk::stands):
//! status, the one holder, the one due, as `what instant`.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use jiff::Timestamp;
use luotsi_tests::{Answer, Client, Demo, Person, Planted, Server, root};
use serde_json::{Value, json};

/// Monday morning in a week without days off, in winter time: 09:00 local.
pub(crate) const MONDAY: &str = "2026-11-23T07:00:00Z";

/// A demo without referrals whose time begins at an instant.
pub(crate) fn demo_at(at: &str) -> Demo {
    Demo::new().empty().at(instant(at))
}

/// Reads an instant.
pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse()
        .unwrap_or_else(|error| panic!("{text} is no instant: {error}"))
}

/// A demo that tests share while any of them runs, and that is gone after the last of them: for tests
/// that neither move the clock nor count on places.
pub(crate) struct Shared(Mutex<Weak<Server>>);

impl Shared {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    /// The running one, or a new one at [`MONDAY`] with room in every programme.
    pub(crate) fn demo(&self) -> Arc<Server> {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = shared.upgrade() {
            return running;
        }
        let server = Arc::new(demo_at(MONDAY).start());
        for net in NETS {
            Town::of(&server, net).open_all_places();
        }
        *shared = Arc::downgrade(&server);
        server
    }
}

/// What the tests know of a shipped network.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Net {
    pub name: &'static str,
    pub desk: &'static str,
    pub coordinator: &'static str,
    /// The example whose first-ranked programme is `programme`.
    pub example: &'static str,
    pub programme: &'static str,
    pub organisation: &'static str,
    /// Another programme that fits the same example, and its organisation.
    pub next: &'static str,
    pub next_organisation: &'static str,
    /// A partner that is never asked: of the same network where there is one.
    pub stranger: (&'static str, &'static str),
    /// A handoff for which no programme fits, made of the example by this change.
    pub unfit: (&'static str, &'static str),
}

pub(crate) const HELSINKI: &Net = &Net {
    name: "helsinki",
    desk: "seniori-info",
    coordinator: "valli",
    example: "helsinki-pukinmaki",
    programme: "omakotisaatio-kanto",
    organisation: "omakotisaatio",
    next: "mereo-evt",
    next_organisation: "mereo",
    stranger: ("helsinki", "jade"),
    unfit: ("/client/language", "ru"),
};

pub(crate) const TAMPERE: &Net = &Net {
    name: "tampere-asto",
    desk: "asto-desk",
    coordinator: "asto-coordination",
    example: "tampere-asto-muutto",
    programme: "asto-valmennus",
    organisation: "kuntoutuspolku",
    next: "asto-pajat",
    next_organisation: "kuntoutuspolku",
    stranger: ("helsinki", "mereo"),
    unfit: ("/client/language", "ru"),
};

pub(crate) const NETS: [&Net; 2] = [HELSINKI, TAMPERE];

static PEOPLE: AtomicU32 = AtomicU32::new(0);

/// A person nobody else is, made of the example of this file name.
pub(crate) fn somebody_like(example: &str) -> Planted {
    let file = root().join(format!("schemas/examples/valid/{example}.json"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let example: Value = serde_json::from_str(&text).expect("an example is JSON");
    Planted::of(&example, PEOPLE.fetch_add(1, Ordering::Relaxed))
}

/// The person with one thing changed.
pub(crate) fn but(mut person: Planted, pointer: &str, value: Value) -> Planted {
    *person.handoff.pointer_mut(pointer).expect("the example has it") = value;
    person
}

/// What an advisor posts to hand a person over.
pub(crate) fn submission(person: &Planted, placement: &Value) -> Value {
    json!({"handoff": person.handoff, "placement": placement})
}

/// One network of a running demo.
#[derive(Clone, Copy)]
pub(crate) struct Town<'a> {
    pub server: &'a Server,
    pub net: &'static Net,
}

impl<'a> Town<'a> {
    pub(crate) fn of(server: &'a Server, net: &'static Net) -> Self {
        Self { server, net }
    }

    pub(crate) fn client(&self, person: &Person) -> Client {
        self.server.client(person)
    }

    /// The desk's advisors, in the order of `demo.json`.
    pub(crate) fn advisors(&self) -> Vec<&'a Person> {
        self.server.people().at(self.net.name, self.net.desk, "advisor")
    }

    /// Whoever hands over.
    pub(crate) fn advisor(&self) -> Client {
        self.client(self.advisors()[0])
    }

    pub(crate) fn coordinator(&self) -> Client {
        self.client(self.server.people().coordinator(self.net.name))
    }

    pub(crate) fn workers(&self, organisation: &str) -> Vec<&'a Person> {
        self.server.people().at(self.net.name, organisation, "worker")
    }

    /// The first worker of an organisation.
    pub(crate) fn worker(&self, organisation: &str) -> Client {
        self.client(self.workers(organisation)[0])
    }

    /// The second worker of an organisation.
    pub(crate) fn colleague(&self, organisation: &str) -> Client {
        self.client(self.workers(organisation)[1])
    }

    pub(crate) fn lead(&self, organisation: &str) -> Client {
        self.client(self.server.people().lead(self.net.name, organisation))
    }

    /// How the first worker of an organisation shows as holder.
    pub(crate) fn held_by(&self, organisation: &str) -> String {
        format!("worker {}", self.workers(organisation)[0].id)
    }

    pub(crate) fn preview(&self, handoff: &Value) -> Value {
        self.advisor()
            .post(
                &format!("networks/{}/preview", self.net.name),
                &json!({"handoff": handoff}),
            )
            .expect(200)
    }

    /// Posts a handoff, whatever comes of it.
    pub(crate) fn submit(&self, client: &Client, body: &Value) -> Answer {
        client.post(&format!("networks/{}/referrals", self.net.name), body)
    }

    /// The advisor hands a person over.
    pub(crate) fn hand_over(&self, person: Planted, placement: &Value) -> Walk<'a> {
        let referral = self
            .submit(&self.advisor(), &submission(&person, placement))
            .expect(201);
        self.walk(person, &referral)
    }

    /// Somebody like the network's example, to one programme without alternatives.
    pub(crate) fn hand_over_to(&self, programme: &str) -> Walk<'a> {
        self.hand_over(somebody_like(self.net.example), &json!({"programme": programme}))
    }

    /// Somebody for whom nobody fits: she waits.
    pub(crate) fn hand_over_unfit(&self) -> Walk<'a> {
        let (pointer, value) = self.net.unfit;
        let person = but(somebody_like(self.net.example), pointer, json!(value));
        self.hand_over(person, &Value::Null)
    }

    /// Goes on with a referral that was made elsewhere.
    pub(crate) fn walk(&self, person: Planted, referral: &Value) -> Walk<'a> {
        let text = |field: &str| referral[field].as_str().expect("a referral has it").to_owned();
        Walk {
            town: *self,
            id: text("id"),
            reference: text("reference"),
            person,
        }
    }

    /// One programme as everybody sees it.
    pub(crate) fn programme(&self, id: &str) -> Value {
        let programmes = self
            .advisor()
            .get(&format!("networks/{}/programmes", self.net.name))
            .expect(200);
        let found = programmes
            .as_array()
            .and_then(|all| all.iter().find(|one| one["id"] == id));
        found
            .unwrap_or_else(|| panic!("no programme {id} in {programmes}"))
            .clone()
    }

    /// Used and reserved places of a programme.
    pub(crate) fn taken(&self, id: &str) -> (u64, u64) {
        let programme = self.programme(id);
        let number = |field: &str| programme[field].as_u64().expect("a count");
        (number("used"), number("reserved"))
    }

    /// The coordinator claims so many places for a programme; none is no limit.
    pub(crate) fn claim(&self, id: &str, places: Option<u64>) {
        self.coordinator()
            .put(&format!("programmes/{id}/capacity"), &json!({"places": places}))
            .expect(200);
    }

    fn open_all_places(&self) {
        let programmes = self
            .advisor()
            .get(&format!("networks/{}/programmes", self.net.name))
            .expect(200);
        for programme in programmes.as_array().expect("a list") {
            self.claim(programme["id"].as_str().expect("a slug"), None);
        }
    }

    pub(crate) fn board(&self) -> Value {
        self.coordinator()
            .get(&format!("networks/{}/board", self.net.name))
            .expect(200)
    }
}

/// One person's referral.
pub(crate) struct Walk<'a> {
    pub town: Town<'a>,
    pub id: String,
    pub reference: String,
    pub person: Planted,
}

impl Walk<'_> {
    /// Somebody does something, whatever comes of it.
    pub(crate) fn tries(&self, who: &Client, action: &str, body: &Value) -> Answer {
        who.post(&format!("referrals/{}/{action}", self.id), body)
    }

    /// Somebody does something and sees the referral afterwards.
    #[track_caller]
    pub(crate) fn does(&self, who: &Client, action: &str, body: &Value) -> Value {
        self.tries(who, action, body).expect(200)
    }

    /// Somebody does something and may no longer know the referral afterwards.
    #[track_caller]
    pub(crate) fn parts(&self, who: &Client, action: &str, body: &Value) {
        self.tries(who, action, body).expect(204);
        self.hidden_from(who);
    }

    /// The referral as somebody sees it.
    #[track_caller]
    pub(crate) fn seen_by(&self, who: &Client) -> Value {
        who.get(&format!("referrals/{}", self.id)).expect(200)
    }

    /// Somebody gets what she would get for a referral that never was.
    #[track_caller]
    pub(crate) fn hidden_from(&self, who: &Client) {
        let got = who.get(&format!("referrals/{}", self.id));
        let never = who.get("referrals/0197f000-0000-7000-8000-000000000000");
        let (got_text, never_text) = (got.text(), never.text());
        got.expect_problem(404, "not-found");
        assert_eq!(got_text, never_text, "a hidden referral differs from none");
    }

    /// Where it stands for somebody: status, holder, due.
    #[track_caller]
    pub(crate) fn stands_for(&self, who: &Client, status: &str, holder: &str, due: &str) -> Value {
        let view = self.seen_by(who);
        let found = (
            view["status"].as_str().unwrap_or("none").to_owned(),
            holder_of(&view),
            due_of(&view),
        );
        assert_eq!(
            found,
            (status.to_owned(), holder.to_owned(), due.to_owned()),
            "{view}"
        );
        view
    }

    /// Where it stands: for the desk and for the coordinator the same. Gives the desk's view.
    #[track_caller]
    pub(crate) fn stands(&self, status: &str, holder: &str, due: &str) -> Value {
        self.stands_for(&self.town.coordinator(), status, holder, due);
        self.stands_for(&self.town.advisor(), status, holder, due)
    }

    /// The first worker of the network's first organisation takes her.
    #[track_caller]
    pub(crate) fn is_accepted(&self) -> Client {
        let worker = self.town.worker(self.town.net.organisation);
        self.does(&worker, "accept", &json!({}));
        worker
    }

    /// And has met her: support goes on.
    #[track_caller]
    pub(crate) fn is_supported(&self) -> Client {
        let worker = self.is_accepted();
        self.does(
            &worker,
            "record_contact",
            &json!({"kind": "meeting", "outcome": "met"}),
        );
        worker
    }

    /// And support has ended: checks follow.
    #[track_caller]
    pub(crate) fn is_followed_up(&self) -> Client {
        let worker = self.is_supported();
        self.does(&worker, "end_support", &json!({"outcome": "goals_met"}));
        worker
    }

    /// The history as somebody reads it.
    #[track_caller]
    pub(crate) fn timeline(&self, who: &Client) -> Vec<Value> {
        let lines = who.get(&format!("referrals/{}/timeline", self.id)).expect(200);
        lines.as_array().expect("a list").clone()
    }
}

/// With whom the ball is, as `kind id`.
pub(crate) fn holder_of(view: &Value) -> String {
    let holder = &view["holder"];
    match (holder["kind"].as_str(), holder["id"].as_str()) {
        (Some(kind), Some(id)) => format!("{kind} {id}"),
        (Some(kind), None) => kind.to_owned(),
        (None, _) => "none".to_owned(),
    }
}

/// What is due, as `what instant`.
pub(crate) fn due_of(view: &Value) -> String {
    let due = &view["due"];
    match (due["what"].as_str(), due["at"].as_str()) {
        (Some(what), Some(at)) => format!("{what} {at}"),
        (Some(what), None) => what.to_owned(),
        (None, _) => "nothing".to_owned(),
    }
}

/// The open tasks of a view, as `kind holder instant`, in order.
pub(crate) fn tasks_of(view: &Value) -> Vec<String> {
    let tasks = view["tasks"].as_array().expect("a list of tasks");
    let mut tasks: Vec<String> = tasks
        .iter()
        .map(|task| {
            let text = |field: &str| task[field].as_str().expect("a task has it");
            format!("{} {} {}", text("kind"), holder_of(task), text("due_at"))
        })
        .collect();
    tasks.sort();
    tasks
}
