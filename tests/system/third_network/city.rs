//! The invented network beside a demo: its definition imported, its tokens made, its people with an address.

use std::fs;
use std::time::Duration;

use luotsi_tests::{Answer, Client, Demo, Engine, Server, root, until};
use serde_json::{Value, json};

use crate::walk::instant;

pub(crate) const CAIRO: &str = "cairo-neighbours";
pub(crate) const DESK: &str = "maktab-al-hayy";
/// The young people's companion: the only one in the city that does all that Amira needs.
pub(crate) const PARTNER: &str = "qindil";
pub(crate) const PROGRAMME: &str = "qindil-shabab";

pub(crate) fn golden(name: &str) -> String {
    let file = root().join(format!("tests/golden/networks/{name}.json"));
    file.display().to_string()
}

pub(crate) fn amira() -> Value {
    serde_json::from_str(&fs::read_to_string(golden("cairo-neighbours-amira")).unwrap()).unwrap()
}

/// Someone else, whom only one programme can help, and who lives where the first one does not.
pub(crate) fn karim() -> Value {
    let mut handoff = amira();
    handoff["client"]["first_name"] = json!("كريم");
    handoff["client"]["birth_year"] = json!(1999);
    handoff["client"]["phone"] = json!("0190 000 0202");
    handoff["needs"] = json!(["new_parent"]);
    handoff["not_before"] = Value::Null;
    handoff
}

/// What must never stand in clear.
pub(crate) const SECRETS: [&str; 7] = [
    "أميرة",
    "الخيالية",
    "كريم",
    "1900000101",
    "الخياط",
    "المدرسة وتخاف",
    "السلم مظلم",
];

/// The demo beside which the third network is imported, with tokens made by the command.
pub(crate) struct City {
    pub(crate) demo: Server,
    pub(crate) desk: Client,
    pub(crate) worker: Client,
    pub(crate) lead: Client,
    pub(crate) coordinator: Client,
    pub(crate) stranger: Client,
}

impl City {
    pub(crate) fn founded(engine: Engine, at: &str) -> Self {
        let demo = Demo::new().empty().at(instant(at)).on(engine).start();
        let definition = golden(CAIRO);
        demo.run(&["network", "validate", &definition]).expect(0);
        let imported = demo.run(&["network", "import", &definition]);
        assert!(
            imported
                .expect(0)
                .stdout
                .contains("Version 1 of cairo-neighbours"),
            "{imported}"
        );
        people_with_mail(&demo);
        let client = |organisation: &str, role: &str| {
            let made = demo.run(&[
                "token",
                "create",
                "--network",
                CAIRO,
                "--organisation",
                organisation,
                "--role",
                role,
                "--name",
                "x",
            ]);
            let token = made.expect(0).stdout.lines().last().unwrap().to_owned();
            Client::new(demo.url()).with_token(&token)
        };
        let city = Self {
            desk: client(DESK, "advisor"),
            worker: client(PARTNER, "worker"),
            lead: client(PARTNER, "lead"),
            coordinator: client("tansiq", "coordinator"),
            stranger: client("nakhla", "worker"),
            demo,
        };
        until(Duration::from_mins(1), "the new network", || {
            let answer = city.desk.get(&format!("networks/{CAIRO}/programmes"));
            (answer.status == 200).then_some(())
        });
        city.lead
            .put(&format!("programmes/{PROGRAMME}/capacity"), &json!({"places": 2}))
            .expect(200);
        city
    }

    pub(crate) fn preview(&self, handoff: &Value, language: &str) -> Value {
        self.desk
            .request("POST", &format!("networks/{CAIRO}/preview"))
            .header("accept-language", language)
            .json(&json!({"handoff": handoff}))
            .send()
            .expect(200)
    }

    pub(crate) fn submit(&self, handoff: &Value) -> Answer {
        self.desk.post(
            &format!("networks/{CAIRO}/referrals"),
            &json!({"handoff": handoff}),
        )
    }
}

/// Invites somebody with an address: tokens are machines, and get no mail.
fn people_with_mail(demo: &Server) {
    for (address, organisation, role) in [
        ("worker@qindil.example", PARTNER, "worker"),
        ("worker@mahd.example", "mahd", "worker"),
        ("advisor@maktab.example", DESK, "advisor"),
        ("coordinator@tansiq.example", "tansiq", "coordinator"),
    ] {
        demo.run(&[
            "user",
            "invite",
            "--network",
            CAIRO,
            "--organisation",
            organisation,
            "--role",
            role,
            "--name",
            "شخصية في حكاية",
            "--email",
            address,
            "--language",
            "en",
        ])
        .expect(0);
    }
}

/// The reason of that code of a candidate.
pub(crate) fn reason(preview: &Value, programme: &str, code: &str) -> String {
    let candidates = preview["candidates"].as_array().unwrap();
    let candidate = candidates
        .iter()
        .find(|one| one["programme"] == programme)
        .unwrap_or_else(|| panic!("no {programme}: {preview}"));
    let reasons = candidate["reasons"].as_array().unwrap();
    reasons
        .iter()
        .find(|one| one["code"] == code)
        .unwrap_or_else(|| panic!("no {code}: {candidate}"))["text"]
        .as_str()
        .unwrap()
        .to_owned()
}
