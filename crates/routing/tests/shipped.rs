//! The shipped networks against handoffs from the field, each with what an experienced desk decided.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test's own files: where one is missing, it fails"
)]

use std::{collections::BTreeMap, fs, path::Path};

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{GateOutcome, Handoff},
    id::OrganisationId,
    network::Definition,
};
use luotsi_routing::{Candidate, Question, Reason, judge, rank};
use serde_json::Value;

/// The day on which the handoffs came in, or a day in the networks' shifted lives.
const TODAY: &str = "2026-09-10";

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn network(name: &str) -> Definition {
    serde_json::from_str(&read(&format!("deploy/networks/{name}.json"))).unwrap()
}

/// A handoff with its number and what was decided.
struct Line {
    id: String,
    handoff: Handoff,
    decision: String,
    partner: Option<String>,
    alternates: Vec<String>,
    city_track: Option<String>,
}

fn lines(name: &str) -> Vec<Line> {
    let text = read(&format!("tests/golden/handoffs/{name}.jsonl"));
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let expected = &line["expected"];
            let word = |value: &Value| value.as_str().map(str::to_owned);
            Line {
                id: word(&line["id"]).unwrap(),
                handoff: serde_json::from_value(line["handoff"].clone()).unwrap(),
                decision: word(&expected["decision"]).unwrap(),
                partner: word(&expected["partner"]),
                alternates: expected["alternates"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(word)
                    .collect(),
                city_track: word(&expected["city_track"]),
            }
        })
        .collect()
}

/// The ranking before anybody has claimed anything, with every partner permitted.
fn ranking(definition: &Definition, handoff: &Handoff) -> Vec<Candidate> {
    let today: Date = TODAY.parse().unwrap();
    let receivers: Vec<OrganisationId> = definition.partners().map(|partner| partner.id.clone()).collect();
    rank(&Question {
        definition,
        facts: &handoff.facts(today, &definition.handoff.coded_keys()),
        receivers: &receivers,
        capacity: &BTreeMap::new(),
        foreseen: &BTreeMap::new(),
        history: &[],
        today,
        now: format!("{TODAY}T07:00:00Z").parse::<Timestamp>().unwrap(),
    })
}

/// The organisations that fit, in order, each once.
fn organisations(ranked: &[Candidate]) -> Vec<&str> {
    let mut found = Vec::new();
    for one in ranked.iter().filter(|one| one.fits) {
        if !found.contains(&one.organisation.as_str()) {
            found.push(one.organisation.as_str());
        }
    }
    found
}

#[test]
fn the_gate_leads_where_the_desk_went() {
    for name in ["helsinki", "tampere-asto"] {
        let definition = network(name);
        for line in lines(name) {
            let verdict = judge(&line.handoff, &definition);
            let may_be: &[GateOutcome] = match line.decision.as_str() {
                "refer_partner" | "refer_partner_and_city" | "coordinator_decides" => &[GateOutcome::Open],
                "city_assessment" => &[GateOutcome::AuthorityOnly],
                // A life in danger, or no roof for the night.
                "emergency" => &[GateOutcome::Emergency, GateOutcome::AuthorityOnly],
                "other_area" => &[GateOutcome::OtherArea],
                "refer_other" => &[GateOutcome::OtherService],
                // It solves it, or rings the person for a permission first.
                "desk_keeps" => &[GateOutcome::DeskKeeps, GateOutcome::NoConsent],
                other => panic!("{}: {other}", line.id),
            };
            assert!(
                may_be.contains(&verdict.outcome),
                "{}: {}",
                line.id,
                verdict.outcome
            );
            if let Some(kind) = &line.city_track {
                assert_eq!(
                    verdict.city_track.map(|kind| kind.to_string()).as_ref(),
                    Some(kind),
                    "{}",
                    line.id
                );
            }
        }
    }
}

#[test]
fn the_first_is_whom_the_desk_chose_and_its_alternatives_follow() {
    for name in ["helsinki", "tampere-asto"] {
        let definition = network(name);
        let mut compared = 0;
        for line in lines(name).iter().filter(|line| line.partner.is_some()) {
            let ranked = ranking(&definition, &line.handoff);
            let found = organisations(&ranked);
            assert_eq!(
                found.first().copied(),
                line.partner.as_deref(),
                "{}: {found:?}",
                line.id
            );
            for alternate in &line.alternates {
                // Whoever does not work in her language stays a telephone call, not a proposal.
                let by_language = ranked.iter().any(|one| {
                    one.organisation.as_str() == alternate
                        && matches!(one.reasons[..], [Reason::LanguageNotServed { .. }])
                });
                assert!(
                    found.contains(&alternate.as_str()) || by_language,
                    "{}: {alternate}",
                    line.id
                );
            }
            compared += 1;
        }
        assert!(compared >= 5, "{name}: {compared}");
    }
}

#[test]
fn whoever_waits_for_a_permission_is_shown_where_it_would_lead() {
    let definition = network("helsinki");
    let by_id: BTreeMap<String, Line> = lines("helsinki")
        .into_iter()
        .map(|line| (line.id.clone(), line))
        .collect();
    for (id, first) in [("H019", "omakotisaatio"), ("H039", "mereo")] {
        let ranked = ranking(&definition, &by_id[id].handoff);
        assert_eq!(organisations(&ranked).first().copied(), Some(first), "{id}");
    }
}

#[test]
fn nobody_offers_russian_and_each_programme_says_so() {
    let definition = network("helsinki");
    let all = lines("helsinki");
    let line = all
        .iter()
        .find(|line| line.decision == "coordinator_decides")
        .unwrap();
    let ranked = ranking(&definition, &line.handoff);
    assert_eq!(organisations(&ranked), Vec::<&str>::new());
    assert!(
        ranked.iter().any(|one| one.reasons
            == [Reason::LanguageNotServed {
                language: "ru".to_owned()
            }]),
        "{ranked:?}"
    );
}

#[test]
fn plain_loneliness_without_a_wish_goes_to_one_person_before_a_group() {
    let definition = network("helsinki");
    let all = lines("helsinki");
    // Where groups are near: the same person, wishing nothing.
    let mut handoff = all.iter().find(|line| line.id == "H034").unwrap().handoff.clone();
    handoff.wishes.forms.clear();
    let ranked = ranking(&definition, &handoff);
    assert_eq!(organisations(&ranked), ["mereo", "miina-sillanpaa"]);
}

#[test]
fn of_two_alike_the_near_one_is_first() {
    let definition = network("helsinki");
    let all = lines("helsinki");
    let line = all.iter().find(|line| line.id == "H036").unwrap();
    let ranked = ranking(&definition, &line.handoff);
    assert_eq!(organisations(&ranked)[..2], ["omakotisaatio", "mereo"]);
    assert!(ranked[0].reasons.contains(&Reason::Nearby));
}

#[test]
fn an_example_is_proposed_a_programme_that_lasts_and_checks() {
    let mut seen = 0;
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/examples/valid");
    for file in fs::read_dir(directory).unwrap() {
        let path = file.unwrap().path();
        let handoff: Handoff = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = handoff.schema.split('/').next().unwrap();
        let definition = network(name);
        assert_eq!(
            judge(&handoff, &definition).outcome,
            GateOutcome::Open,
            "{}",
            path.display()
        );
        let ranked = ranking(&definition, &handoff);
        let first = &ranked[0];
        let programme = definition.programme(&first.programme).unwrap();
        assert!(first.fits, "{}", path.display());
        let ends = first
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::EndsOn { .. }));
        assert!(!ends, "{}: {}", path.display(), first.programme);
        let form = programme.forms.first().copied();
        assert!(
            !programme.follow_up.days_for(form).is_empty(),
            "{}: {}",
            path.display(),
            first.programme
        );
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}
