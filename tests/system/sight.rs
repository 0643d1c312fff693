//! Who sees what of a person at a stage of her road.

use luotsi_tests::Client;
use serde_json::Value;

use crate::walk::Walk;

/// What somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Name, phone, birth year and own words.
    Person,
    /// Coded facts only.
    Facts,
    /// What one sees of a referral that never was.
    Nothing,
}

/// Everybody who might want to look, at one stage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sights {
    pub desk: Sight,
    pub worker: Sight,
    pub colleague: Sight,
    pub lead: Sight,
    pub coordinator: Sight,
}

/// While a partner is asked.
pub(crate) const ASKED: Sights = Sights {
    desk: Sight::Person,
    worker: Sight::Facts,
    colleague: Sight::Facts,
    lead: Sight::Facts,
    coordinator: Sight::Facts,
};

/// While the first worker of the partner has the person.
pub(crate) const CARRIED: Sights = Sights {
    worker: Sight::Person,
    lead: Sight::Person,
    ..ASKED
};

/// After a hand back, an expiry or a return: the partner is out.
pub(crate) const BACK: Sights = Sights {
    worker: Sight::Nothing,
    colleague: Sight::Nothing,
    lead: Sight::Nothing,
    ..ASKED
};

impl Walk<'_> {
    /// Holds what everybody sees against the stage, with this organisation as the partner.
    #[track_caller]
    pub(crate) fn is_seen(&self, sights: Sights, organisation: &str) {
        let town = self.town;
        let people = town.server.people();
        for advisor in town.advisors() {
            self.shows(&town.client(advisor), sights.desk);
        }
        self.shows(&town.worker(organisation), sights.worker);
        self.shows(&town.colleague(organisation), sights.colleague);
        self.shows(&town.lead(organisation), sights.lead);
        self.shows(&town.coordinator(), sights.coordinator);
        let (network, stranger) = town.net.stranger;
        for role in ["worker", "lead"] {
            for person in people.at(network, stranger, role) {
                self.shows(&town.client(person), Sight::Nothing);
            }
        }
        let other = if network == town.net.name {
            "tampere-asto"
        } else {
            network
        };
        self.shows(&town.client(people.advisor(other)), Sight::Nothing);
        self.shows(&town.client(people.coordinator(other)), Sight::Nothing);
    }

    /// Holds what one person sees against what she should.
    #[track_caller]
    pub(crate) fn shows(&self, who: &Client, sight: Sight) {
        if sight == Sight::Nothing {
            self.hidden_from(who);
            who.get(&format!("referrals/{}/timeline", self.id))
                .expect_problem(404, "not-found");
            return;
        }
        let view = self.seen_by(who);
        let (client, handoff) = (&view["client"], &view["handoff"]);
        let given = &self.person.handoff;
        for field in ["needs", "urgency", "safety", "not_before"] {
            assert_eq!(handoff[field], given[field], "{field} of {view}");
        }
        assert_eq!(client["language"], given["client"]["language"], "{view}");
        assert!(client["age_band"].is_string(), "{view}");
        let open = sight == Sight::Person;
        for field in ["first_name", "last_name", "birth_year", "phone"] {
            let expected = if open {
                &given["client"][field]
            } else {
                &Value::Null
            };
            assert_eq!(&client[field], expected, "{field} of {view}");
            assert_eq!(
                &handoff["client"][field], expected,
                "{field} of the handoff in {view}"
            );
        }
        for field in ["own_words", "safety_note"] {
            let expected = if open { &given[field] } else { &Value::Null };
            assert_eq!(&handoff[field], expected, "{field} of {view}");
        }
        if !open {
            let history = Value::from(self.timeline(who)).to_string();
            for text in [view.to_string(), history] {
                let leaked: Vec<_> = self
                    .person
                    .secrets
                    .iter()
                    .filter(|secret| text.contains(secret.as_str()))
                    .collect();
                assert!(leaked.is_empty(), "{leaked:?} in {text}");
            }
        }
    }
}
