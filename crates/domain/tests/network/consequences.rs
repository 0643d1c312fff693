//! What a new version does to people on the road, and what it must not do.

use luotsi_domain::network::change::{changes, effects, ended_already, protected_there, refusals};
use serde_json::{Value, json};

use crate::{
    changes::{open, sentences},
    edit::{definition, edited, helsinki},
};

/// Values set at pointers.
type Edits = Vec<(&'static str, Value)>;

#[test]
fn an_effect_tells_what_becomes_of_people_on_the_road() {
    let table: Vec<(&str, Value, &[&str])> = vec![
        (
            "/programmes/0/valid_to",
            json!("2026-12-31"),
            &[
                "programme mereo-evt now ends on 2026-12-31: 3 open referrals run there until then; what is left goes to seniori-info",
            ],
        ),
        (
            "/programmes/4/valid_to",
            json!("2027-06-30"),
            &[
                "programme omakotisaatio-kanto now ends on 2027-06-30: no open referral runs there until then; what is left goes to seniori-info",
            ],
        ),
        ("/programmes/4/valid_to", Value::Null, &[]),
        (
            "/organisations/1/name",
            json!("Mereo ry"),
            &["mereo has another name: 3 open referrals stay, permissions hold, nothing begins anew"],
        ),
        (
            "/programmes/0/age_min",
            json!(75),
            &[
                "programme mereo-evt takes others than before: 3 open referrals stay there; the new rule counts for new placements",
            ],
        ),
        (
            "/programmes/0/capacity",
            json!({"places": 3}),
            &[
                "programme mereo-evt: its capacity stays what people have claimed; the file's counts only where nobody has",
            ],
        ),
        (
            "/programmes/7/follow_up",
            json!({"days": [60]}),
            &[
                "programme jade-ryhmat: 1 open referral keeps the check that is due; those after it follow the new days",
            ],
        ),
        (
            "/deadlines/decide_wd",
            json!(7),
            &[
                "4 open referrals keep the running due times; the new lengths and days off count from the next step",
            ],
        ),
        (
            "/calendar/holidays/1",
            Value::Null,
            &[
                "4 open referrals keep the running due times; the new lengths and days off count from the next step",
            ],
        ),
        ("/calendar/digest_at", json!("07:00"), &[]),
        (
            "/organisations/-",
            json!({"id": "new", "name": "New", "kind": "partner"}),
            &[
                "new joined: permissions given for the network until now do not reach it; ask those people again",
            ],
        ),
        (
            "/organisations/-",
            json!({"id": "new", "name": "New", "kind": "referrer"}),
            &[],
        ),
        (
            "/home_desk",
            json!("other"),
            &["what nobody else holds ends up at other from now on"],
        ),
        ("/coordinator", json!("other"), &["other watches from now on"]),
        (
            "/placement",
            json!("automatic"),
            &["offers go out from now on without anybody's confirmation"],
        ),
        (
            "/break_glass",
            json!(true),
            &["the coordinator may open identities from now on; the desk is told each time"],
        ),
        (
            "/handoff/version",
            json!(2),
            &["stored handoffs keep version 1; new ones are checked against version 2"],
        ),
        (
            "/wordings/fi-1",
            json!("Saanko?"),
            &[
                "those who gave permission by the wording fi-1 heard the earlier one; better give the new one a key of its own",
            ],
        ),
        ("/name/fi", json!("Toinen"), &[]),
    ];
    let old = definition(helsinki());
    let open = open(&[("mereo-evt", 3), ("jade-ryhmat", 1)]);
    for (pointer, value, expected) in table {
        let new = definition(edited(helsinki(), &[(pointer, value.clone())]));
        assert_eq!(
            sentences(&effects(&old, &new, &open)),
            expected,
            "{pointer} = {value}"
        );
    }
}

#[test]
fn an_effect_is_told_once() {
    let old = definition(helsinki());
    let new = definition(edited(
        helsinki(),
        &[
            ("/deadlines/decide_wd", json!(7)),
            ("/deadlines/review_days", json!(90)),
            ("/programmes/0/age_min", json!(60)),
            ("/programmes/0/languages", json!(["fi", "sv"])),
        ],
    ));
    assert_eq!(changes(&old, &new).len(), 4);
    assert_eq!(effects(&old, &new, &open(&[])).len(), 2);
}

#[test]
fn a_desk_that_leaves_has_a_queue_that_moves() {
    let with_desk = edited(
        helsinki(),
        &[(
            "/organisations/-",
            json!({"id": "kirkko", "name": "Kirkko", "kind": "referrer"}),
        )],
    );
    let (old, new) = (definition(with_desk), definition(helsinki()));
    assert_eq!(
        sentences(&effects(&old, &new, &open(&[]))),
        ["what would come back to kirkko comes back to seniori-info from now on"]
    );
}

#[test]
fn what_would_leave_somebody_without_a_holder_is_refused() {
    let named: &[(&str, u32)] = &[("mereo-evt", 3), ("jade-ryhmat", 1), ("mereo-digipaja", 0)];
    let other_part =
        json!({"type": "object", "properties": {"phase": {"enum": ["a"]}}, "additionalProperties": false});
    let table: Vec<(Edits, &[&str])> = vec![
        (
            vec![("/network", json!("espoo"))],
            &[
                "this is the network espoo, not helsinki: a network keeps its slug; import it as a network of its own",
            ],
        ),
        (
            vec![("/programmes/0", Value::Null)],
            &[
                "programme mereo-evt is removed, but 3 open referrals name it: keep it and end it by date with valid_to",
            ],
        ),
        (vec![("/programmes/3", Value::Null)], &[]),
        (vec![("/programmes/0/valid_to", json!("2026-12-31"))], &[]),
        (
            vec![("/programmes/7", Value::Null), ("/organisations/4", Value::Null)],
            &[
                "organisation jade is removed, but 1 open referral names its programmes: keep it and end them by date with valid_to",
                "programme jade-ryhmat is removed, but 1 open referral names it: keep it and end it by date with valid_to",
            ],
        ),
        (
            vec![("/programmes/4", Value::Null), ("/organisations/2", Value::Null)],
            &[],
        ),
        (
            vec![("/programmes/0/organisation", json!("jade"))],
            &[
                "programme mereo-evt goes to jade, but 3 open referrals name it: end it by date with valid_to and give jade a programme of its own",
            ],
        ),
        (vec![("/programmes/4/organisation", json!("jade"))], &[]),
        (
            vec![("/handoff/network", other_part.clone())],
            &[
                "the network's part of the handoff has changed, but its version is still 1: set handoff.version to 2",
            ],
        ),
        (
            vec![("/handoff/network", other_part), ("/handoff/version", json!(2))],
            &[],
        ),
        (
            vec![("/handoff/version", json!(0))],
            &["handoff.version goes back from 1 to 0: handoffs of version 1 are stored; keep 1 or raise it"],
        ),
    ];
    let old = definition(helsinki());
    for (edits, expected) in table {
        let new = definition(edited(helsinki(), &edits));
        assert_eq!(
            sentences(&refusals(&old, &new, &open(named))),
            expected,
            "{edits:?}"
        );
    }
}

#[test]
fn an_end_that_lies_further_back_than_yesterday_is_refused_while_somebody_is_there() {
    let yesterday = "2026-10-14".parse().unwrap();
    let new = |last: &str| definition(edited(helsinki(), &[("/programmes/0/valid_to", json!(last))]));
    let named = open(&[("mereo-evt", 3)]);
    assert!(ended_already(&new("2026-10-14"), &named, yesterday).is_empty());
    assert!(ended_already(&new("2026-10-13"), &open(&[]), yesterday).is_empty());
    assert_eq!(
        sentences(&ended_already(&new("2026-10-13"), &named, yesterday)),
        [
            "programme mereo-evt ended on 2026-10-13, but 3 open referrals name it: set valid_to to yesterday or later, and they go to the desk at once or on that day"
        ]
    );
}

#[test]
fn a_programme_that_left_earlier_may_not_be_forgotten_while_somebody_is_there() {
    let definition = definition(helsinki());
    assert_eq!(
        sentences(&refusals(&definition, &definition, &open(&[("gone", 1)]))),
        ["programme gone is removed, but 1 open referral names it: keep it and end it by date with valid_to"]
    );
}

#[test]
fn nobody_leaves_who_alone_knows_of_protected_people() {
    let old = definition(helsinki());
    let known = [("seniori-info", 2), ("jade", 1), ("mereo", 0), ("long-gone", 3)]
        .map(|(id, known)| (id.into(), known))
        .into();
    assert_eq!(protected_there(&old, &old, &known), []);
    let mut new = old.clone();
    new.organisations.clear();
    let told: Vec<String> = protected_there(&old, &new, &known)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        told,
        [
            "organisation jade leaves or is something else now, but 1 protected person is known to somebody there alone: she hands over, closes or discards what she has of them first",
            "organisation seniori-info leaves or is something else now, but 2 protected people are known to somebody there alone: she hands over, closes or discards what she has of them first",
        ]
    );
}
