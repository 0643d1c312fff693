//! Everybody, and every address each of them reads.

use std::collections::BTreeMap;

use luotsi_tests::{Client, Server};
use serde_json::{Value, json};

use super::planting::{Field, Relation};
use super::table::Search;
use crate::walk::NETS;

pub(super) const NEVER: &str = "0197f000-0000-7000-8000-000000000000";

/// Somebody who looks.
pub(super) struct Viewer {
    pub id: String,
    pub role: String,
    pub what: String,
    pub network: String,
    pub client: Client,
}

/// Everybody of the demo, a machine of each organisation, and nobody.
pub(super) fn viewers(server: &Server) -> Vec<Viewer> {
    let url = &server.anonymous();
    let people = server.people().iter().map(|person| Viewer {
        id: person.id.clone(),
        role: person.role.clone(),
        what: format!("{} {} {}", person.role, person.organisation, person.name),
        network: person.network.clone(),
        client: url.as_person(person),
    });
    let mut all: Vec<Viewer> = people.collect();
    for net in NETS {
        for organisation in [net.desk, net.organisation, net.next_organisation] {
            let words = [
                "token",
                "create",
                "--network",
                net.name,
                "--organisation",
                organisation,
                "--role",
                "machine",
                "--name",
                "system",
            ];
            let told = server.run(&words);
            let told = told.expect(0);
            let client = url.with_token(told.stdout.lines().last().expect("a token").trim());
            let id = client.get("me").expect(200)["id"]
                .as_str()
                .expect("an id")
                .to_owned();
            all.push(Viewer {
                id,
                role: "machine".to_owned(),
                what: format!("machine {organisation}"),
                network: net.name.to_owned(),
                client,
            });
        }
    }
    all.push(Viewer {
        id: String::new(),
        role: "nobody".to_owned(),
        what: "nobody".to_owned(),
        network: String::new(),
        client: url.clone(),
    });
    all
}

/// The paths of a method in the service's own document.
pub(super) fn paths(client: &Client, method: &str) -> Vec<String> {
    let document = client.get("/openapi.json").expect(200);
    let paths = document["paths"].as_object().expect("paths");
    let of_method = paths.iter().filter(|(_, methods)| methods[method].is_object());
    of_method.map(|(path, _)| path.clone()).collect()
}

/// The form of every network, by its address, which names districts of everybody.
pub(super) fn forms(server: &Server) -> BTreeMap<String, Vec<u8>> {
    let forms = NETS.map(|net| {
        let address = format!("/api/v1/networks/{}/handoff-schema", net.name);
        let answer = server.client(server.people().coordinator(net.name)).get(&address);
        assert_eq!(answer.status, 200, "{answer}");
        (address, answer.bytes)
    });
    BTreeMap::from(forms)
}

/// Every address of a route: each planted id, those of others, and what never was; every filter of lists.
fn addresses(path: &str, field: &Field) -> Vec<String> {
    let mut all = Vec::new();
    for net in NETS {
        let path = path.replace("{network}", net.name);
        if path.contains("/drafts/{id}") || path.contains("/referrals/{id}") {
            let roads = field.roads.iter().map(|road| &road.id).chain(&field.companions);
            all.extend(roads.map(|id| path.replace("{id}", id)));
            all.push(path.replace("{id}", NEVER));
        } else if path.contains("{id}") {
            let programmes = [
                net.programme,
                net.next,
                "mereo-digipaja",
                "asto-asuinalue-tutuksi",
            ];
            all.extend(programmes.map(|id| path.replace("{id}", id)));
        } else if path.ends_with("/referrals") {
            let filters = [
                "",
                "?district=703",
                "?stalled=true",
                "?stalled=false",
                "?holder=me",
                "?holder=organisation",
                "?holder=any",
                "?status=waiting",
                "?status=offered",
                "?status=accepted",
                "?status=in_support",
                "?status=follow_up",
                "?status=returned",
                "?status=closed",
            ];
            all.extend(filters.map(|filter| format!("{path}{filter}")));
            let named = [net.programme, net.next].map(|one| format!("{path}?programme={one}"));
            all.extend(named);
            all.extend(
                field
                    .roads
                    .iter()
                    .map(|road| format!("{path}?reference={}", road.reference)),
            );
        } else if path.ends_with("/drafts") {
            all.extend(
                ["", "?whose=mine", "?whose=queue", "?limit=1"].map(|filter| format!("{path}{filter}")),
            );
        } else {
            all.push(path.replace("{secret}", NEVER).replace("{link}", NEVER));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Reads every address of every route as each of these; the forms are what they were before anybody was
/// planted.
pub(super) fn read_everything(
    search: &mut Search<'_>,
    viewers: &[&Viewer],
    forms: &BTreeMap<String, Vec<u8>>,
) {
    for path in paths(&viewers[0].client, "get") {
        for address in addresses(&path, search.field) {
            for viewer in viewers {
                if let Some(form) = forms.get(&address) {
                    let answer = viewer.client.get(&address);
                    let whole = answer.status == 200;
                    assert!(!whole || answer.bytes == *form, "{address} as {}", viewer.what);
                } else {
                    search.pages(&path, viewer, address.clone());
                }
            }
        }
    }
}

/// Asks for everybody by name, phone number and birth year.
pub(super) fn ask_for_everybody(search: &mut Search<'_>, viewers: &[&Viewer]) {
    let field = search.field;
    for road in &field.roads {
        let client = &road.handoff["client"];
        let name = format!(
            "{} {}",
            client["first_name"].as_str().unwrap(),
            client["last_name"].as_str().unwrap()
        );
        let questions = [
            json!({"name": name}),
            json!({"phone": client["phone"]}),
            json!({"birth_year": client["birth_year"]}),
        ];
        let path = "/api/v1/networks/{network}/search";
        for viewer in viewers.iter().filter(|viewer| viewer.network == road.net.name) {
            for question in &questions {
                let answer = viewer
                    .client
                    .post(&path.replace("{network}", road.net.name), question);
                if answer.status == 200 && road.named.relation(&viewer.id) == Relation::Stranger {
                    let ids: Vec<&Value> = answer
                        .body
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|one| &one["id"])
                        .collect();
                    assert!(
                        !ids.contains(&&json!(road.id)),
                        "{} finds {}",
                        viewer.what,
                        road.stage
                    );
                }
                search.answer(path, viewer, &answer);
            }
        }
    }
}
