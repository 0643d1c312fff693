//! The recorded calls and the shipped examples, judged by gate and ranking as the preview does.
//!
//! `tests/golden/handoffs/README.md` says how the calls were clicked and what each expectation means.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{
        CityTrackKind, ConsentBy, ConsentScope, ConsentStatus, Form, GateAnswer, GateOutcome, Handoff,
    },
    id::OrganisationId,
    network::{Definition, OrganisationKind},
};
use luotsi_routing::{Candidate, Question, judge, rank};
use luotsi_wire::validation::{FieldFault, Validator};
use serde_json::{Value, json};

const NETWORKS: [&str; 2] = ["helsinki", "tampere-asto"];

/// A day on which every programme of the shipped definitions runs.
const TODAY: Date = jiff::civil::date(2026, 9, 15);

struct Network {
    definition: Definition,
    validator: Validator,
}

impl Network {
    fn shipped(name: &str) -> Self {
        let definition = root().join(format!("deploy/networks/{name}.json"));
        let definition: Definition = serde_json::from_value(read(&definition)).unwrap();
        let validator = Validator::new(&definition).unwrap();
        Self {
            definition,
            validator,
        }
    }

    fn handoff(&self, document: &Value) -> Handoff {
        self.validator
            .validate(document)
            .unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    /// Those that may be asked, in order, with all places free.
    fn ranked(&self, handoff: &Handoff) -> Vec<Candidate> {
        let definition = &self.definition;
        let facts = handoff.facts(TODAY, &definition.handoff.coded_keys());
        let receivers = self.receivers(handoff);
        let candidates = rank(&Question {
            definition,
            facts: &facts,
            receivers: &receivers,
            capacity: &BTreeMap::new(),
            foreseen: &BTreeMap::new(),
            history: &[],
            today: TODAY,
            now: "2026-09-15T06:00:00Z".parse::<Timestamp>().unwrap(),
        });
        candidates
            .into_iter()
            .filter(|candidate| candidate.fits)
            .collect()
    }

    fn receivers(&self, handoff: &Handoff) -> Vec<OrganisationId> {
        let consent = &handoff.consent;
        match consent.scope {
            Some(ConsentScope::Organisations) => consent.organisations.clone(),
            Some(ConsentScope::Fields) if !consent.organisations.is_empty() => consent.organisations.clone(),
            Some(ConsentScope::Network | ConsentScope::Fields) | None => self
                .definition
                .organisations
                .iter()
                .filter(|organisation| organisation.kind == OrganisationKind::Partner)
                .map(|organisation| organisation.id.clone())
                .collect(),
        }
    }
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// What is wrong with the preview of one recorded call; none where it agrees.
fn disagreement(network: &Network, call: &Value) -> Option<String> {
    let handoff = network.handoff(&call["handoff"]);
    let expected = &call["expected"];
    let gate = judge(&handoff, &network.definition);
    let ranked = network.ranked(&handoff);
    let organisations: Vec<&str> = ranked
        .iter()
        .map(|candidate| candidate.organisation.as_str())
        .collect();
    let first = organisations.first().copied();

    let open = gate.outcome == GateOutcome::Open;
    let decision = expected["decision"].as_str().unwrap();
    let decided = match decision {
        "emergency" => matches!(gate.outcome, GateOutcome::Emergency | GateOutcome::AuthorityOnly),
        "city_assessment" => gate.outcome == GateOutcome::AuthorityOnly || gate.city_track.is_some(),
        "desk_keeps" => matches!(
            gate.outcome,
            GateOutcome::DeskKeeps | GateOutcome::OtherService | GateOutcome::NoConsent
        ),
        "refer_other" => gate.outcome == GateOutcome::OtherService,
        "other_area" => gate.outcome == GateOutcome::OtherArea,
        "close_no_consent" => gate.outcome == GateOutcome::NoConsent,
        "coordinator_decides" => open && ranked.is_empty(),
        "refer_partner" | "refer_partner_and_city" => open && first == expected["partner"].as_str(),
        other => panic!("no decision {other}"),
    };
    let track = gate.city_track.map(CityTrackKind::as_str);
    let tracked = match expected["city_track"].as_str() {
        Some(kind) => track == Some(kind),
        // Where nobody expects a track, none may be opened beside a partner.
        None => !decision.starts_with("refer_partner") || track.is_none(),
    };
    (!decided || !tracked).then(|| {
        format!(
            "{}: {decision}, but gate {:?}, track {track:?}, {organisations:?}",
            call["id"], gate.outcome
        )
    })
}

#[test]
fn the_preview_of_every_recorded_call_agrees_with_what_is_expected() {
    let mut disagreements = Vec::new();
    for name in NETWORKS {
        let network = Network::shipped(name);
        let calls = fs::read_to_string(root().join(format!("tests/golden/handoffs/{name}.jsonl"))).unwrap();
        for line in calls.lines() {
            let call: Value = serde_json::from_str(line).unwrap();
            disagreements.extend(disagreement(&network, &call));
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
}

/// An example may be sent as it is on any day of a demo, and goes the whole road.
#[test]
fn the_first_of_every_valid_example_lasts_as_long_as_the_demo_and_checks() {
    for name in NETWORKS {
        let network = Network::shipped(name);
        let mut firsts = Vec::new();
        for entry in fs::read_dir(root().join("schemas/examples/valid")).unwrap() {
            let path = entry.unwrap().path();
            if !path.file_name().unwrap().to_string_lossy().starts_with(name) {
                continue;
            }
            let handoff = network.handoff(&read(&path));
            assert_eq!(
                judge(&handoff, &network.definition).outcome,
                GateOutcome::Open,
                "{}",
                path.display()
            );
            let ranked = network.ranked(&handoff);
            let first = ranked
                .first()
                .unwrap_or_else(|| panic!("{}: nobody fits", path.display()));
            let programme = network.definition.programme(&first.programme).unwrap();
            assert!(
                programme.demo_days.is_none(),
                "{}: {} is short",
                path.display(),
                programme.id
            );
            for form in [None, programme.forms.first().copied()]
                .into_iter()
                .chain(wished(&handoff))
            {
                let checks = programme.follow_up.days_for(form);
                assert!(
                    !checks.is_empty(),
                    "{}: {} never checks",
                    path.display(),
                    programme.id
                );
            }
            firsts.push(first.programme.to_string());
        }
        firsts.sort();
        firsts.dedup();
        assert!(firsts.len() >= 2, "{name}: all examples lead to {firsts:?}");
    }
}

fn wished(handoff: &Handoff) -> impl Iterator<Item = Option<Form>> {
    handoff.wishes.forms.iter().copied().map(Some)
}

/// The schema says by itself where the gate is open. It must say what the router says, or a handoff would
/// be refused for what nobody may ask, or accepted with nothing in it.
#[test]
fn schema_and_router_agree_on_where_the_gate_is_open() {
    for name in NETWORKS {
        let network = Network::shipped(name);
        let (mut open, mut closed) = (0, 0);
        for document in bare_handoffs(&network.definition) {
            let handoff = network.validator.shape(&document).unwrap();
            let outcome = judge(&handoff, &network.definition).outcome;
            let faults = network.validator.validate(&document).err().unwrap_or_default();
            // Whose permission it is must be said; unsaid, it does not open the gate, and is a fault.
            let unsaid = handoff.consent.status == ConsentStatus::Given && handoff.consent.by.is_none();
            if outcome == GateOutcome::Open {
                assert!(pointers(&faults).contains(&"/needs"), "{document}");
                open += 1;
            } else if !unsaid {
                assert!(faults.is_empty(), "{document}: {faults:?}");
                closed += 1;
            }
        }
        assert!(
            open >= 8 && closed > 1_000,
            "{name}: {open} open, {closed} closed"
        );
    }
}

fn pointers(faults: &[FieldFault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.pointer.as_str()).collect()
}

/// Every answer of the gate with every permission, and nothing else said.
fn bare_handoffs(definition: &Definition) -> Vec<Value> {
    let answers = || GateAnswer::ALL.iter().map(|answer| answer.as_str());
    let mut made = Vec::new();
    for danger in ["no", "instead"] {
        for today in answers() {
            for cope in answers() {
                for ticked in ["none", "other_municipality", "other_service", "desk_solves"] {
                    for municipality in [
                        None,
                        definition.municipalities.first().map(String::as_str),
                        Some("999"),
                    ] {
                        for status in ConsentStatus::ALL {
                            for by in ConsentBy::ALL.iter().map(|by| Some(by.as_str())).chain([None]) {
                                let mut document = json!({
                                    "schema": definition.handoff_schema(),
                                    "gate": {"danger_to_life": danger, "authority_today": today, "cannot_cope": cope},
                                    "place": {"municipality": municipality},
                                    "consent": {"status": status.as_str(), "by": by},
                                });
                                if ticked != "none" {
                                    document["gate"][ticked] = json!(true);
                                }
                                made.push(document);
                            }
                        }
                    }
                }
            }
        }
    }
    made
}
