//! What an operator does with many people and few minutes: invitations, the doctor, handing over by the
//! file, and asking why.

use std::fs;

use luotsi_tests::{Browser, Client, Engine, luotsi, on_both};
use serde_json::{Value, json};

use crate::command_line::House;
use crate::handing::{Crowd, NETWORK, demo, listed};

/// A password that nobody guesses.
const PASSWORD: &str = "kolme vihreää saapasta laiturilla";

/// The kind of body that forms are sent as.
const FORM: &str = "application/x-www-form-urlencoded";

/// An installation with the shipped network in force.
fn set_up(engine: Engine) -> House {
    let house = House::new(engine);
    house.run(&["migrate"]).expect(0);
    let file = house.definition("helsinki.json", |_| {});
    house.run(&["network", "import", &file]).expect(0);
    house
}

fn invite(house: &House, more: &[&str]) -> luotsi_tests::Finished {
    let mut words = vec![
        "user",
        "invite",
        "--name",
        "Taru Keksitty",
        "--email",
        "taru@example.invalid",
    ];
    words.extend(more);
    house.run(&words)
}

fn last_line(said: &str) -> String {
    said.lines().last().unwrap_or_default().to_owned()
}

on_both! {
    fn an_invitation_lets_in_whoever_opens_it_first_and_nobody_after(engine: Engine) {
        let house = set_up(engine);
        let invited = invite(&house, &["--role", "coordinator"]);
        let link = last_line(&invited.expect(0).stdout);
        assert!(link.starts_with("http://127.0.0.1:8080/invitations/"), "{invited}");
        assert!(!link.contains("taru") && !invited.stdout.contains("example.invalid"), "{invited}");
        let service = house.serve();
        let nobody = Client::new(service.url());
        let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();
        for _ in 0..2 {
            // A mail filter that looks at the link uses nothing up.
            let page = nobody.request("GET", path).header("accept-language", "sv").send();
            assert_eq!(page.status, 200);
            assert!(page.text().contains("Taru Keksitty") && page.text().contains("VALLI"), "{}", page.text());
            assert!(page.text().contains("<html lang=\"sv\">"), "{}", page.text());
            assert!(page.header("set-cookie").is_none(), "{page}");
        }
        let mut taru = Browser::new(service.url());
        taru.get(path);
        let weak = taru.press("Ota kutsu vastaan", &[("password", "tarukeksitty")]);
        assert_eq!((weak.status, weak.title().starts_with("Virhe:")), (422, true), "{weak}");
        assert!(taru.cookies.is_empty() && !weak.source.contains("tarukeksitty"), "{weak}");
        taru.press("Ota kutsu vastaan", &[("password", PASSWORD)]);
        let me = taru.request("GET", "/api/v1/me").send().expect(200);
        assert_eq!((&me["name"], &me["roles"]), (&json!("Taru Keksitty"), &json!(["coordinator"])));
        for method in ["GET", "POST"] {
            let again = nobody.request(method, path).bytes(FORM, b"password=another one, long enough".to_vec());
            let again = again.send();
            assert_eq!(again.status, 404, "{method}");
            assert!(again.header("set-cookie").is_none() && !again.text().contains("Keksitty"), "{again}");
        }
        let unknown = format!("/invitations/{}", "0".repeat(64));
        assert_eq!(nobody.request("GET", &unknown).send().status, 404);

        // A script of the pages acts by the cookie and by the token of their forms, never by the cookie alone.
        let csrf = taru.get("/account").expect(200).csrf().unwrap();
        let asked = |token: Option<&str>| {
            let search = format!("/api/v1/networks/{NETWORK}/preview");
            let mut request = taru.request("POST", &search).json(&json!({"handoff": {}}));
            if let Some(token) = token {
                request = request.header("x-csrf-token", token);
            }
            request.send()
        };
        asked(None).expect_problem(403, "forbidden");
        asked(Some("0123456789abcdef")).expect_problem(403, "forbidden");
        assert_ne!(asked(Some(&csrf)).body["type"], "/problems/unauthenticated");
        drop(service);

        // A second role of the same person is another invitation, not another person, and another password
        // does not come in by it.
        let lead = invite(&house, &["--role", "lead", "--organisation", "mereo", "--language", "en"]);
        let link = last_line(&lead.expect(0).stdout);
        let service = house.serve();
        let mut taru = Browser::new(service.url()).that_accepts("en");
        let path = link.strip_prefix("http://127.0.0.1:8080").unwrap();
        assert!(taru.get(path).expect(200).words().contains("MEREO"));
        let wrong = taru.press("Accept the invitation", &[("password", "somebody else's password")]);
        assert_eq!((wrong.status, taru.cookies.len()), (422, 0), "{wrong}");
        taru.press("Accept the invitation", &[("password", PASSWORD)]);
        let lead = taru.request("GET", "/api/v1/me").send().expect(200);
        assert_eq!((&lead["id"], &lead["organisations"]), (&me["id"], &json!(["mereo"])));

        // She changes between her roles where she is.
        let page = taru.get("/account").expect(200);
        let other = page.html.all("button").map(|button| button.words()).find(|words| words.contains("VALLI"));
        taru.press(&other.unwrap(), &[]);
        let coordinator = taru.request("GET", "/api/v1/me").send().expect(200);
        assert_eq!((&coordinator["id"], &coordinator["roles"]), (&me["id"], &json!(["coordinator"])));
        taru.get("/account");
        let never = [("network", NETWORK), ("organisation", "jade"), ("role", "lead")];
        assert_eq!(taru.post("/account/role", &never).status, 404);
        for secret in ["Keksitty", PASSWORD, &taru.cookies["__Host-luotsi"]] {
            assert!(!house.log().contains(secret), "{secret}");
        }
    }
}

on_both! {
    fn who_cannot_be_invited_is_told_with_what_would_do(engine: Engine) {
        let house = set_up(engine);
        for (more, status, said) in [
            (&["--role", "lead"][..], 1, "mereo"),
            (&["--role", "lead", "--organisation", "valli"], 1, "coordinator"),
            (&["--role", "lead", "--organisation", "nowhere"], 1, "omakotisaatio"),
            (&["--role", "coordinator", "--network", "nowhere"], 1, "helsinki"),
            (&["--role", "machine"], 2, "token create"),
        ] {
            let refused = invite(&house, more);
            assert!(refused.expect(status).stderr.contains(said), "{refused}");
            assert!(!refused.stdout.contains("/invitations/"), "{refused}");
        }
        let words = ["user", "invite", "--role", "coordinator", "--name", "N", "--email", "nowhere"];
        assert!(house.run(&words).expect(2).stderr.contains("--email"));
    }
}

on_both! {
    fn the_doctor_names_each_thing_that_is_amiss_and_what_to_do(engine: Engine) {
        let sqlite = matches!(engine, Engine::Sqlite);
        let house = House::new(engine);
        // Nothing is there yet: not even a key.
        let bare = house.run(&["check"]);
        assert!(bare.expect(1).stderr.contains("luotsi migrate"), "{bare}");
        house.run(&["migrate"]).expect(0);
        let empty = house.run(&["check"]);
        assert!(empty.expect(1).stdout.contains("BAD   network: none yet"), "{empty}");
        let file = house.definition("helsinki.json", |_| {});
        house.run(&["network", "import", &file]).expect(0);
        let noted = house.run(&["check"]);
        noted.expect(0);
        for said in [
            "ok    database", "ok    network: helsinki", "note  mail", "note  TLS",
            "--organisation mereo --role lead", "--organisation valli --role coordinator",
            "--organisation seniori-info --role advisor",
        ] {
            assert!(noted.stdout.contains(said), "{said}: {noted}");
        }
        invite(&house, &["--role", "coordinator"]).expect(0);
        let fewer = house.run(&["check"]);
        assert!(!fewer.expect(0).stdout.contains("--organisation valli"), "{fewer}");

        // A mail server that is not there, and one that is unsafe.
        let mail = ("LUOTSI_MAIL_FROM", "luotsi@example.invalid");
        let gone = house.run_with(&["check"], &[("LUOTSI_SMTP_URL", "smtp://127.0.0.1:9"), mail]);
        assert!(gone.expect(1).stdout.contains("BAD   mail"), "{gone}");
        let clear = house.run_with(&["check"], &[("LUOTSI_SMTP_URL", "smtp://u:hunter2@mail.example.org"), mail]);
        assert!(clear.expect(1).stderr.contains("in clear") && !clear.stderr.contains("hunter2"), "{clear}");

        // Another database's key opens nothing that is stored.
        let token = house.token("seniori-info", "machine");
        let service = house.serve();
        let desk = Client::new(service.url()).with_token(&token);
        let example = luotsi_tests::examples(NETWORK).remove(0);
        let first = desk.post(&format!("networks/{NETWORK}/preview"), &json!({"handoff": example})).expect(200);
        let programme = &first["candidates"][0]["programme"];
        let body = json!({"handoff": example, "placement": {"programme": programme}});
        desk.post(&format!("networks/{NETWORK}/referrals"), &body).expect(201);
        drop(service);
        let other = House::new(Engine::Sqlite);
        other.run(&["migrate"]).expect(0);
        fs::copy(other.file("key"), house.file("key")).unwrap();
        let foreign = house.run(&["check"]);
        assert!(foreign.expect(1).stdout.contains("BAD   keys"), "{foreign}");
        if sqlite {
            fs::remove_file(house.file("data.db")).unwrap();
            let lost = house.run(&["check"]);
            assert!(lost.expect(1).stdout.contains("BAD   database: there is no database"), "{lost}");
        }
    }
}

on_both! {
    fn handing_over_by_the_file_can_be_repeated_and_says_nothing_of_the_people(engine: Engine) {
        let server = demo(engine);
        let advisor = server.people().advisor(NETWORK).clone();
        let crowd = Crowd::of(&server);
        let people: Vec<Value> = (0..7).map(|number| crowd.submission(number)).collect();
        let folder = luotsi_tests::Scratch::new();
        let file = folder.path().join("people.jsonl");
        let mut lines: Vec<String> = people.iter().map(Value::to_string).collect();
        lines.insert(3, String::new());
        lines.push(json!({"handoff": {"schema": "helsinki/1"}}).to_string());
        fs::write(&file, lines.join("\n")).unwrap();
        let file = file.display().to_string();
        let words = ["submit", &file, "--server", server.url()];
        let hand_over = || luotsi(&words, &[("LUOTSI_TOKEN", advisor.token.as_str())]);
        let first = hand_over();
        assert!(first.expect(1).stderr.contains("7 handed over, 0 open already, 1 refused"), "{first}");
        assert_eq!(first.stdout.lines().count(), 8, "{first}");
        assert!(first.stdout.contains("9\t-\trefused") && first.stdout.contains("/handoff/gate"), "{first}");
        let references: Vec<&str> = first.stdout.lines().take(7).map(|line| line.split('\t').nth(1).unwrap()).collect();
        assert!(references.iter().all(|reference| reference.starts_with("HKI-")), "{first}");
        let second = hand_over();
        assert_eq!(second.expect(1).stdout, first.stdout);
        let client = server.client(&advisor);
        assert_eq!(listed(&client, "").len(), 7);
        for number in 0..7 {
            for secret in &crowd.person(number).secrets {
                assert!(!format!("{first}").contains(secret.as_str()), "{secret}");
            }
        }
        // A day later the service has forgotten the keys, not the people.
        server.advance(jiff::SignedDuration::from_hours(25));
        let later = hand_over();
        assert!(later.expect(1).stderr.contains("0 handed over, 7 open already, 1 refused"), "{later}");
        let wrong = luotsi(&words, &[("LUOTSI_TOKEN", "luotsi_nobody")]);
        assert!(wrong.expect(1).stderr.contains("token create"), "{wrong}");
        let nowhere = luotsi(&["submit", &file, "--server", "http://127.0.0.1:9", "--token", "t"], &[]);
        assert!(nowhere.expect(1).stderr.contains("--server"), "{nowhere}");
        let clear = luotsi(&["submit", &file, "--server", "http://luotsi.example.org", "--token", "t"], &[]);
        assert!(clear.expect(1).stderr.contains("in clear"), "{clear}");
        server.verify().expect(0);
    }
}

on_both! {
    fn why_a_person_would_go_where_is_told_in_three_languages(engine: Engine) {
        let server = demo(engine);
        let advisor = server.client(server.people().advisor(NETWORK));
        let crowd = Crowd::of(&server);
        let referral = crowd.offered(&advisor, 0);
        let reference = referral["reference"].as_str().unwrap();
        let mut said = Vec::new();
        for (language, stage, asked) in [
            ("fi", "Kysytty", " kysyttiin: "),
            ("sv", "Förfrågan skickad", " tillfrågades: "),
            ("en", "Asked", " asked: "),
        ] {
            let told = server.command(&["explain", reference, "--language", language]);
            told.expect(0);
            assert!(told.stdout.starts_with(&format!("{reference} ({stage})")), "{told}");
            assert!(told.stdout.contains(asked) && told.stdout.contains(" [mereo-evt]"), "{told}");
            assert!(told.stdout.contains("\n1  "), "{told}");
            for secret in &crowd.person(0).secrets {
                assert!(!told.stdout.contains(secret.as_str()), "{secret}: {told}");
            }
            said.push(told.stdout);
        }
        assert!(said[0] != said[1] && said[1] != said[2]);
        let unknown = server.command(&["explain", "HKI-2222-3"]);
        assert!(unknown.expect(1).stderr.contains("HKI-2222-3"), "{unknown}");
    }
}
