//! What those do in vain who may not know of her, and what is written of her to whoever may read it.

use std::collections::{BTreeMap, BTreeSet};

use luotsi_tests::{Client, Process, Scratch, Server};
use serde_json::json;

use super::planting::{DISTRICT, Mark, POSTAL_CODE, Relation, Road};
use super::reading::{NEVER, Viewer};
use super::table::{Place, Search, said};
use crate::privacy::actions;
use crate::walk::{NETS, Town};

/// Does everything to her as those who may not know of her: as to what never was, with the same bytes.
pub(super) fn do_everything_in_vain(
    search: &mut Search<'_>,
    server: &Server,
    viewers: &[Viewer],
    posts: &[String],
) {
    let bodies: BTreeMap<_, _> = actions(server.people().worker(NETS[0].name, "mereo"))
        .into_iter()
        .collect();
    let posts: Vec<&String> = posts
        .iter()
        .filter(|path| path.starts_with("/api/v1/referrals/{id}/"))
        .collect();
    assert!(posts.len() > 25, "{posts:?}");
    let mut never: BTreeMap<(usize, &str), String> = BTreeMap::new();
    let roads: Vec<Road> = search.field.roads.clone();
    for road in &roads {
        let mut roles = BTreeSet::new();
        for (number, viewer) in viewers.iter().enumerate() {
            let role = viewer.what.split(' ').take(2).collect::<Vec<_>>().join(" ");
            // One of each role and organisation who is a stranger to her, of her network.
            if road.named.relation(&viewer.id) != Relation::Stranger
                || (viewer.network != road.net.name && !viewer.network.is_empty())
                || !roles.insert(role)
            {
                continue;
            }
            for path in &posts {
                let action = path.rsplit('/').next().unwrap();
                let body = bodies.get(action).cloned().unwrap_or_else(|| json!({}));
                let post = |id: &str| {
                    viewer
                        .client
                        .request("POST", &path.replace("{id}", id))
                        .header("if-match", "\"1\"")
                        .json(&body)
                        .send()
                };
                let expected = never.entry((number, action)).or_insert_with(|| {
                    let answer = post(NEVER);
                    assert!(
                        [401, 403, 404].contains(&answer.status),
                        "{action} as {}: {answer}",
                        viewer.what
                    );
                    said(&answer)
                });
                let answer = post(&road.id);
                assert_eq!(
                    &said(&answer),
                    expected,
                    "{action} of {} as {}",
                    road.stage,
                    viewer.what
                );
            }
            for rest in ["", "/timeline", "/views", "/export"] {
                let get = |id: &str| said(&viewer.client.get(&format!("referrals/{id}{rest}")));
                assert_eq!(
                    get(&road.id),
                    get(NEVER),
                    "{rest} of {} as {}",
                    road.stage,
                    viewer.what
                );
            }
            let get = |reference: &str| {
                said(&viewer.client.get(&format!(
                    "networks/{}/referrals?reference={reference}",
                    road.net.name
                )))
            };
            assert_eq!(
                get(&road.reference),
                get("HKI-7777-7"),
                "{} as {}",
                road.stage,
                viewer.what
            );
        }
    }
}

/// Whoever may not know of her learns nothing by asking who would take her, nor by handing her over again.
pub(super) fn hand_over_again(search: &mut Search<'_>, server: &Server) {
    for net in NETS {
        let town = Town::of(server, net);
        let roads: Vec<Road> = search
            .field
            .roads
            .iter()
            .filter(|road| road.net == net && !road.draft)
            .cloned()
            .collect();
        let elsewhere: Vec<_> = server
            .people()
            .of_role(net.name, "advisor")
            .into_iter()
            .filter(|person| person.id != town.advisors()[0].id)
            .collect();
        for road in &roads {
            for person in &elsewhere {
                let preview = town
                    .client(person)
                    .post(
                        &format!("networks/{}/preview", net.name),
                        &json!({"handoff": road.handoff}),
                    )
                    .expect(200);
                assert_eq!(
                    preview["possible_duplicate"],
                    json!(false),
                    "{} as {}",
                    road.stage,
                    person.organisation
                );
            }
        }
        let accepted = roads
            .iter()
            .find(|road| road.stage == "accepted")
            .expect("one is");
        let workers = town.workers(net.organisation);
        let placement = json!({"programme": net.programme, "agreed_with": workers[0].id, "deputy": workers[1].id, "reason": "toive"});
        let again = json!({"handoff": accepted.handoff, "placement": placement});
        for person in &elsewhere {
            let answer = town.submit(&town.client(person), &again);
            let text = answer.to_string();
            assert!(
                !text.contains(&accepted.id) && !text.contains(&accepted.reference),
                "{text}"
            );
            let referral = answer.expect(201);
            assert_eq!(referral["links"], json!([]), "{referral}");
        }
        let board = town.board();
        assert_eq!(board["doubles"], json!([]), "{board}");
    }
}

/// Letters, the log, `verify`, and exports.
pub(super) fn read_what_is_written(search: &mut Search<'_>, server: &Server, scratch: &Scratch) {
    let letters = server.mail();
    assert!(letters.len() > 50, "{}", letters.len());
    for letter in &letters {
        let person = server
            .people()
            .iter()
            .find(|person| person.email == letter.to)
            .expect("written to somebody");
        let who = (person.id.as_str(), person.name.as_str());
        search.text(Place::Letter, "letter", who, &letter.whole);
    }
    let nobody = ("", "operator");
    search.text(Place::Elsewhere, "log", nobody, &server.log());
    search.text(Place::Elsewhere, "verify", nobody, &server.verify().to_string());
    for net in NETS {
        let file = scratch
            .path()
            .join(format!("{}.jsonl", net.name))
            .display()
            .to_string();
        let told = server.command(&["export", "--network", net.name, "--out", &file]);
        assert_eq!(told.status, Some(0), "{told}");
        search.text(Place::Elsewhere, "export's output", nobody, &told.to_string());
        let export = std::fs::read_to_string(&file).expect("an export is text");
        for marks in &search.field.marks {
            for (mark, word) in &marks.words {
                // The operator's history has ids and references, by which it is held against later ones.
                let coded = matches!(mark, Mark::Id | Mark::Reference | Mark::Year | Mark::District);
                assert!(
                    coded || !export.contains(word.as_str()),
                    "{mark:?} of {} in the export",
                    marks.stage
                );
            }
        }
        assert!(
            ![DISTRICT, POSTAL_CODE]
                .iter()
                .any(|code| export.contains(&format!("\"{code}\""))),
            "a district in the export"
        );
    }
}

/// Asks for her in every way as everybody of her network, of the service in earnest, with a log that says
/// everything it can.
pub(super) fn log_everything(search: &mut Search<'_>, server: &Server, scratch: &Scratch) {
    let database = server.database_url();
    let keys = server.dir().join("luotsi.key").display().to_string();
    let settings = [
        ("LUOTSI_DATABASE_URL", database.as_str()),
        ("LUOTSI_KEY_FILE", keys.as_str()),
        ("LUOTSI_LISTEN", "127.0.0.1:0"),
        ("LUOTSI_LOG", "trace"),
        ("LUOTSI_LOG_FORMAT", "json"),
        ("LUOTSI_PUBLIC_URL", "http://127.0.0.1:8080"),
    ];
    let process = Process::serve(&settings, scratch.path());
    let client = Client::new(process.url());
    let mut read = 0;
    for person in server.people().iter() {
        let client = client.as_person(person);
        for road in search
            .field
            .roads
            .iter()
            .filter(|road| road.net.name == person.network)
        {
            let answer = client.get(&format!("referrals/{}", road.id));
            read += usize::from(answer.status == 200);
            let question = json!({"phone": road.handoff["client"]["phone"]});
            drop(client.post(&format!("networks/{}/search", road.net.name), &question));
            let handoff = json!({"handoff": road.handoff});
            drop(client.post(&format!("networks/{}/preview", road.net.name), &handoff));
        }
    }
    assert!(read > 0, "nobody read anything");
    drop(process);
    let files = std::fs::read_dir(scratch.path()).expect("the folder is there");
    let files = files
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file());
    let logged: String = files
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).expect("it is read")).into_owned())
        .collect();
    assert!(
        logged.matches("request answered").count() > read,
        "the log was not read"
    );
    search.text(Place::Counted, "log of everything", ("", "operator"), &logged);
}
