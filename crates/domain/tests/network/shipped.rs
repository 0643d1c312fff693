//! The shipped networks have no faults, and say what a network needs to say.

use std::collections::{BTreeMap, BTreeSet};

use luotsi_domain::{
    handoff::{CityTrackKind, Form, GateOutcome, Need},
    network::{Deadlines, Definition, FollowUp, OrganisationKind, Weights, fault},
};
use serde_json::Value;

use crate::edit::file;

const NETWORKS: [&str; 2] = ["helsinki", "tampere-asto"];

fn shipped(name: &str) -> Definition {
    fault::parse(&file(&format!("deploy/networks/{name}.json"))).unwrap_or_else(|faults| {
        panic!(
            "{name}: {}",
            faults
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

#[test]
fn every_file_in_deploy_networks_is_a_definition_without_faults_under_its_own_name() {
    let folder = format!("{}/../../deploy/networks", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, NETWORKS);
    for name in NETWORKS {
        assert_eq!(shipped(name).network.as_str(), name);
    }
}

#[test]
fn the_organisations_are_those_of_the_contract() {
    for (network, expected) in [
        (
            "helsinki",
            vec![
                ("seniori-info", OrganisationKind::Desk),
                ("mereo", OrganisationKind::Partner),
                ("omakotisaatio", OrganisationKind::Partner),
                ("miina-sillanpaa", OrganisationKind::Partner),
                ("jade", OrganisationKind::Partner),
                ("valli", OrganisationKind::Coordinator),
            ],
        ),
        (
            "tampere-asto",
            vec![
                ("asto-desk", OrganisationKind::Desk),
                ("asumisyksikko", OrganisationKind::Referrer),
                ("rikosseuraamus", OrganisationKind::Referrer),
                ("aikuissosiaalityo", OrganisationKind::Referrer),
                ("kuntoutuspolku", OrganisationKind::Partner),
                ("asto-coordination", OrganisationKind::Coordinator),
            ],
        ),
    ] {
        let definition = shipped(network);
        let organisations: Vec<_> = definition
            .organisations
            .iter()
            .map(|o| (o.id.as_str(), o.kind))
            .collect();
        assert_eq!(organisations, expected, "{network}");
    }
}

#[test]
fn every_partner_has_something_to_offer_and_every_need_meets_a_programme() {
    for network in NETWORKS {
        let definition = shipped(network);
        for partner in definition.partners() {
            assert!(
                definition.programmes.iter().any(|p| p.organisation == partner.id),
                "{}",
                partner.id
            );
        }
        for need in &definition.needs {
            assert!(
                definition.programmes.iter().any(|p| p.needs.contains(need)),
                "{network}: {need}"
            );
        }
    }
}

#[test]
fn one_programme_a_network_is_short_has_no_checks_and_nothing_that_is_its_alone() {
    for network in NETWORKS {
        let definition = shipped(network);
        let short: Vec<_> = definition
            .programmes
            .iter()
            .filter(|p| p.demo_days.is_some())
            .collect();
        let [short] = short.as_slice() else {
            panic!("{network}: {short:?}")
        };
        assert_eq!(short.demo_days, Some(60));
        assert!(short.example);
        assert_eq!(
            short.follow_up,
            FollowUp {
                days: vec![],
                by_form: BTreeMap::new()
            }
        );
        let wider = definition.programmes.iter().any(|p| {
            p.id != short.id
                && p.organisation == short.organisation
                && p.valid_to.is_none_or(|last| Some(last) > short.valid_to)
                && short.needs.iter().all(|need| p.needs.contains(need))
                && short
                    .languages
                    .iter()
                    .all(|language| p.languages.contains(language))
                && p.age_min <= short.age_min
                && p.needs.len() > short.needs.len()
        });
        assert!(wider, "{network}: nobody else meets the needs of {}", short.id);
    }
}

#[test]
fn guidance_stands_for_every_closed_gate_and_every_city_track_in_three_languages() {
    let outcomes = GateOutcome::ALL
        .iter()
        .filter(|o| **o != GateOutcome::Open)
        .map(|o| o.as_str());
    let keys: BTreeSet<&str> = outcomes
        .chain(CityTrackKind::ALL.iter().map(|k| k.as_str()))
        .collect();
    for network in NETWORKS {
        let guidance = shipped(network).guidance;
        assert_eq!(
            guidance.keys().map(String::as_str).collect::<BTreeSet<_>>(),
            keys,
            "{network}"
        );
        for (key, words) in guidance {
            assert_eq!(
                words.0.keys().collect::<Vec<_>>(),
                ["en", "fi", "sv"],
                "{network} {key}"
            );
        }
    }
}

#[test]
fn consent_is_asked_in_three_languages() {
    for network in NETWORKS {
        let wordings = shipped(network).wordings;
        assert_eq!(
            wordings.keys().collect::<Vec<_>>(),
            ["en-1", "fi-1", "sv-1"],
            "{network}"
        );
    }
}

#[test]
fn the_words_that_must_never_stand_on_a_screen_do_not() {
    for network in NETWORKS {
        let text = file(&format!("deploy/networks/{network}.json")).to_lowercase();
        for word in [
            "lähete",
            "lähett",
            "tapaus",
            "hylkää",
            "huoliasia",
            "portti",
            "haltija",
            "eskal",
            "ohjelma",
        ] {
            assert!(!text.contains(word), "{network}: {word}");
        }
    }
}

#[test]
fn helsinki_is_34_districts_on_a_map_and_every_neighbour_in_its_direction() {
    let definition = shipped("helsinki");
    assert_eq!(definition.districts.len(), 34);
    for district in &definition.districts {
        assert!(
            district.tile.is_some() && district.centre.is_some(),
            "{}",
            district.code
        );
        assert!(
            !district.postal_codes.is_empty() && !district.places.is_empty(),
            "{}",
            district.code
        );
        assert_eq!(district.name.0.keys().collect::<Vec<_>>(), ["en", "fi", "sv"]);
    }
    // A tile map is recognisable when two districts clearly apart on the globe stand the same way there.
    for one in &definition.districts {
        for other in &definition.districts {
            let ((north, east), (other_north, other_east)) = (one.centre.unwrap(), other.centre.unwrap());
            let ((column, row), (other_column, other_row)) = (one.tile.unwrap(), other.tile.unwrap());
            if north - other_north > 0.025 {
                assert!(row <= other_row, "{} lies north of {}", one.code, other.code);
            }
            if east - other_east > 0.05 {
                assert!(column >= other_column, "{} lies east of {}", one.code, other.code);
            }
        }
    }
}

#[test]
fn a_postal_code_may_propose_several_districts_and_a_place_too() {
    let definition = shipped("helsinki");
    let by = |find: &dyn Fn(&luotsi_domain::network::District) -> bool| -> Vec<&str> {
        definition
            .districts
            .iter()
            .filter(|d| find(d))
            .map(|d| d.code.as_str())
            .collect()
    };
    let postal = |code: &str| by(&|d| d.postal_codes.iter().any(|c| c == code));
    let place = |name: &str| by(&|d| d.places.iter().any(|p| p == name));
    assert_eq!(postal("00530"), ["301"]);
    assert_eq!(postal("00300"), ["201", "202", "203"]);
    assert_eq!(place("Pikku Huopalahti"), ["201", "202", "203"]);
    assert_eq!(place("Töölö"), ["103", "104"]);
    assert_eq!(place("Konala"), ["204"]);
    assert_eq!(place("Gårdsbacka"), ["703"]);
}

#[test]
fn astos_part_of_the_handoff_is_coded_throughout() {
    let definition = shipped("tampere-asto");
    let mut coded = definition.handoff.coded_keys();
    coded.sort();
    assert_eq!(
        coded,
        [
            "first_form",
            "housing",
            "moves_on",
            "overlap_until",
            "peer_wanted",
            "phase"
        ]
    );
    assert_eq!(
        definition.handoff.network["additionalProperties"],
        Value::Bool(false)
    );
    assert_eq!(definition.handoff_schema(), "tampere-asto/1");
}

#[test]
fn the_schema_lists_what_the_types_list() {
    let schema: Value = serde_json::from_str(&file("schemas/network.schema.json")).unwrap();
    let listed = |pointer: &str| -> Vec<String> {
        let list = schema.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
        list.as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect()
    };
    let names = |codes: &[&str]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let needs: Vec<&str> = Need::ALL.iter().map(Need::as_str).collect();
    let forms: Vec<&str> = Form::ALL.iter().map(|form| form.as_str()).collect();
    let kinds: Vec<&str> = OrganisationKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(listed("/$defs/need/anyOf/0/enum"), names(&needs));
    assert_eq!(listed("/$defs/form/enum"), names(&forms));
    assert_eq!(listed("/$defs/organisation/properties/kind/enum"), names(&kinds));

    for (pointer, written) in [
        (
            "/$defs/deadlines/properties",
            serde_json::to_value(Deadlines::default()),
        ),
        (
            "/properties/weights/properties",
            serde_json::to_value(Weights::default()),
        ),
    ] {
        let (told, written) = (schema.pointer(pointer).unwrap(), written.unwrap());
        let defaults: BTreeMap<&str, u64> = told
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, one)| (name.as_str(), one["default"].as_u64().unwrap()))
            .collect();
        let written: BTreeMap<&str, u64> = written
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, one)| (name.as_str(), one.as_u64().unwrap()))
            .collect();
        assert_eq!(defaults, written);
    }
}

#[test]
fn the_schema_knows_every_field_that_a_definition_writes_and_no_other() {
    let schema: Value = serde_json::from_str(&file("schemas/network.schema.json")).unwrap();
    let written = crate::edit::helsinki();
    for (part, pointer) in [
        ("", ""),
        ("/telephone", "/properties/telephone"),
        ("/calendar", "/$defs/calendar"),
        ("/calendar/holidays/0", "/$defs/holiday"),
        ("/organisations/0", "/$defs/organisation"),
        ("/programmes/0", "/$defs/programme"),
        ("/programmes/0/area", "/$defs/programme/properties/area"),
        ("/programmes/0/capacity", "/$defs/programme/properties/capacity"),
        ("/programmes/0/follow_up", "/$defs/programme/properties/follow_up"),
        ("/districts/0", "/$defs/district"),
        ("/handoff", "/$defs/handoff"),
    ] {
        let keys = |value: Option<&Value>| -> BTreeSet<String> {
            value
                .and_then(Value::as_object)
                .unwrap()
                .keys()
                .cloned()
                .collect()
        };
        let known = schema.pointer(pointer).unwrap();
        assert_eq!(
            keys(written.pointer(part)),
            keys(known.get("properties")),
            "{part}"
        );
        assert_eq!(known["additionalProperties"], Value::Bool(false), "{part}");
    }
}
