//! Bodies of requests, as clients send them: mostly what can be, now and then what cannot.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::handoff::{CityTrackKind, ConsentField, Form};
use luotsi_domain::referral::Referral;
use luotsi_domain::referral::words::{
    Action, AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ContactKind, ContactOutcome,
    EndOutcome, FallbackWhat, HandBackReason, MeetingOutcome, MeetingPlace, MeetingWith, Phase, Status,
    VoiceAnswer, WaitingAnswer, WithdrawScope,
};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::world::{PROGRAMMES, World};

const PARTNERS: [&str; 4] = ["mereo", "omakotisaatio", "miina-sillanpaa", "jade"];
const NEEDS: [&str; 5] = ["mobility", "paperwork", "own_language", "no_activity", "mood"];

/// Letters only, as a name has.
fn spoken(number: u32) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu"];
    let digits = number.to_string();
    digits
        .bytes()
        .map(|digit| SYLLABLES[usize::from(digit - b'0')])
        .collect()
}

fn consent(chance: &mut Chance, now: Timestamp) -> Value {
    let mut consent = json!({
        "status": "given", "by": "client", "scope": "network", "organisations": [], "fields": [],
        "method": chance.pick(&["phone", "in_person", "written"]), "at": now - SignedDuration::from_mins(10),
        "wording": "fi-1", "feedback": chance.in_hundred(75),
    });
    match chance.below(10) {
        0 | 1 => {
            consent["scope"] = json!("organisations");
            consent["organisations"] = json!(chance.some(&PARTNERS));
        }
        2 => {
            consent["scope"] = json!("fields");
            let fields: Vec<&str> = ConsentField::ALL.iter().map(|field| field.as_str()).collect();
            consent["fields"] = json!(chance.some(&fields));
            if chance.in_hundred(50) {
                consent["organisations"] = json!(chance.some(&PARTNERS));
            }
        }
        _ => {}
    }
    consent
}

/// The handoff of the person of that number.
pub fn handoff(chance: &mut Chance, world: &World, number: u32) -> Value {
    let today = world.today();
    let track = chance.in_hundred(15).then(
        || json!({"kind": chance.pick(CityTrackKind::ALL).as_str(), "started_on": null, "notified_on": null}),
    );
    let protected = chance.in_hundred(14);
    let mut needs = vec!["loneliness"];
    needs.extend(chance.some(&NEEDS));
    let not_before = chance.in_hundred(10).then(|| chance.day(today, 40));
    json!({
        "schema": "helsinki/1",
        "source": {"kind": "self", "organisation": null},
        "gate": {
            "danger_to_life": "no", "authority_today": "no",
            "cannot_cope": if track.is_some() { "alongside" } else { "no" },
        },
        "city_track": track,
        "consent": consent(chance, world.now),
        "client": {
            "first_name": format!("Koe{}", spoken(number)), "last_name": format!("Testi{}", spoken(number)),
            "birth_year": 1930 + number % 25, "phone": format!("+3585001{number:05}"),
            "language": if chance.in_hundred(85) { "fi" } else { "en" }, "protected": protected,
        },
        "place": {"municipality": "091", "district": "502"},
        "needs": needs,
        "urgency": chance.pick(&["normal", "soon", "urgent"]),
        "not_before": not_before,
        "own_words": "Kaipaan juttuseuraa.",
        "measures": {"loneliness": 3, "coping": 4},
    })
}

fn colleague(chance: &mut Chance, world: &World, programme: &str) -> String {
    let of = PROGRAMMES
        .iter()
        .find(|(slug, _)| *slug == programme)
        .map_or("jade", |(_, of)| *of);
    let workers: Vec<&str> = world.workers_of(of).collect();
    format!("#{}", chance.pick(&workers))
}

/// Mostly one of those that fit many.
fn programme(chance: &mut Chance) -> &'static str {
    if chance.in_hundred(65) {
        return chance.pick(&[
            "mereo-evt",
            "mereo-puhelinystavat",
            "omakotisaatio-kanto",
            "kunnon-kaveri-ryhmat",
        ]);
    }
    chance.pick(&PROGRAMMES).0
}

/// A programme, perhaps with names, always with a reason: what is only odd is allowed then.
fn placement(chance: &mut Chance, world: &World, slug: &str, protected: bool) -> Value {
    let mut placement = json!({"programme": slug, "reason": "Asiakkaan oma toive."});
    if protected || chance.in_hundred(20) {
        placement["agreed_with"] = json!(colleague(chance, world, slug));
    }
    if protected {
        placement["deputy"] = json!(colleague(chance, world, slug));
    }
    if chance.in_hundred(45) {
        let all: Vec<&str> = PROGRAMMES
            .iter()
            .map(|(other, _)| *other)
            .filter(|other| *other != slug)
            .collect();
        placement["then"] = json!(chance.some(&all));
    }
    placement
}

/// Where somebody is to go, and what else is said when she is handed over.
pub fn submission(chance: &mut Chance, world: &World, who: &str, handoff: &Value) -> Value {
    let protected = handoff["client"]["protected"] == json!(true);
    let own = world.people[who].organisation.as_str();
    let mut body = json!({"duplicate": null, "reason": "Ensitapaaminen."});
    if chance.in_hundred(50) {
        body["duplicate"] = json!("separate");
    }
    let of_own: Vec<&str> = PROGRAMMES
        .iter()
        .filter(|(_, of)| *of == own)
        .map(|(slug, _)| *slug)
        .collect();
    if of_own.is_empty() || chance.in_hundred(20) {
        let slug = programme(chance);
        body["placement"] = placement(chance, world, slug, protected);
    } else if chance.in_hundred(50) {
        let slug = chance.pick(&of_own);
        body["placement"] = placement(chance, world, slug, protected);
    } else {
        body["to"] = json!("desk");
    }
    if protected && !of_own.is_empty() {
        body["advisor"] = json!(chance.pick(&["#anna", "#antti"]));
    }
    if chance.in_hundred(10)
        && let Some(other) = somebody(chance, world)
    {
        body["links"] = json!([{"referral": other, "kind": chance.pick(&["couple", "friend"])}]);
    }
    body
}

fn somebody(chance: &mut Chance, world: &World) -> Option<String> {
    let open: Vec<&String> = world
        .known
        .iter()
        .filter(|(_, referral)| referral.status().is_open())
        .map(|(label, _)| label)
        .collect();
    (!open.is_empty()).then(|| format!("@{}", chance.pick(&open)))
}

fn voice(chance: &mut Chance) -> Value {
    json!({
        "met_as_person": chance.pick(VoiceAnswer::ALL).as_str(),
        "solutions_found": chance.pick(VoiceAnswer::ALL).as_str(),
    })
}

fn times(chance: &mut Chance, now: Timestamp) -> Vec<Timestamp> {
    let count = 1 + chance.below(3);
    (0..count)
        .map(|_| now + SignedDuration::from_hours(i64::try_from(chance.below(240)).unwrap() - 3))
        .collect()
}

/// What somebody sends who does this.
#[expect(clippy::too_many_lines, reason = "one arm an action, and nothing else")]
pub fn of(
    chance: &mut Chance,
    world: &World,
    action: Action,
    who: &str,
    on: &str,
    referral: &Referral,
) -> Value {
    let today = world.today();
    let now = world.now;
    let own = world.people[who].organisation.as_str().to_owned();
    let workers: Vec<&str> = world.workers_of(&own).collect();
    let slug = programme(chance);
    let protected = referral.protected;
    let worry = chance.pick(&["no", "no", "yes"]);
    let early = [CloseReason::Died, CloseReason::Moved];
    match action {
        Action::Place => placement(chance, world, slug, protected),
        Action::Close if referral.status() != Status::Returned => {
            json!({"reason": chance.pick(&early).as_str()})
        }
        Action::Close => json!({"reason": chance.pick(CloseReason::ALL).as_str()}),
        Action::ClientCalled => json!({"wish": chance.pick(ClientWish::ALL).as_str()}),
        Action::ConfirmWaiting => json!({"result": chance.pick(WaitingAnswer::ALL).as_str()}),
        Action::KeepWaiting => json!({"until": chance.day(today, 30), "reason": "Paikka vapautuu pian."}),
        Action::WithdrawConsent => {
            json!({"scope": chance.pick(WithdrawScope::ALL).as_str(), "told_to": "Puhelimessa."})
        }
        Action::UpdateCityTrack => {
            let mut body =
                json!({"done": chance.in_hundred(30), "kind": chance.pick(CityTrackKind::ALL).as_str()});
            if chance.in_hundred(50) {
                body["started_on"] = json!(today);
            }
            if chance.in_hundred(30) {
                body["notified_on"] = json!(today);
            }
            body
        }
        Action::SendMessage => json!({"text": "Soitan huomenna."}),
        Action::Acknowledge | Action::AskDesk => json!({}),
        Action::Accept if chance.in_hundred(60) => json!({"worker": format!("#{}", chance.pick(&workers))}),
        Action::Accept => json!({}),
        Action::HandBack => json!({"reason": chance.pick(HandBackReason::ALL).as_str(), "note": "Ei sovi."}),
        Action::RecordContact => {
            let outcome = chance.pick(&[
                ContactOutcome::Met,
                ContactOutcome::Met,
                ContactOutcome::Met,
                ContactOutcome::Reached,
                ContactOutcome::NoAnswer,
                ContactOutcome::NotYet,
                ContactOutcome::Declined,
            ]);
            let outcome = if chance.in_hundred(94) && outcome == ContactOutcome::Declined {
                ContactOutcome::Met
            } else {
                outcome
            };
            let mut body = json!({
                "kind": chance.pick(ContactKind::ALL).as_str(), "outcome": outcome.as_str(),
                "worry": worry, "why": "Sovittiin.",
            });
            if chance.in_hundred(40) {
                body["next_on"] = json!(chance.day(today, 20));
            }
            if chance.in_hundred(20) {
                body["at"] =
                    json!(now - SignedDuration::from_hours(i64::try_from(chance.below(30)).unwrap()));
            }
            body
        }
        Action::Review => {
            let mut body = json!({});
            if chance.in_hundred(50) {
                body["form"] = json!(chance.pick(Form::ALL).as_str());
            }
            if chance.in_hundred(10) {
                body["phase"] = json!(chance.pick(Phase::ALL).as_str());
            }
            if chance.in_hundred(30) {
                body["co_workers"] = json!([format!("#{}", chance.pick(&workers))]);
            }
            if chance.in_hundred(40) {
                body["next_on"] = json!(chance.day(today, 60));
            }
            body
        }
        Action::Reassign => json!({"worker": format!("#{}", chance.pick(&workers))}),
        Action::Transfer => {
            let mut body = json!({"programme": slug, "reason": "Lähempänä kotia."});
            if protected || chance.in_hundred(30) {
                body["worker"] = json!(colleague(chance, world, slug));
                body["deputy"] = json!(colleague(chance, world, slug));
            }
            body
        }
        Action::EndSupport => {
            json!({"outcome": chance.pick(EndOutcome::ALL).as_str(), "client_voice": voice(chance),
                "measures": {"loneliness": 2, "coping": 7}})
        }
        Action::RecordCheck => {
            let result = chance.pick(&[
                CheckResult::Stable,
                CheckResult::Stable,
                CheckResult::Stable,
                CheckResult::Changed,
                CheckResult::NotReached,
                CheckResult::NotReached,
                CheckResult::NoContactWanted,
                CheckResult::Moved,
                CheckResult::Died,
            ]);
            let mut body = json!({"result": result.as_str(), "worry": worry});
            if chance.in_hundred(50) {
                body["client_voice"] = voice(chance);
            }
            body
        }
        Action::ReportChange => {
            let what = if chance.in_hundred(80) {
                ChangeWhat::InHospital
            } else {
                chance.pick(ChangeWhat::ALL)
            };
            let mut body = json!({"what": what.as_str()});
            if what == ChangeWhat::InHospital {
                body["until"] = json!(chance.day(today, 40));
            }
            body
        }
        Action::AlertDesk => json!({"what": chance.pick(AlertWhat::ALL).as_str()}),
        Action::Return => json!({"reason": "Ei etene."}),
        Action::PlanEnding => {
            let decision = chance.pick(&["carry_on", "carry_on", "end_early", "desk_checks"]);
            let mut body = json!({"decision": decision, "reason": "Ohjelma päättyy."});
            if decision != "desk_checks" {
                body["programme"] = json!(slug);
                if protected {
                    body["worker"] = json!(colleague(chance, world, slug));
                    body["deputy"] = json!(colleague(chance, world, slug));
                }
            }
            body
        }
        Action::RecordConsent => {
            let answer = if chance.in_hundred(75) { "given" } else { "refused" };
            json!({"answer": answer, "by": "client", "method": "phone", "wording": "fi-1"})
        }
        Action::ProposeMeeting => {
            let mut body = json!({
                "times": times(chance, now),
                "joins": chance.some(&["client", "desk", "old_worker"]),
                "place_kind": chance.pick(MeetingPlace::ALL).as_str(), "note": "Kahvilla.",
            });
            if chance.in_hundred(50) {
                let what = chance.pick(FallbackWhat::ALL).as_str();
                body["fallback"] = json!({"what": what, "by": chance.day(today, 30)});
            }
            if chance.in_hundred(30) {
                body["with"] = json!(chance.pick(MeetingWith::ALL).as_str());
            }
            body
        }
        Action::RecordMeeting => {
            let meeting = referral.open_meeting().map_or(1, |meeting| meeting.id);
            let outcome = chance.pick(MeetingOutcome::ALL);
            let mut body = json!({"meeting": meeting, "outcome": outcome.as_str()});
            if matches!(outcome, MeetingOutcome::Moved | MeetingOutcome::ClientAbsent) {
                body["next_times"] = json!(times(chance, now));
            }
            body
        }
        Action::BreakGlass => json!({"reason": "Turvallisuus huolestuttaa."}),
        Action::AddCarrier => {
            let mut body = placement(chance, world, slug, protected);
            body.as_object_mut().unwrap().remove("then");
            if chance.in_hundred(60) {
                body["overlap_until"] = json!(chance.day(today, 60));
            }
            body
        }
        Action::Link => {
            let other = somebody(chance, world).unwrap_or_else(|| format!("@{on}"));
            json!({"referral": other, "kind": chance.pick(&["couple", "friend"])})
        }
        Action::Unlink => {
            let other = referral.links.first().map_or_else(
                || format!("@{on}"),
                |link| {
                    let known = world.persons.iter().find(|(_, id)| **id == link.other);
                    known.map_or_else(|| format!("@{on}"), |(label, _)| format!("@{label}"))
                },
            );
            json!({"referral": other})
        }
        Action::ExtendOverlap => json!({"until": chance.day(today, 90)}),
        Action::RenewConsent => json!({"consent": consent(chance, now)}),
        Action::Amend => {
            let number = 1 + u32::try_from(chance.below(40)).unwrap();
            let mut handoff = handoff(chance, world, number);
            handoff["client"]["protected"] = json!(protected);
            handoff["schema"] = json!(referral.schema);
            // Mostly as it was given, which is what can be.
            if chance.in_hundred(90) {
                handoff["gate"]["cannot_cope"] = json!("no");
                handoff["consent"] = json!(referral.consent);
                handoff["city_track"] = json!(null);
            }
            json!({"handoff": handoff})
        }
        Action::Reopen => {
            json!({"consent": consent(chance, now), "placement": placement(chance, world, slug, protected),
                "needs": ["loneliness"], "reason": "Palasi."})
        }
    }
}
