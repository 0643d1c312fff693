//! A draft's clock: with whom it is, what is due, who is told, from the day it is begun until it is old.

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    access::Actor,
    draft::{Clock, Content, Draft, Fate, Permission, check_call_back, fate, may_keep},
    handoff::{Consent, ConsentBy, ConsentStatus, Facts, GateOutcome},
    id::DraftId,
    notice::Audience,
    referral::{Refusal, words::Role},
};
use uuid::Uuid;

use crate::fixture::{
    AINO, ANNA, OLLI, aino, anna, days, definition, everybody, kaisa, olga, olli, other_advisor, outi, sanni,
    wall,
};

fn content(permission: Permission) -> Content {
    Content {
        permission,
        protected: false,
        call_back_on: None,
        facts: Facts::default(),
    }
}

fn calling_on(day: &str, permission: Permission) -> Content {
    Content {
        call_back_on: Some(day.parse().unwrap()),
        ..content(permission)
    }
}

fn protected(content: Content) -> Content {
    Content {
        protected: true,
        ..content
    }
}

fn at<T>(when: &str, ask: impl FnOnce(&Clock<'_>) -> T) -> T {
    let definition = definition();
    ask(&Clock {
        days: &days(&definition),
        deadlines: &definition.deadlines,
        now: wall(when),
    })
}

fn begun(when: &str, actor: &Actor, content: Content) -> Draft {
    let id = DraftId::new(Uuid::from_u128(1));
    at(when, |clock| {
        Draft::begin(id, "ESI-0001-A".to_owned(), actor, content, clock)
    })
}

fn saved(draft: &Draft, when: &str, actor: &Actor, content: Content) -> Draft {
    at(when, |clock| draft.save(actor, content, clock))
}

/// Who holds it and what is due, as a line.
fn stands(draft: &Draft) -> String {
    let holder = draft.holder();
    let who = match holder.user {
        Some(ANNA) => "anna".to_owned(),
        Some(AINO) => "aino".to_owned(),
        Some(OLLI) => "olli".to_owned(),
        Some(other) => other.to_string(),
        None => holder.organisation.to_string(),
    };
    let kind = holder.kind;
    format!("{kind} {who}, {} by {}", draft.due.what, local(draft.due.at))
}

fn local(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZoneDatabase::bundled()
        .get("Europe/Helsinki")
        .unwrap();
    at.to_zoned(zone).strftime("%F %H:%M").to_string()
}

/// Lives through everything the clock does, each step as a line: when, who holds it then, what is told whom.
fn lived(draft: &Draft) -> (Vec<String>, Draft) {
    let mut lines = Vec::new();
    let mut now = draft.clone();
    while let Some(wake) = now.wake() {
        assert_eq!(
            now.tick(wake - jiff::SignedDuration::from_millis(1)),
            None,
            "before its instant"
        );
        let (at, after, notice) = now.tick(wake).unwrap();
        assert_eq!(at, wake);
        assert_eq!(
            (after.due, after.version),
            (now.due, now.version),
            "the clock moves no due and saves nothing"
        );
        let told = notice.map_or_else(
            || "-".to_owned(),
            |notice| {
                let to = match notice.to {
                    Audience::User(ANNA) => "anna".to_owned(),
                    Audience::User(user) => user.to_string(),
                    Audience::Desk(desk) => format!("desk {desk}"),
                    Audience::Organisation(organisation) => format!("organisation {organisation}"),
                    Audience::Leads(organisation) => format!("leads {organisation}"),
                    Audience::Coordinators => "coordinators".to_owned(),
                };
                format!(
                    "{} to {to}{}",
                    notice.kind,
                    if notice.due.is_some() { "" } else { ", bare" }
                )
            },
        );
        lines.push(format!("{} {}: {told}", local(at), after.holder().kind));
        now = after;
    }
    (lines, now)
}

#[test]
fn a_draft_is_the_advisors_then_the_desks_and_is_reminded_of_until_the_lead_is_shown_it() {
    // Tuesday 1 December 2026; the 6th is Independence Day, a Sunday.
    let begin = "2026-12-01 10:00";
    let given = begun(begin, &anna(), content(Permission::Given));
    assert_eq!(stands(&given), "advisor anna, submit by 2026-12-15 16:00");
    let (lines, end) = lived(&given);
    assert_eq!(
        lines,
        [
            "2026-12-02 16:00 desk: -",
            "2026-12-04 08:00 desk: reminder_submit to desk neuvonta",
            "2026-12-11 08:00 desk: reminder_submit to desk neuvonta",
            "2026-12-15 16:00 desk: draft_old to leads neuvonta",
        ]
    );
    // It never vanishes by itself.
    assert!(end.old);
    assert_eq!(stands(&end), "desk neuvonta, submit by 2026-12-15 16:00");

    let not_asked = begun(begin, &anna(), content(Permission::NotAsked));
    assert_eq!(
        stands(&not_asked),
        "advisor anna, call_client by 2026-12-02 16:00"
    );
    assert_eq!(
        lived(&not_asked).0,
        [
            "2026-12-02 16:00 desk: -",
            "2026-12-02 16:00 desk: reminder_call_client to desk neuvonta",
            "2026-12-04 08:00 desk: reminder_call_client to desk neuvonta",
            "2026-12-11 08:00 desk: reminder_call_client to desk neuvonta",
            "2026-12-15 16:00 desk: draft_old to leads neuvonta",
        ]
    );

    let workers = begun(begin, &olli(), content(Permission::Given));
    assert_eq!(stands(&workers), "worker olli, submit by 2026-12-15 16:00");
    let (lines, _) = lived(&workers);
    assert_eq!(
        lines[1],
        "2026-12-04 08:00 organisation: reminder_submit to organisation huuhkaja"
    );
    assert_eq!(
        lines[3],
        "2026-12-15 16:00 organisation: draft_old to leads huuhkaja"
    );
}

#[test]
fn a_call_back_is_reminded_of_in_its_morning_and_not_before() {
    // A Saturday is called on the Monday.
    for (day, morning, due, queue, old) in [
        (
            "2026-12-10",
            "2026-12-10 08:00",
            "2026-12-10 16:00",
            "2026-12-11 16:00",
            "2026-12-28 16:00",
        ),
        (
            "2026-12-12",
            "2026-12-14 08:00",
            "2026-12-14 16:00",
            "2026-12-14 16:00",
            "2026-12-28 16:00",
        ),
    ] {
        let draft = begun("2026-12-01 10:00", &anna(), calling_on(day, Permission::Given));
        assert_eq!(stands(&draft), format!("advisor anna, call_client by {due}"));
        let (lines, _) = lived(&draft);
        assert_eq!(lines[0], format!("{morning} advisor: reminder_call_back to anna"));
        assert_eq!(lines[1], format!("{queue} desk: -"));
        assert!(
            lines[2].ends_with("desk: reminder_call_back to desk neuvonta"),
            "{lines:?}"
        );
        assert_eq!(
            lines.last().unwrap(),
            &format!("{old} desk: draft_old to leads neuvonta")
        );
    }
    // Today, after the morning: at the day's end, and after that at once.
    for (now, reminded) in [("10:00", "16:00"), ("18:00", "18:00")] {
        let today = begun(
            &format!("2026-12-01 {now}"),
            &anna(),
            calling_on("2026-12-01", Permission::Given),
        );
        assert_eq!(
            lived(&today).0[0],
            format!("2026-12-01 {reminded} advisor: reminder_call_back to anna")
        );
    }
}

#[test]
fn saving_again_takes_it_out_of_the_queue_but_puts_off_neither_the_call_nor_its_age() {
    let begin = begun("2026-12-01 10:00", &anna(), content(Permission::NotAsked));
    let (_, queued, _) = begin.tick(wall("2026-12-02 16:00")).unwrap();
    assert_eq!(stands(&queued), "desk neuvonta, call_client by 2026-12-02 16:00");

    let taken = saved(
        &queued,
        "2026-12-03 09:00",
        &aino(),
        content(Permission::NotAsked),
    );
    assert_eq!(stands(&taken), "advisor aino, call_client by 2026-12-02 16:00");
    assert_eq!((taken.version, taken.begun_at), (2, begin.begun_at));
    assert_eq!(
        lived(&taken).0[0],
        "2026-12-04 08:00 advisor: reminder_call_client to 00000000-0000-0000-0000-00000000000c"
    );

    // Asked and given: to be handed over, counted from when it was begun.
    let given = saved(&taken, "2026-12-03 11:00", &aino(), content(Permission::Given));
    assert_eq!(stands(&given), "advisor aino, submit by 2026-12-15 16:00");

    // A draft that is old was shown once, and is not shown again for being saved.
    let (_, old) = lived(&given);
    let again = saved(&old, "2026-12-17 09:00", &anna(), content(Permission::Given));
    assert_eq!(stands(&again), "advisor anna, submit by 2026-12-15 16:00");
    assert_eq!(lived(&again).0, ["2026-12-18 16:00 desk: -"]);

    // A call back begins its age anew, and after the call it goes on from there.
    let promised = saved(
        &old,
        "2026-12-17 09:00",
        &anna(),
        calling_on("2026-12-21", Permission::Given),
    );
    let called = saved(&promised, "2026-12-21 09:00", &anna(), content(Permission::Given));
    assert_eq!(stands(&called), "advisor anna, submit by 2027-01-04 16:00");
    assert_eq!(
        lived(&called).0.last().unwrap(),
        "2027-01-04 16:00 desk: draft_old to leads neuvonta"
    );
    // Saved again on its day, the reminder is not sent twice.
    let (_, reminded, _) = promised.tick(wall("2026-12-21 08:00")).unwrap();
    let same = saved(
        &reminded,
        "2026-12-21 09:30",
        &anna(),
        calling_on("2026-12-21", Permission::Given),
    );
    assert!(
        lived(&same).0.iter().all(|line| !line.starts_with("2026-12-21 ")),
        "{:?}",
        lived(&same).0
    );
}

#[test]
fn a_protected_persons_draft_stays_with_its_author_and_is_told_to_nobody_else() {
    let draft = begun(
        "2026-12-01 10:00",
        &anna(),
        protected(content(Permission::NotAsked)),
    );
    let (lines, end) = lived(&draft);
    assert_eq!(lines.len(), 4);
    assert!(
        lines
            .iter()
            .all(|line| line.contains("advisor: ") && line.ends_with("to anna, bare")),
        "{lines:?}"
    );
    assert_eq!(stands(&end), "advisor anna, call_client by 2026-12-02 16:00");
    for (actor, knows) in [(anna(), true), (aino(), false), (kaisa(), false), (olli(), false)] {
        assert_eq!(end.is_known_to(&actor), knows, "{actor:?}");
    }
}

#[test]
fn a_draft_is_its_own_organisations() {
    let at_desk = begun("2026-12-01 10:00", &anna(), content(Permission::Given));
    let at_partner = begun("2026-12-01 10:00", &olli(), content(Permission::Given));
    let (_, queued, _) = at_partner.tick(wall("2026-12-02 16:00")).unwrap();
    for actor in everybody() {
        let who = (&actor.organisation, actor.role, actor.user);
        // Somebody of another network's desk of the same name is nobody here, and a machine keeps none.
        let machine = actor.role == Role::Machine || actor.network != at_desk.network;
        let desk = actor.organisation == at_desk.organisation && !machine;
        assert_eq!(at_desk.is_known_to(&actor), desk, "{who:?}");
        let owl = actor.organisation == at_partner.organisation && !machine;
        let close = actor.user == OLLI || actor.role == Role::Lead;
        assert_eq!(at_partner.is_known_to(&actor), owl && close, "{who:?}");
        assert_eq!(queued.is_known_to(&actor), owl, "{who:?}");
    }
    for (actor, may) in [
        (anna(), true),
        (other_advisor(), true),
        (olli(), true),
        (outi(), true),
        (olga(), true),
        (sanni(), true),
        (kaisa(), false),
    ] {
        assert_eq!(may_keep(&actor), may, "{actor:?}");
    }
}

#[test]
fn the_gate_and_the_client_decide_what_is_kept() {
    use GateOutcome::{AuthorityOnly, DeskKeeps, Emergency, NoConsent, Open, OtherArea, OtherService};
    for outcome in [
        Open,
        Emergency,
        OtherArea,
        OtherService,
        DeskKeeps,
        AuthorityOnly,
        NoConsent,
    ] {
        for call_back in [false, true] {
            for permission in [Permission::Given, Permission::NotAsked, Permission::Denied] {
                let expected = match (permission, outcome, call_back) {
                    (Permission::Denied, ..) => Fate::Gone,
                    (_, Open, _) | (Permission::Given, Emergency, true) => Fate::Kept,
                    _ => Fate::Closed,
                };
                assert_eq!(
                    fate(outcome, permission, call_back),
                    expected,
                    "{outcome} {permission:?} {call_back}"
                );
            }
        }
    }
    for (status, by, permission) in [
        (ConsentStatus::Given, Some(ConsentBy::Client), Permission::Given),
        (ConsentStatus::Given, Some(ConsentBy::Guardian), Permission::Given),
        (
            ConsentStatus::Given,
            Some(ConsentBy::Relative),
            Permission::NotAsked,
        ),
        (ConsentStatus::Given, None, Permission::NotAsked),
        (ConsentStatus::NotAsked, None, Permission::NotAsked),
        (
            ConsentStatus::Refused,
            Some(ConsentBy::Client),
            Permission::Denied,
        ),
        (
            ConsentStatus::Withdrawn,
            Some(ConsentBy::Client),
            Permission::Denied,
        ),
        (ConsentStatus::Unable, None, Permission::Denied),
    ] {
        let consent = Consent {
            status,
            by,
            ..Consent::default()
        };
        assert_eq!(Permission::of(&consent), permission, "{status} by {by:?}");
    }
}

#[test]
fn a_call_back_lies_between_today_and_sixty_days() {
    let day = |text: &str| Some(text.parse::<Date>().unwrap());
    for (wanted, before, code) in [
        (None, None, None),
        (day("2026-12-01"), None, None),
        (day("2027-01-30"), None, None),
        (day("2027-01-31"), None, Some("too-far-ahead")),
        (day("2026-11-30"), None, Some("in-the-past")),
        // It stood there before the day went by.
        (day("2026-11-30"), day("2026-11-30"), None),
        (day("2026-11-30"), day("2026-11-29"), Some("in-the-past")),
    ] {
        let checked = at("2026-12-01 23:30", |clock| check_call_back(wanted, before, clock));
        let found = checked.err().map(|refusal| match refusal {
            Refusal::Invalid { pointer, code } => (pointer, code),
            other => panic!("{other:?}"),
        });
        assert_eq!(found, code.map(|code| ("/call_back_on", code)), "{wanted:?}");
    }
}
