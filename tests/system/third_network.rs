//! Any city can write a third network: an invented one in another country works from its definition alone.
//!
//! Cairo's week ends on Thursday, its summer time begins at midnight, its spring feast follows the Orthodox
//! Easter. People read and write Arabic, and need what no shipped network asks about. `tests/golden/networks`
//! has the definition and a handoff; nothing of them is known to the program. Instants are counted by hand.

use jiff::civil::{Date, Weekday, date, time};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use luotsi_tests::{Client, on_both};
use serde_json::{Value, json};

use crate::command_line::House;
use crate::handing::{act, path};
use crate::walk::instant;

mod city;

use city::{CAIRO, City, DESK, PARTNER, PROGRAMME, SECRETS, amira, golden, karim, reason};

/// Summer time begins in the night to Friday, 30 April 2027; Sham el-Nessim is Monday, 3 May. The working day
/// ends at 15:00, which is 13:00Z before that night and 12:00Z after it.
const STEPS: [(&str, &str, &str, &str, &str); 8] = [
    (
        "2027-04-28T07:00:00Z",
        "acknowledge",
        "{}",
        "acknowledged",
        // Three working days from Tuesday the 27th: Wednesday, Thursday, Sunday.
        "decide 2027-05-02T12:00:00Z",
    ),
    (
        "2027-04-28T10:00:00Z",
        "accept",
        "{}",
        "accepted",
        // Not before Friday the 30th, a day that begins at 01:00: Sunday is one, Tuesday is two.
        "first_contact 2027-05-04T12:00:00Z",
    ),
    (
        "2027-05-02T09:00:00Z",
        "record_contact",
        r#"{"kind": "phone", "outcome": "reached"}"#,
        "accepted",
        // Tuesday, Wednesday, Thursday, Sunday.
        "first_meeting 2027-05-09T12:00:00Z",
    ),
    (
        "2027-05-04T21:30:00Z",
        "record_contact",
        r#"{"kind": "visit", "outcome": "met"}"#,
        "in_support",
        // Half past midnight on Wednesday the 5th; 45 days later is Saturday, 19 June.
        "review 2027-06-20T12:00:00Z",
    ),
    (
        "2027-06-10T09:00:00Z",
        "end_support",
        r#"{"outcome": "back_at_school", "measures": {"loneliness": 1, "coping": 7}}"#,
        "follow_up",
        // 20 days later is 30 June, a day off.
        "check 2027-07-01T12:00:00Z",
    ),
    (
        "2027-07-01T08:00:00Z",
        "record_check",
        r#"{"result": "not_reached"}"#,
        "follow_up",
        // Five days later.
        "check 2027-07-06T12:00:00Z",
    ),
    (
        "2027-07-06T08:00:00Z",
        "record_check",
        r#"{"result": "stable"}"#,
        "follow_up",
        // 150 days from the ending is Sunday, 7 November; winter time again since 28 October.
        "check 2027-11-07T13:00:00Z",
    ),
    (
        "2027-11-07T08:00:00Z",
        "record_check",
        r#"{"result": "stable"}"#,
        "stable",
        "none",
    ),
];

fn due(referral: &Value) -> String {
    let what = referral["due"]["what"].as_str().unwrap();
    referral["due"]["at"]
        .as_str()
        .map_or_else(|| what.to_owned(), |at| format!("{what} {at}"))
}

on_both! {
    fn a_third_network_carries_a_person_to_a_lasting_change(engine: Engine) {
        let city = City::founded(engine, "2027-04-27T08:00:00Z");
        needs_and_words(&city);
        what_is_not_defined_is_refused(&city);

        // Automatic: nobody chooses, and the first is asked at once.
        let referral = city.submit(&amira()).expect(201);
        assert_eq!((&referral["status"], &referral["programme"]), (&json!("offered"), &json!(PROGRAMME)), "{referral}");
        assert!(referral["reference"].as_str().unwrap().starts_with("QHR-"), "{referral}");
        assert_eq!(due(&referral), "acknowledge 2027-04-28T13:00:00Z");
        the_same_person(&city, &referral);
        what_is_coded_is_seen_first(&city, &referral);
        sought_and_warned_of(&city, &referral);

        for (at, action, body, status, expected) in STEPS {
            city.demo.advance_to(instant(at));
            let body: Value = serde_json::from_str(body).unwrap();
            let view = act(&city.worker, &referral, action, &body).expect(200);
            assert_eq!((view["status"].as_str(), due(&view).as_str()), (Some(status), expected), "{action} at {at}");
        }
        let view = city.desk.get(&path(&referral)).expect(200);
        assert_eq!(view["feedback"], "lasted", "{view}");
        city.stranger.get(&path(&referral)).expect_problem(404, "not-found");
        city.demo.verify().expect(0);
        city.demo.assert_keeps_secret(SECRETS);
    }
}

on_both! {
    fn a_third_network_watches_over_whoever_nobody_answers_for(engine: Engine) {
        let city = City::founded(engine, "2027-04-27T08:00:00Z");
        let referral = city.submit(&karim()).expect(201);
        assert_eq!(referral["programme"], "mahd-usra", "{referral}");
        let reference = referral["reference"].as_str().unwrap();

        // Two days after the due of the acknowledgement, in summer time, before anybody has to decide.
        city.demo.advance_to(instant("2027-05-02T06:30:00Z"));
        let board = city.coordinator.get(&format!("networks/{CAIRO}/board")).expect(200);
        let stalled: Vec<&str> = board["stalled"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap()).collect();
        assert_eq!(stalled, [reference], "{board}");
        assert_eq!(board["programmes"].as_array().unwrap().len(), 13);

        // Unanswered at 15:00 on Sunday: back at the desk, which decides in two working days, over the feast.
        city.demo.advance_to(instant("2027-05-02T12:00:00Z"));
        let view = city.desk.get(&path(&referral)).expect(200);
        assert_eq!((view["status"].as_str(), due(&view).as_str()), (Some("returned"), "desk_decision 2027-05-05T12:00:00Z"), "{view}");
        assert_eq!(view["holder"]["name"], "مكتب الحي (مثال)", "{view}");
        city.demo.advance_to(instant("2027-05-05T07:00:00Z"));

        // The digest goes at nine: 07:00Z in winter time, 06:00Z in summer time, none on Friday, Saturday and the feast.
        let mut told: Vec<String> = city.demo.mail().into_iter()
            .filter(|letter| letter.references.iter().any(|one| one == reference))
            // What the clock sent bears a whole minute.
            .filter(|letter| letter.at.as_millisecond() % 60_000 == 0)
            .map(|letter| format!("{} {}", letter.at.strftime("%m-%dT%H:%M"), letter.to))
            .collect();
        told.sort();
        assert_eq!(told, [
            "04-29T07:00 worker@mahd.example",
            "05-02T06:00 coordinator@tansiq.example",
            // The offer is withdrawn at once; the desk's others hear of it a working day later, in their digest.
            "05-02T12:00 worker@mahd.example",
            "05-05T06:00 advisor@maktab.example",
        ]);
        let offer = city.demo.mail().into_iter().find(|letter| letter.to == "worker@mahd.example").unwrap();
        assert!(offer.text.contains("A neighbour for the new mother"), "{}", offer.whole);
        city.demo.verify().expect(0);
        city.demo.assert_keeps_secret(SECRETS);
    }
}

/// Needs of its own are asked about, ranked on, and said in the reader's words.
fn needs_and_words(city: &City) {
    let schema = city
        .desk
        .get(&format!("networks/{CAIRO}/handoff-schema"))
        .expect(200);
    let needs = schema["$defs"]["need"]["enum"].as_array().unwrap();
    assert!(needs.contains(&json!("left_school")) && !needs.contains(&json!("mood")));
    assert_eq!(
        schema["$defs"]["need"]["x-words"]["left_school"]["ar"],
        "ترك المدرسة"
    );
    assert_eq!(
        schema["properties"]["client"]["properties"]["language"]["default"],
        "ar"
    );
    let bands = &schema["properties"]["client"]["properties"]["age_band"]["enum"];
    assert!(bands.as_array().unwrap().contains(&json!("16-17")), "{bands}");

    let english = city.preview(&amira(), "en");
    assert_eq!(english["gate"]["outcome"], "open", "{english}");
    assert_eq!(english["candidates"][0]["programme"], PROGRAMME, "{english}");
    assert!(
        reason(&english, PROGRAMME, "needs_served").contains("left school"),
        "{english}"
    );
    // A need that every network knows, as this one calls it.
    assert!(
        reason(&english, PROGRAMME, "needs_also").contains("debts and household money"),
        "{english}"
    );
    // Seventeen is known, not asked: too young for one, and within the other's ages.
    assert!(
        reason(&english, "mizan-sakan", "age_outside").contains("21"),
        "{english}"
    );
    assert_eq!(english["candidates"][0]["soft"], false, "{english}");
    // Who reads neither of the network's languages gets its first, inside a sentence of her own.
    for language in ["fi", "sv", "ar"] {
        let preview = city.preview(&amira(), language);
        assert!(
            reason(&preview, PROGRAMME, "needs_served").contains("ترك المدرسة"),
            "{language}: {preview}"
        );
    }
    // So it is with guidance, and with the name of a programme that has one in Arabic alone.
    let mut elsewhere = amira();
    elsewhere["place"]["municipality"] = json!("EG-GZ");
    for (language, begins) in [
        ("en", "The person does not live in Cairo"),
        ("fi", "الشخص لا يسكن في القاهرة"),
    ] {
        let gate = &city.preview(&elsewhere, language)["gate"];
        assert_eq!(gate["outcome"], "other_area");
        assert!(gate["guidance"].as_str().unwrap().starts_with(begins), "{gate}");
    }
    let programmes = city
        .desk
        .request("GET", &format!("networks/{CAIRO}/programmes"))
        .header("accept-language", "en")
        .send()
        .expect(200);
    let named = |id: &str| {
        programmes
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["id"] == id)
            .unwrap()["name"]
            .clone()
    };
    assert_eq!(
        (named(PROGRAMME), named("mizan-sakan")),
        (json!("رفيق الشباب"), json!("Housing advice"))
    );
}

/// What the definition does not list is no code here, and what its own part asks for must be there.
fn what_is_not_defined_is_refused(city: &City) {
    for (pointer, value, fault) in [
        ("/needs/0", json!("mood"), ("/handoff/needs/0", "not-in-list")),
        ("/needs/0", json!("dragons"), ("/handoff/needs/0", "not-in-list")),
        (
            "/network",
            json!({"floor_without_lift": 2}),
            ("/handoff/network/household", "required"),
        ),
        (
            "/network/household",
            json!("castle"),
            ("/handoff/network/household", "not-in-list"),
        ),
        (
            "/place/district",
            json!("301"),
            ("/handoff/place/district", "unknown-district"),
        ),
        (
            "/consent/wording",
            json!("fi-1"),
            ("/handoff/consent/wording", "unknown-wording"),
        ),
    ] {
        let mut handoff = amira();
        *handoff.pointer_mut(pointer).unwrap() = value;
        let told = city.submit(&handoff).expect_problem(422, "invalid-handoff");
        let first = &told["errors"][0];
        assert_eq!(
            (first["pointer"].as_str(), first["code"].as_str()),
            (Some(fault.0), Some(fault.1)),
            "{told}"
        );
    }
}

/// One line and one name, in another script and another spelling.
fn the_same_person(city: &City, referral: &Value) {
    for (field, value) in [
        ("phone", "+20 190 000 0101"),
        ("phone", "0190-0000101"),
        ("first_name", "اميره"),
    ] {
        let mut again = amira();
        if field == "first_name" {
            again["client"]["phone"] = json!("0190 000 0303");
        } else {
            again["client"]["first_name"] = json!("فاطمة");
        }
        again["client"][field] = json!(value);
        assert_eq!(city.preview(&again, "en")["possible_duplicate"], true, "{value}");
        let told = city.submit(&again).expect_problem(409, "already-open");
        assert_eq!(told["referral"]["reference"], referral["reference"], "{told}");
    }
}

/// Found by whoever rings back, and warned of what does not belong into a handoff here.
fn sought_and_warned_of(city: &City, referral: &Value) {
    let searched = |what: Value| {
        city.desk
            .post(&format!("networks/{CAIRO}/search"), &what)
            .expect(200)
    };
    for what in [
        json!({"phone": "0190 000 0101"}),
        json!({"name": "اميره الخياليه"}),
    ] {
        let found = searched(what);
        assert_eq!(found[0]["reference"], referral["reference"], "{found}");
    }
    assert_eq!(searched(json!({"name": "فاطمة"})), json!([]));
    let mut handoff = amira();
    handoff["own_words"] = json!("عندها السكري، ورقمها ٢١٠٠١٠١٠١٠٠١٠١.");
    let warnings = &city.preview(&handoff, "en")["warnings"];
    let codes: Vec<&str> = warnings
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["identity_code", "health_word"], "{warnings}");
    assert_eq!(city.preview(&amira(), "en")["warnings"], json!([]));
}

/// Before accepting the partner sees the coded part; the landmark is free text, and sealed.
fn what_is_coded_is_seen_first(city: &City, referral: &Value) {
    let asked = city.worker.get(&path(referral)).expect(200);
    assert_eq!(
        asked["handoff"]["needs"],
        json!(["left_school", "money", "reading_and_writing"]),
        "{asked}"
    );
    assert_eq!(
        asked["handoff"]["network"],
        json!({"household": "with_parents", "floor_without_lift": 5}),
        "{asked}"
    );
    assert!(!asked.to_string().contains("الخياط"), "{asked}");
    assert_eq!(
        city.desk.get(&path(referral)).expect(200)["handoff"]["network"]["landmark"],
        "فوق دكان الخياط، الباب الأخضر"
    );
}

on_both! {
    fn a_third_network_is_served_in_earnest_on_the_day_itself(engine: Engine) {
        let house = House::new(engine);
        house.run(&["migrate"]).expect(0);
        let definition = golden(CAIRO);
        house.run(&["network", "import", &definition]).expect(0);
        let exported: Value = serde_json::from_str(&house.run(&["network", "export", CAIRO]).expect(0).stdout).unwrap();
        assert_eq!(exported["need_words"]["first_job"]["en"], "First job");
        assert!(house.run(&["network", "import", &definition]).expect(0).stdout.contains("nothing changes"));
        let tokens = [(DESK, "machine"), (PARTNER, "worker")].map(|(organisation, role)| house.token_in(CAIRO, organisation, role));
        let service = house.serve();
        let [desk, partner] = tokens.each_ref().map(|token| Client::new(service.url()).with_token(token));

        let mut handoff = amira();
        handoff["not_before"] = Value::Null;
        handoff["consent"]["at"] = json!("2026-09-01T06:20:00Z");
        let mut referral = desk.post(&format!("networks/{CAIRO}/referrals"), &json!({"handoff": handoff})).expect(201);
        assert_eq!(due_of(&referral), working_days_after(&referral["milestones"]["submitted_at"], 1));
        for (action, body, status) in [
            ("accept", json!({}), "accepted"),
            ("record_contact", json!({"kind": "meeting", "outcome": "met"}), "in_support"),
            ("end_support", json!({"outcome": "goals_met"}), "follow_up"),
            ("record_check", json!({"result": "stable"}), "follow_up"),
            ("record_check", json!({"result": "stable"}), "stable"),
        ] {
            referral = act(&partner, &referral, action, &body).expect(200);
            assert_eq!(referral["status"], status, "{referral}");
            if action == "accept" {
                assert_eq!(due_of(&referral), working_days_after(&referral["milestones"]["accepted_at"], 2));
            }
        }
        house.run(&["verify"]).expect(0);
    }
}

fn due_of(referral: &Value) -> Timestamp {
    instant(referral["due"]["at"].as_str().unwrap())
}

/// Counted here, without the service's calendar: Sunday to Thursday, until 15:00, without the days off.
fn working_days_after(from: &Value, n: u32) -> Timestamp {
    const EVERY_YEAR: [(i8, i8); 7] = [(1, 7), (1, 25), (4, 25), (5, 1), (6, 30), (7, 23), (10, 6)];
    // Sham el-Nessim by the almanac, and the feasts of the definition.
    let once: Vec<Date> = [
        (2026, 4, 13),
        (2027, 5, 3),
        (2028, 4, 17),
        (2029, 4, 9),
        (2030, 4, 29),
        (2031, 4, 14),
        (2032, 5, 3),
        (2027, 3, 10),
        (2027, 3, 11),
        (2027, 5, 15),
        (2027, 5, 16),
        (2027, 5, 17),
        (2027, 5, 18),
        (2027, 6, 6),
        (2027, 8, 15),
        (2028, 2, 27),
        (2028, 2, 28),
    ]
    .map(|(year, month, day)| date(year, month, day))
    .into();
    let cairo = TimeZone::get("Africa/Cairo").unwrap();
    let mut day = cairo.to_datetime(instant(from.as_str().unwrap())).date();
    let mut left = n;
    while left > 0 {
        day = day.saturating_add(1.day());
        let off = matches!(day.weekday(), Weekday::Friday | Weekday::Saturday)
            || EVERY_YEAR.contains(&(day.month(), day.day()))
            || once.contains(&day);
        left -= u32::from(!off);
    }
    cairo.to_timestamp(day.to_datetime(time(15, 0, 0, 0))).unwrap()
}
