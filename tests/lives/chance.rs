//! Chance: who is handed over, who does what next, and when.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use luotsi_domain::access::actions;
use luotsi_domain::referral::words::Action;
use luotsi_domain::referral::{Referral, ending};
use serde_json::{Value, json};

use crate::body;
use crate::world::{PEOPLE, PROGRAMMES, World};

/// Stirs a number (the finisher of SplitMix64).
pub const fn mixed(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Draws that are the same for the same seed.
pub struct Chance {
    state: u64,
    persons: u32,
    labels: u32,
}

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self {
            state: mixed(seed),
            persons: 0,
            labels: 0,
        }
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed(self.state) % bound as u64).unwrap()
    }

    /// So many times in a hundred.
    pub fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        let mut chosen: Vec<T> = from.iter().filter(|_| self.in_hundred(40)).cloned().collect();
        if chosen.is_empty() {
            chosen.push(from[self.below(from.len())].clone());
        }
        chosen
    }

    pub fn label(&mut self, letter: char) -> String {
        self.labels += 1;
        format!("{letter}{}", self.labels)
    }

    /// A day from the day before yesterday on.
    pub fn day(&mut self, today: Date, most: usize) -> Date {
        let days = i64::try_from(self.below(most + 2)).unwrap() - 2;
        today.saturating_add(days.days())
    }

    /// Somebody else each time, and now and then the same person again.
    pub fn person(&mut self) -> u32 {
        self.persons += 1;
        if self.persons > 3 && self.in_hundred(6) {
            let back = u32::try_from(self.below(40)).unwrap();
            return self.persons.saturating_sub(back).max(1);
        }
        self.persons
    }

    /// What happens next; `arrives` says whether somebody new is brought.
    pub async fn next(&mut self, world: &World, arrives: bool) -> Value {
        if arrives {
            return self.arrival(world);
        }
        match self.below(100) {
            0..27 => self.time_passes(world).await,
            27..32 => self.beside(world),
            32..34 if !world.drafts.is_empty() => self.draft(world),
            _ => match self.action(world).await {
                Some(step) => step,
                None => self.time_passes(world).await,
            },
        }
    }

    fn arrival(&mut self, world: &World) -> Value {
        let by_worker = self.in_hundred(18);
        let who = if by_worker {
            self.pick(&["mia", "olli", "sanni", "julia", "maria", "oona"])
        } else {
            self.pick(&["anna", "anna", "antti", "inka"])
        };
        let number = self.person();
        let handoff = body::handoff(self, world, number);
        if self.in_hundred(8) {
            let on = self.in_hundred(30).then(|| self.day(world.today(), 20));
            let body = json!({"handoff": handoff, "call_back_on": on});
            return json!({"do": "draft", "who": who, "as": self.label('d'), "body": body});
        }
        let mut body = body::submission(self, world, who, &handoff);
        body["handoff"] = handoff;
        json!({"do": "submit", "who": who, "as": self.label('p'), "body": body})
    }

    fn draft(&mut self, world: &World) -> Value {
        let labels: Vec<&String> = world.drafts.keys().collect();
        let on = self.pick(&labels).clone();
        let who = self.pick(&[
            "anna", "antti", "inka", "mia", "olli", "sanni", "julia", "maria", "oona",
        ]);
        let number = self.person();
        let handoff = body::handoff(self, world, number);
        match self.below(6) {
            0 => json!({"do": "discard_draft", "who": who, "on": on}),
            1 | 2 => json!({"do": "save_draft", "who": who, "on": on, "body": {"handoff": handoff}}),
            _ => {
                let body = body::submission(self, world, who, &handoff);
                json!({"do": "submit_draft", "who": who, "on": on, "as": self.label('p'), "body": body})
            }
        }
    }

    pub async fn time_passes(&mut self, world: &World) -> Value {
        let minutes = |n: usize| SignedDuration::from_mins(i64::try_from(n).unwrap());
        let near = world.now + minutes(1 + self.below(240));
        let to = match self.below(20) {
            0..8 => near,
            8..14 => {
                let next = world.service.next_wake().await.unwrap();
                next.filter(|at| *at > world.now && *at < world.now + minutes(60 * 24 * 30))
                    .unwrap_or(near)
            }
            14..19 => world.now + minutes(self.below(60 * 24 * 3)),
            _ => world.now + minutes(self.below(60 * 24 * 25)),
        };
        clock(to)
    }

    /// What happens beside the roads: people are away, claims change, programmes end.
    fn beside(&mut self, world: &World) -> Value {
        let today = world.today();
        let (person, organisation, _) = self.pick(&PEOPLE[3..15]);
        let lead = world.workers_of(organisation).last().unwrap_or(person);
        let (programme, of) = self.pick(&PROGRAMMES);
        let claims = world.workers_of(of).last().unwrap_or("kaarina");
        match self.below(22) {
            0..6 => {
                let from = today.saturating_add(self.below(6).try_into().map_or(0.days(), |n: i64| n.days()));
                let until =
                    from.saturating_add(self.below(25).try_into().map_or(0.days(), |n: i64| n.days()));
                let others: Vec<&str> = world
                    .workers_of(organisation)
                    .filter(|one| *one != person)
                    .collect();
                let cover = self.in_hundred(60).then(|| format!("#{}", self.pick(&others)));
                let body = json!({"from": from, "until": until, "covered_by": cover});
                let who = self.pick(&[person, lead]);
                json!({"do": "away", "who": who, "person": person, "body": body})
            }
            6..8 => json!({"do": "back", "who": lead, "person": person}),
            8..12 => {
                let places = 1 + self.below(8);
                let mut body = json!({"places": places});
                if self.in_hundred(30) {
                    body["intake_per_month"] = json!(1 + self.below(6));
                }
                if self.in_hundred(40) {
                    body["paused_from"] = json!(self.day(today, 10).max(today));
                    body["paused_until"] = json!(today.saturating_add(12.days()));
                    body["note"] = json!("Tauko on sovittu.");
                }
                let who = self.pick(&[claims, "kaarina"]);
                json!({"do": "claim", "who": who, "programme": programme, "body": body})
            }
            12..15 => json!({"do": "confirm_claim", "who": claims, "programme": programme}),
            15 | 16 => json!({"do": "tidy"}),
            17 | 18 => json!({"do": "checkpoint"}),
            19 | 20 => {
                let who = self.pick(&["anna", "antti", "inka"]);
                json!({"do": "watches_done", "who": who})
            }
            _ => self.import(world),
        }
    }

    /// A programme's end is moved, comes or goes; late in a world a desk closes.
    fn import(&mut self, world: &World) -> Value {
        let slug = self.pick(&[
            "mereo-digipaja",
            "mereo-ulkoilukaverit",
            "omakotisaatio-kanto",
            "kunnon-kaveri-saattaja",
            "kunnon-kaveri-ryhmat",
        ]);
        let last = self.in_hundred(75).then(|| {
            world
                .today()
                .saturating_add(i64::try_from(10 + self.below(200)).unwrap().days())
        });
        let mut step = json!({"do": "import", "ends": {slug: last}});
        let late: Timestamp = "2027-03-01T00:00:00Z".parse().unwrap();
        if world.now > late {
            step["without"] = json!("ita-info");
        }
        step
    }

    /// Somebody does something she may.
    async fn action(&mut self, world: &World) -> Option<Value> {
        if world.persons.is_empty() {
            return None;
        }
        let open: Vec<&String> = world
            .persons
            .keys()
            .filter(|label| {
                world
                    .known
                    .get(*label)
                    .is_none_or(|referral| referral.status().is_open())
            })
            .collect();
        let all: Vec<&String> = world.persons.keys().collect();
        let from = if open.is_empty() || self.in_hundred(5) {
            &all
        } else {
            &open
        };
        let on = from[self.below(from.len())].clone();
        let referral = world.load(&on).await;
        let network = world.network();
        let near = ending(&referral, &network.days, &network.definition, world.now).is_some();
        let mut possible: Vec<(&str, Action)> = Vec::new();
        for (name, _, _) in PEOPLE {
            let actor = &world.people[name];
            for action in actions(actor, &referral) {
                // Decided is once the end is near.
                if action == Action::PlanEnding && !near {
                    continue;
                }
                possible.extend(std::iter::repeat_n((name, action), weight(action, &referral)));
            }
        }
        if possible.is_empty() {
            return None;
        }
        let (who, action) = self.pick(&possible);
        let body = body::of(self, world, action, who, &on, &referral);
        let mut step = json!({"do": "act", "who": who, "on": on, "action": action.as_str(), "body": body});
        if matches!(action, Action::AddCarrier | Action::Reopen) {
            step["as"] = json!(self.label('p'));
        }
        Some(step)
    }
}

/// It is so late now.
pub fn clock(to: Timestamp) -> Value {
    json!({"do": "clock", "to": to})
}

/// How often somebody does what she may: most of all what leads on, seldom what ends a road early.
const fn weight(action: Action, referral: &Referral) -> usize {
    match action {
        Action::Accept if referral.transfer.is_some() => 48,
        Action::Acknowledge if referral.transfer.is_some() => 24,
        Action::RecordConsent => 96,
        Action::RecordCheck => 40,
        Action::RecordContact | Action::ExtendOverlap => 24,
        Action::PlanEnding => 8,
        Action::EndSupport => 14,
        Action::Transfer => 4,
        Action::RecordMeeting | Action::Accept => 20,
        Action::Place => 16,
        Action::Review => 6,
        Action::ProposeMeeting => 3,
        Action::AddCarrier | Action::Link if referral.links.len() > 1 => 0,
        Action::Acknowledge
        | Action::HandBack
        | Action::Reassign
        | Action::ReportChange
        | Action::AlertDesk
        | Action::SendMessage
        | Action::ClientCalled
        | Action::ConfirmWaiting
        | Action::KeepWaiting
        | Action::UpdateCityTrack
        | Action::Return
        | Action::AskDesk
        | Action::BreakGlass
        | Action::AddCarrier
        | Action::Link
        | Action::Unlink
        | Action::RenewConsent
        | Action::Amend
        | Action::Reopen => 2,
        Action::Close | Action::WithdrawConsent => 1,
    }
}
