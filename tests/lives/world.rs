//! One network with its people, in which steps are taken: through the service, into a real database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use luotsi_domain::access::Actor;
use luotsi_domain::id::{DraftId, NetworkId, OrganisationId, ProgrammeId, ReferralId, UserId, WatchId};
use luotsi_domain::network::{Definition, OrganisationKind};
use luotsi_domain::referral::words::Role;
use luotsi_domain::referral::{Context, Referral, expires, tick, wake};
use luotsi_service::people::NewPerson;
use luotsi_service::{Error, IdSource, Service};
use luotsi_store::crypto::MasterKey;
use luotsi_store::list::Stepped;
use luotsi_store::{Options, Store};
use luotsi_tests::{Database, Scratch, root};
use luotsi_wire::request::ActionRequest;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::{PgPool, SqlitePool};
use uuid::{Builder, Uuid};

/// When each world begins.
pub const MORNING: &str = "2026-09-01T06:00:00Z";
pub const NETWORK: &str = "helsinki";

/// Name, organisation, role.
pub const PEOPLE: [(&str, &str, Role); 16] = [
    ("anna", "seniori-info", Role::Advisor),
    ("antti", "seniori-info", Role::Advisor),
    ("inka", "ita-info", Role::Advisor),
    ("mia", "mereo", Role::Worker),
    ("mika", "mereo", Role::Worker),
    ("maria", "mereo", Role::Lead),
    ("olli", "omakotisaatio", Role::Worker),
    ("outi", "omakotisaatio", Role::Worker),
    ("oona", "omakotisaatio", Role::Lead),
    ("sanni", "miina-sillanpaa", Role::Worker),
    ("sami", "miina-sillanpaa", Role::Worker),
    ("sirpa", "miina-sillanpaa", Role::Lead),
    ("julia", "jade", Role::Worker),
    ("jari", "jade", Role::Worker),
    ("joni", "jade", Role::Lead),
    ("kaarina", "valli", Role::Coordinator),
];

/// Programme and organisation.
pub const PROGRAMMES: [(&str, &str); 8] = [
    ("mereo-evt", "mereo"),
    ("mereo-puhelinystavat", "mereo"),
    ("mereo-ulkoilukaverit", "mereo"),
    ("mereo-digipaja", "mereo"),
    ("omakotisaatio-kanto", "omakotisaatio"),
    ("kunnon-kaveri-ryhmat", "miina-sillanpaa"),
    ("kunnon-kaveri-saattaja", "miina-sillanpaa"),
    ("jade-ryhmat", "jade"),
];

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The database of one world, gone with it.
enum Home {
    Sqlite(#[expect(dead_code, reason = "held until the world is gone")] Scratch),
    Postgres(#[expect(dead_code, reason = "held until the world is gone")] Database),
}

/// Looks at rows beside the service.
enum Sql {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Ids that are the same every time.
struct Counted {
    seed: u64,
    next: AtomicU64,
}

impl Counted {
    fn draw(&self) -> u64 {
        crate::chance::mixed(
            self.seed
                ^ self
                    .next
                    .fetch_add(1, Ordering::Relaxed)
                    .wrapping_mul(0x9e37_79b9),
        )
    }
}

impl IdSource for Counted {
    fn uuid(&self, now: Timestamp) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.draw().to_be_bytes());
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.draw().to_be_bytes());
        bytes[8..].copy_from_slice(&self.draw().to_be_bytes());
        bytes
    }
}

/// What became of a step: done, or refused with this word.
pub type Said = Result<(), &'static str>;

/// Something that must never be.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
}

impl Fault {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

pub struct World {
    // Closed before the folder or the database goes.
    sql: Sql,
    pub store: Store,
    pub service: Service,
    _home: Home,
    definition: Value,
    pub people: BTreeMap<&'static str, Actor>,
    pub now: Timestamp,
    pub persons: BTreeMap<String, ReferralId>,
    pub drafts: BTreeMap<String, DraftId>,
    /// As each stood when it was looked at last.
    pub known: BTreeMap<String, Referral>,
}

/// The shipped network with few places, another desk, and programmes that end.
fn definition() -> Value {
    let text = std::fs::read_to_string(root().join("deploy/networks/helsinki.json")).unwrap();
    let mut definition: Value = serde_json::from_str(&text).unwrap();
    definition["break_glass"] = json!(true);
    let organisations = definition["organisations"].as_array_mut().unwrap();
    organisations.push(json!({"id": "ita-info", "name": "Itä-info", "kind": "desk"}));
    for programme in definition["programmes"].as_array_mut().unwrap() {
        programme["age_min"] = json!(50);
        programme.as_object_mut().unwrap().remove("area");
        let slug = programme["id"].as_str().unwrap().to_owned();
        match slug.as_str() {
            "mereo-evt" => programme["capacity"] = json!({"places": 5}),
            "mereo-ulkoilukaverit" => programme["valid_to"] = json!("2027-06-30"),
            "mereo-digipaja" => {
                programme["needs"] = json!(["digital", "loneliness"]);
                programme["valid_to"] = json!("2027-01-15");
            }
            "omakotisaatio-kanto" => programme["valid_to"] = json!("2027-03-31"),
            "jade-ryhmat" => programme["languages"].as_array_mut().unwrap().push(json!("fi")),
            _ => {}
        }
    }
    definition
}

fn read_definition(value: &Value) -> Definition {
    serde_json::from_value(value.clone()).unwrap()
}

impl World {
    pub async fn new(kind: Kind, seed: u64) -> Self {
        let (home, url) = match kind {
            Kind::Sqlite => {
                let scratch = Scratch::new();
                let url = format!("sqlite:{}", scratch.path().join("luotsi.db").display());
                (Home::Sqlite(scratch), url)
            }
            Kind::Postgres => {
                let database = Database::fresh().expect("asked for only where there is a server");
                let url = database.url().to_owned();
                (Home::Postgres(database), url)
            }
        };
        let options = Options {
            connections: 3,
            ..Options::default()
        };
        let store = Store::open(&url, options).await.unwrap();
        store.migrate().await.unwrap();
        let sql = match kind {
            Kind::Sqlite => Sql::Sqlite(SqlitePool::connect(&url).await.unwrap()),
            Kind::Postgres => Sql::Postgres(PgPool::connect(&url).await.unwrap()),
        };
        let ids = Counted {
            seed,
            next: AtomicU64::new(0),
        };
        let keys = Arc::new(MasterKey::ephemeral().unwrap());
        let service = Service::open(store.clone(), keys, Arc::new(ids)).await.unwrap();
        let now: Timestamp = MORNING.parse().unwrap();
        let definition = definition();
        service.import(&read_definition(&definition), now).await.unwrap();
        let mut people = BTreeMap::new();
        for (name, organisation, role) in PEOPLE {
            let organisation = OrganisationId::from(organisation);
            let network = NetworkId::from(NETWORK);
            let user = service
                .enter_user(
                    NewPerson {
                        name: name.to_owned(),
                        email: Some(format!("{name}@luotsi.example")),
                        language: "fi".to_owned(),
                        roles: vec![(network.clone(), organisation.clone(), role)],
                    },
                    now,
                )
                .await
                .unwrap();
            let kind = match role {
                Role::Coordinator => OrganisationKind::Coordinator,
                Role::Advisor => OrganisationKind::Desk,
                Role::Worker | Role::Lead | Role::Machine => OrganisationKind::Partner,
            };
            people.insert(
                name,
                Actor {
                    user,
                    network,
                    organisation,
                    kind,
                    role,
                },
            );
        }
        Self {
            sql,
            store,
            service,
            _home: home,
            definition,
            people,
            now,
            persons: BTreeMap::new(),
            drafts: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// Whoever works at a partner.
    #[expect(
        clippy::unused_self,
        reason = "the people of every world are the same; the world is whose they are"
    )]
    pub fn workers_of<'a>(&'a self, organisation: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        PEOPLE
            .iter()
            .filter(move |(_, theirs, _)| *theirs == organisation)
            .map(|(name, _, _)| *name)
    }

    pub fn today(&self) -> Date {
        self.network().days.date_of(self.now)
    }

    pub fn network(&self) -> Arc<luotsi_service::Network> {
        self.service.networks().get(&NetworkId::from(NETWORK)).unwrap()
    }

    pub async fn load(&self, label: &str) -> Referral {
        let mut tx = self.store.read().await.unwrap();
        let loaded = tx.referral(self.persons[label]).await.unwrap();
        loaded.expect("who was handed over is there").referral
    }

    /// A column of texts.
    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        match &self.sql {
            Sql::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
            Sql::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
        }
    }

    /// `#name` is somebody's id, `@label` that of a referral, wherever it stands.
    fn named(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let person = text.strip_prefix('#').and_then(|name| self.people.get(name));
                let road = text.strip_prefix('@').and_then(|label| self.persons.get(label));
                match (person, road) {
                    (Some(actor), _) => json!(actor.user.to_string()),
                    (_, Some(id)) => json!(id.to_string()),
                    (None, None) => value.clone(),
                }
            }
            Value::Array(values) => values.iter().map(|one| self.named(one)).collect(),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, one)| (key.clone(), self.named(one)))
                .collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn body<T: DeserializeOwned>(&self, step: &Value) -> T {
        serde_json::from_value(self.named(&step["body"])).unwrap_or_else(|error| panic!("{error}: {step}"))
    }

    /// Takes one step. A refusal is an answer; what no client may ever be answered is a fault.
    pub async fn take(&mut self, step: &Value) -> Result<Said, Fault> {
        let text = |field: &str| step[field].as_str().unwrap_or_default().to_owned();
        let done = match step["do"].as_str().unwrap_or_default() {
            "clock" => {
                // Steps may have been left out, but time never goes back.
                self.now = self.now.max(text("to").parse().unwrap());
                return self.sweep().await.map(Ok);
            }
            "tidy" => self.service.tidy(self.now).await.map(drop),
            "checkpoint" => self.service.checkpoint(self.now).await.map(drop),
            "import" => {
                let before = self.definition.clone();
                self.redefine(step);
                let definition = read_definition(&self.definition);
                let plan = self.service.import_plan(&definition, self.now).await.unwrap();
                if !plan.is_possible() {
                    self.definition = before;
                    return Ok(Err("an import that would leave somebody alone"));
                }
                self.service.import(&definition, self.now).await.map(drop)
            }
            what => {
                let who = text("who");
                let actor = self.people[who.as_str()].clone();
                // Nobody comes in for an organisation that has left the network.
                if self.network().kind(&actor.organisation).is_none() {
                    return Ok(Err("her organisation has left"));
                }
                self.does(what, &actor, step).await
            }
        };
        match done {
            Ok(()) => Ok(Ok(())),
            Err(error) => refused(&error)
                .map(Err)
                .ok_or_else(|| Fault::new(format!("{error:?}"))),
        }
    }

    fn redefine(&mut self, step: &Value) {
        for (slug, last) in step["ends"].as_object().into_iter().flatten() {
            for programme in self.definition["programmes"].as_array_mut().unwrap() {
                if programme["id"] == json!(slug) {
                    programme["valid_to"] = last.clone();
                }
            }
        }
        if let Some(gone) = step["without"].as_str() {
            let organisations = self.definition["organisations"].as_array_mut().unwrap();
            organisations.retain(|one| one["id"] != json!(gone));
        }
    }

    async fn does(&mut self, what: &str, actor: &Actor, step: &Value) -> Result<(), Error> {
        let network = NetworkId::from(NETWORK);
        let now = self.now;
        let service = self.service.clone();
        let on = step["on"].as_str().unwrap_or_default().to_owned();
        let label = step["as"].as_str().unwrap_or_default().to_owned();
        match what {
            "submit" => {
                let handed = service
                    .submit(actor, &network, &self.body(step), None, now)
                    .await?;
                self.persons.insert(label, handed.id);
            }
            "draft" => {
                let kept = service
                    .keep_draft(actor, &network, &self.body(step), None, now)
                    .await?;
                self.drafts.insert(label, kept.id.parse().unwrap());
            }
            "save_draft" | "discard_draft" | "submit_draft" => {
                let id = *self.drafts.get(&on).ok_or(Error::NotFound)?;
                match what {
                    "save_draft" => drop(service.save_draft(actor, id, &self.body(step), None, now).await?),
                    "discard_draft" => {
                        service.discard_draft(actor, id, None).await?;
                        self.drafts.remove(&on);
                    }
                    _ => {
                        let body = self.body(step);
                        let handed = service.submit_draft(actor, id, &body, None, None, now).await?;
                        self.drafts.remove(&on);
                        self.persons.insert(label, handed.id);
                    }
                }
            }
            "act" => {
                let id = *self.persons.get(&on).ok_or(Error::NotFound)?;
                let action = step["action"].as_str().unwrap_or_default();
                if action == "reopen" {
                    let handed = service.reopen(actor, id, &self.body(step), None, now).await?;
                    self.persons.insert(label, handed.id);
                } else {
                    service
                        .act(actor, id, &self.request(action, step), None, now)
                        .await?;
                    self.meet_the_new(&on, &label).await;
                }
            }
            "away" => {
                let person = self.user(step);
                drop(service.be_away(actor, person, &self.body(step), now).await?);
            }
            "back" => service.be_back(actor, self.user(step), now).await?,
            "claim" => {
                let programme = ProgrammeId::from(step["programme"].as_str().unwrap_or_default());
                drop(
                    service
                        .claim(actor, &programme, &self.body(step), "fi", now)
                        .await?,
                );
            }
            "confirm_claim" => {
                let programme = ProgrammeId::from(step["programme"].as_str().unwrap_or_default());
                drop(service.confirm_claim(actor, &programme, "fi", now).await?);
            }
            "watches_done" => {
                for watch in service.watches(actor, &network, now).await? {
                    let id: WatchId = watch.id.parse().unwrap();
                    match service.watch_done(actor, id, now).await {
                        Ok(_) | Err(Error::IllegalTransition(_) | Error::Conflict(_)) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
            other => panic!("no such step: {other}"),
        }
        Ok(())
    }

    fn user(&self, step: &Value) -> UserId {
        self.people[step["person"].as_str().unwrap_or_default()].user
    }

    /// One more carrier is a road of its own.
    async fn meet_the_new(&mut self, on: &str, label: &str) {
        if label.is_empty() {
            return;
        }
        let known: BTreeSet<ReferralId> = self.persons.values().copied().collect();
        let links = self.load(on).await.links;
        if let Some(new) = links.iter().find(|link| !known.contains(&link.other)) {
            self.persons.insert(label.to_owned(), new.other);
        }
    }

    fn request(&self, action: &str, step: &Value) -> ActionRequest {
        macro_rules! requests {
            ($($word:literal $variant:ident),+ $(,)?) => {
                match action {
                    $($word => ActionRequest::$variant(self.body(step)),)+
                    other => panic!("no such action: {other}"),
                }
            };
        }
        requests!(
            "place" Place, "close" Close, "client_called" ClientCalled, "confirm_waiting" ConfirmWaiting,
            "keep_waiting" KeepWaiting, "withdraw_consent" WithdrawConsent,
            "update_city_track" UpdateCityTrack, "send_message" SendMessage, "acknowledge" Acknowledge,
            "accept" Accept, "hand_back" HandBack, "record_contact" RecordContact, "review" Review,
            "reassign" Reassign, "transfer" Transfer, "end_support" EndSupport,
            "record_check" RecordCheck, "report_change" ReportChange, "alert_desk" AlertDesk,
            "return" Return, "ask_desk" AskDesk, "plan_ending" PlanEnding,
            "record_consent" RecordConsent, "propose_meeting" ProposeMeeting,
            "record_meeting" RecordMeeting, "break_glass" BreakGlass, "add_carrier" AddCarrier,
            "link" Link, "unlink" Unlink, "extend_overlap" ExtendOverlap, "renew_consent" RenewConsent,
            "amend" Amend,
        )
    }

    /// What the clock would do there and does not.
    async fn stuck(&self, stuck: &Stepped) -> Fault {
        let Stepped::Referral(id) = stuck else {
            return Fault::new(format!("the clock leaves {stuck:?} behind"));
        };
        let network = self.network();
        let loaded = self.store.read().await.unwrap().referral(*id).await.unwrap();
        let referral = loaded.expect("what is due is there").referral;
        let wakes = wake(&referral, &network.days, &network.definition);
        let expired = expires(&referral, &network.days, &network.definition);
        let context = Context {
            now: self.now,
            actor: &self.people["kaarina"],
            definition: &network.definition,
            days: &network.days,
        };
        let ticks = tick(&referral, None, &context);
        Fault::new(format!(
            "the clock leaves one behind: wakes {wakes:?}, now {}, expired {expired}, ticks {ticks:?}, {:?}",
            self.now, referral.state
        ))
    }

    /// What the program's clock does at an instant, to its end.
    async fn sweep(&mut self) -> Result<(), Fault> {
        let wrong = |error: Error| Fault::new(format!("the clock: {error:?}"));
        let mut turns = 0;
        while turns < 2000 {
            turns += 1;
            let swept = self.service.sweep(self.now, 200).await.map_err(wrong)?;
            if swept.more {
                continue;
            }
            let proposed = self.service.propose(self.now).await.map_err(wrong)?;
            let left = self
                .store
                .read()
                .await
                .unwrap()
                .due_steps(self.now, 1)
                .await
                .unwrap();
            match left.first() {
                None => return Ok(()),
                Some(_) if proposed > 0 || swept.stepped > 0 => {}
                // What the clock could not step it told to the log only.
                Some(stuck) => return Err(self.stuck(stuck).await),
            }
        }
        Err(Fault::new("the clock turns without end"))
    }
}

/// The word of a refusal; none where the service itself is at fault.
fn refused(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::NotFound => "not found",
        Error::Forbidden => "forbidden",
        Error::IllegalTransition(_) => "illegal",
        Error::Conflict(_) => "conflict",
        Error::PreconditionFailed => "another version",
        Error::AlreadyOpen { .. } => "already open",
        Error::GateClosed(_) => "gate closed",
        Error::PlacementRequired(..) => "placement required",
        Error::ProgrammeExcluded { .. } => "excluded",
        Error::ReasonRequired => "reason required",
        Error::WorkerRequired => "worker required",
        Error::WorryRequired => "worry required",
        Error::KeyReused => "key reused",
        Error::InvalidHandoff(_) => "invalid handoff",
        Error::InvalidRequest(_) => "invalid request",
        // An import that its plan refuses.
        Error::Definition(_) => "import refused",
        Error::Store(_) | Error::Broken(_) | Error::Stopped(_) => return None,
    })
}
