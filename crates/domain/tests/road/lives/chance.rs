//! Chance: how lives begin, and what happens in them.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::Actor,
    handoff::{CityTrack, CityTrackKind, Consent, ConsentBy, Form},
    id::{ProgrammeId, ReferralId},
    referral::{
        Choice, Command, Context, Placement, Referral, Submission,
        event::Voice,
        meeting::Joiner,
        submit,
        words::{
            Action, AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ConsentAnswer, ContactKind,
            ContactOutcome, EndingDecision, FallbackWhat, HandBackReason, LinkKind, MeetingOutcome,
            MeetingPlace, MeetingWith, Phase, Status, VoiceAnswer, WaitingAnswer, WithdrawScope,
        },
    },
};
use proptest::{collection::vec, prelude::*};

use crate::{
    fixture::{
        CILLA, CRANE_GROUP, OLGA, OLLI, OUTI, OWL_PHONE, OWL_VISITS, SANNI, SIRPA, SWAN_COMPANY, anna, days,
        definition, organisation_of, submitted, wall,
    },
    walk::Walk,
};

pub const PROGRAMMES: [&str; 4] = [OWL_VISITS, OWL_PHONE, SWAN_COMPANY, CRANE_GROUP];

/// How a life begins.
#[derive(Debug, Clone)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question that is answered by a coin"
)]
pub struct Beginning {
    pub protected: bool,
    pub feedback: bool,
    pub brought_by_worker: bool,
    pub receivers: u8,
    pub city_track: bool,
    pub starts_in: Option<u8>,
    pub placement: Option<(u8, u8)>,
    /// After how many days each programme ends.
    pub ends: [Option<u16>; 4],
    /// Whether the first goes on in another of the same organisation.
    pub split: bool,
    pub at: u32,
}

/// One step: some time passes, then somebody does something.
#[derive(Debug, Clone)]
pub struct Move {
    pub minutes: u32,
    /// Whether the sweep sleeps through that time and comes late.
    pub late: bool,
    /// Whether somebody does what she may, or anybody anything.
    pub likely: bool,
    pub who: u8,
    pub what: u8,
    pub a: u8,
    pub b: u8,
}

pub fn beginning() -> impl Strategy<Value = Beginning> {
    let placement = prop::option::weighted(0.8, (any::<u8>(), any::<u8>()));
    (
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.75),
        prop::bool::weighted(0.15),
        1_u8..8,
        prop::bool::weighted(0.2),
        prop::option::weighted(0.2, 0_u8..60),
        placement,
        (
            prop::array::uniform4(prop::option::weighted(0.5, 1_u16..420)),
            prop::bool::weighted(0.3),
        ),
        0_u32..200_000,
    )
        .prop_map(
            |(
                protected,
                feedback,
                brought_by_worker,
                receivers,
                city_track,
                starts_in,
                placement,
                (ends, split),
                at,
            )| {
                Beginning {
                    protected,
                    feedback,
                    brought_by_worker,
                    // Mostly the whole network.
                    receivers: if receivers < 4 { receivers } else { 7 },
                    city_track,
                    starts_in,
                    placement,
                    ends,
                    split,
                    at,
                }
            },
        )
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    let minutes = prop_oneof![
        4 => Just(0_u32),
        4 => 1_u32..600,
        4 => 600_u32..15_000,
        2 => 15_000_u32..90_000,
    ];
    let one = (
        minutes,
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.85),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
    );
    let one = one.prop_map(|(minutes, late, likely, who, what, a, b)| Move {
        minutes,
        late,
        likely,
        who,
        what,
        a,
        b,
    });
    vec(one, 1..45)
}

pub fn pick<T: Copy>(from: &[T], by: u8) -> T {
    from[usize::from(by) % from.len()]
}

pub fn a_choice(a: u8, b: u8) -> Choice {
    let programme = pick(&PROGRAMMES, a);
    let named = match organisation_of(programme).as_str() {
        "huuhkaja" => (OLLI, OUTI),
        "joutsen" => (SANNI, SIRPA),
        _ => (CILLA, CILLA),
    };
    let by_name = b & 1 == 1;
    let then = PROGRAMMES
        .iter()
        .enumerate()
        .filter(|(bit, slug)| b >> (bit + 2) & 1 == 1 && **slug != programme)
        .map(|(_, slug)| ProgrammeId::from(*slug))
        .collect();
    Choice {
        programme: programme.into(),
        organisation: organisation_of(programme),
        agreed_with: by_name.then_some(named.0),
        deputy: (by_name && b & 2 == 2).then_some(named.1),
        beyond: a & 0x1c == 0x1c,
        then,
    }
}

/// The first alternative left, as the service would bring it: with a place already taken.
pub fn alternative(referral: &Referral, a: u8) -> Option<Choice> {
    let (programme, left) = referral.then.split_first()?;
    (a & 3 != 0).then(|| Choice {
        organisation: organisation_of(programme.as_str()),
        programme: programme.clone(),
        agreed_with: None,
        deputy: None,
        beyond: false,
        then: left.to_vec(),
    })
}

/// How often somebody does what she may: most of all what leads on, seldom what ends a road early.
pub const fn weight(action: Action, referral: &Referral) -> usize {
    match action {
        Action::Accept if referral.transfer.is_some() => 48,
        Action::Acknowledge if referral.transfer.is_some() => 24,
        Action::RecordMeeting => 8,
        Action::ProposeMeeting => 4,
        Action::RecordCheck => 60,
        Action::RecordContact | Action::Transfer => 24,
        Action::EndSupport => 12,
        Action::RecordConsent => 96,
        Action::PlanEnding => 16,
        Action::Accept | Action::Place => 8,
        Action::Review => 6,
        Action::Acknowledge
        | Action::HandBack
        | Action::Reassign
        | Action::ReportChange
        | Action::AlertDesk
        | Action::SendMessage
        | Action::ClientCalled
        | Action::ConfirmWaiting
        | Action::KeepWaiting
        | Action::UpdateCityTrack
        | Action::Return
        | Action::AskDesk
        | Action::BreakGlass => 2,
        Action::AddCarrier | Action::Link if referral.links.len() > 1 => 0,
        Action::ExtendOverlap => 24,
        Action::AddCarrier | Action::Link | Action::Unlink | Action::RenewConsent | Action::Reopen => 1,
        Action::Amend => 2,
        Action::Close | Action::WithdrawConsent => 1,
    }
}

/// Some command of that action.
pub fn command(action: Action, actor: &Actor, walk: &Walk, a: u8, b: u8) -> Command {
    let today = walk.days.date_of(walk.now);
    let day = |days: u8| -> Date { today.saturating_add((i32::from(days) - 2).days()) };
    let worker = match actor.organisation.as_str() {
        "huuhkaja" => pick(&[actor.user, OLLI, OUTI, OLGA], a),
        "joutsen" => pick(&[actor.user, SANNI, SIRPA], a),
        _ => actor.user,
    };
    let answered = |b: u8| match b % 4 {
        0 => None,
        1 => Some(true),
        _ => Some(false),
    };
    match action {
        Action::Place if a & 0xc0 == 0xc0 => Command::Place {
            placement: Placement::Wait {
                waiting_for: (b & 1 == 1).then(|| pick(&PROGRAMMES, b >> 1).into()),
                then: Vec::new(),
            },
        },
        Action::Place => Command::Place {
            placement: Placement::Offer(a_choice(a, b | 1)),
        },
        // Outside the desk's queue only a death or a move closes.
        Action::Close if walk.status() != Status::Returned => Command::Close {
            reason: pick(&[CloseReason::Died, CloseReason::Moved], a),
        },
        Action::Close => Command::Close {
            reason: pick(CloseReason::ALL, a),
        },
        Action::ClientCalled => Command::ClientCalled {
            wish: pick(ClientWish::ALL, a),
        },
        Action::ConfirmWaiting => Command::ConfirmWaiting {
            result: pick(WaitingAnswer::ALL, a),
        },
        Action::KeepWaiting => Command::KeepWaiting { until: day(b) },
        Action::WithdrawConsent => Command::WithdrawConsent {
            scope: if a < 16 {
                WithdrawScope::All
            } else {
                pick(WithdrawScope::ALL, b)
            },
        },
        Action::UpdateCityTrack => Command::UpdateCityTrack {
            kind: (a & 1 == 1).then(|| pick(CityTrackKind::ALL, a >> 1)),
            started_on: (b & 1 == 1).then(|| day(b >> 4)),
            notified_on: (b & 2 == 2).then_some(today),
            done: b & 0xc == 0xc,
        },
        Action::SendMessage => Command::SendMessage,
        Action::Acknowledge => Command::Acknowledge,
        Action::Accept => Command::Accept { worker },
        Action::HandBack => Command::HandBack {
            reason: pick(HandBackReason::ALL, a),
            next: alternative(&walk.referral, b),
        },
        Action::RecordContact => Command::RecordContact {
            kind: pick(ContactKind::ALL, b),
            outcome: pick(ContactOutcome::ALL, a),
            at: (b & 3 == 3).then(|| walk.now - SignedDuration::from_hours(i64::from(b))),
            next_on: (a & 0x30 != 0).then(|| day(b)),
            worry: answered(a >> 6),
        },
        Action::Review => Command::Review {
            form: (a & 1 == 1).then(|| pick(Form::ALL, b)),
            phase: (a & 2 == 2).then(|| pick(Phase::ALL, b)),
            co_workers: (b & 3 == 3).then(|| vec![worker]),
            peer: (a & 2 == 2).then_some(b & 4 == 4),
            moves_on: (a & 2 == 2).then(|| day(b)),
            next_on: (a & 0xc == 0xc).then(|| day(b)),
        },
        Action::Reassign => Command::Reassign { worker },
        Action::Transfer => Command::Transfer {
            choice: a_choice(a, b),
        },
        Action::EndSupport => Command::EndSupport {
            outcome: pick(&["goals_met", "other", "moved_home", "nonsense"], a).to_owned(),
            measures: None,
            voice: (b & 1 == 1).then(|| voice(b)),
        },
        Action::RecordCheck => Command::RecordCheck {
            result: pick(
                &[
                    CheckResult::Stable,
                    CheckResult::Stable,
                    CheckResult::Changed,
                    CheckResult::NotReached,
                    CheckResult::NotReached,
                    CheckResult::NotReached,
                    CheckResult::NoContactWanted,
                    CheckResult::Moved,
                    CheckResult::Died,
                ],
                a,
            ),
            measures: None,
            voice: (b & 1 == 1).then(|| voice(b)),
            worry: answered(b),
        },
        Action::ReportChange => Command::ReportChange {
            what: if a < 20 {
                pick(ChangeWhat::ALL, a)
            } else {
                ChangeWhat::InHospital
            },
            until: (b & 7 != 0).then(|| day(b >> 3)),
        },
        Action::AlertDesk => Command::AlertDesk {
            what: pick(AlertWhat::ALL, a),
        },
        Action::Return => Command::Return,
        Action::AskDesk => Command::AskDesk,
        Action::PlanEnding => Command::PlanEnding {
            decision: pick(
                &[
                    EndingDecision::CarryOn,
                    EndingDecision::CarryOn,
                    EndingDecision::EndEarly,
                    EndingDecision::DeskChecks,
                ],
                a,
            ),
            choice: (a & 3 < 2 || b & 0x40 != 0).then(|| a_choice(a >> 2, b)),
        },
        Action::RecordConsent => Command::RecordConsent {
            answer: if a < 200 {
                ConsentAnswer::Given
            } else {
                ConsentAnswer::Refused
            },
            by: pick(&[ConsentBy::Client, ConsentBy::Client, ConsentBy::Relative], b),
            method: None,
            wording: None,
            choice: walk
                .referral
                .ending
                .as_ref()
                .and_then(|plan| plan.to.as_ref())
                .filter(|_| b & 0x10 != 0)
                .map(Choice::from),
        },
        Action::ProposeMeeting => Command::ProposeMeeting {
            times: times(walk, a),
            joins: joins(walk, b),
            place: (a & 1 == 1).then(|| pick(MeetingPlace::ALL, b)),
            fallback: (a & 2 == 2).then(|| (pick(FallbackWhat::ALL, a), day(b))),
            with: (b & 0x30 == 0x30).then(|| pick(MeetingWith::ALL, a)),
        },
        Action::RecordMeeting => Command::RecordMeeting {
            meeting: walk.referral.open_meeting().map_or(1, |meeting| meeting.id),
            outcome: pick(MeetingOutcome::ALL, a),
            at: None,
            next_times: if b & 1 == 1 { times(walk, b) } else { Vec::new() },
            fallback: (b & 2 == 2).then(|| (pick(FallbackWhat::ALL, a), day(b))),
        },
        Action::BreakGlass => Command::BreakGlass,
        Action::AddCarrier => Command::AddCarrier {
            other: somebody(walk, a, 0),
            until: (b & 3 != 0).then(|| day(b >> 2)),
        },
        Action::Link => Command::Link {
            other: somebody(walk, a, 1),
            kind: pick(&[LinkKind::Couple, LinkKind::Friend], b),
        },
        Action::Unlink => {
            let companion = walk.referral.links.iter().find(|link| link.kind.is_companion());
            Command::Unlink {
                other: companion.map_or_else(|| somebody(walk, a, 2), |link| link.other),
            }
        }
        Action::ExtendOverlap => Command::ExtendOverlap { until: day(b) },
        Action::RenewConsent => {
            let receivers = ["huuhkaja", "joutsen", "kurki"].into_iter().enumerate();
            let asked = receivers.filter(|(bit, _)| a & 1 == 1 || b >> bit & 1 == 1);
            let consent = Consent {
                feedback: b & 8 == 8,
                ..walk.referral.consent.clone()
            };
            Command::RenewConsent {
                consent: Box::new(consent),
                receivers: asked.map(|(_, slug)| slug.into()).collect(),
            }
        }
        Action::Amend => {
            let mut facts = walk.referral.facts.clone();
            facts.not_before = (a & 1 == 1).then(|| day(b));
            facts.district = (a & 2 == 2 && !walk.referral.protected).then(|| "502".to_owned());
            Command::Amend {
                fields: if a < 8 {
                    Vec::new()
                } else {
                    vec!["not_before".to_owned()]
                },
                facts: Box::new(facts),
                measures: None,
            }
        }
        Action::Reopen => Command::Reopen {
            other: somebody(walk, a, 3),
        },
    }
}

/// The day from which the ends of programmes are counted.
fn wall_date() -> Date {
    Date::constant(2026, 9, 1)
}

fn voice(b: u8) -> Voice {
    Voice {
        met_as_person: Some(pick(VoiceAnswer::ALL, b)),
        taken_seriously: None,
        solutions_found: Some(pick(VoiceAnswer::ALL, b >> 2)),
    }
}

/// Mostly times to come, within reach or a little beyond.
fn times(walk: &Walk, a: u8) -> Vec<Timestamp> {
    let hours = |n: u8| SignedDuration::from_hours(i64::from(n) * 6 - 3);
    (0..=a % 4)
        .map(|n| walk.now + hours(a.wrapping_mul(n + 1)))
        .collect()
}

fn joins(walk: &Walk, b: u8) -> Vec<Joiner> {
    let all = [
        Joiner::Client,
        Joiner::Desk,
        Joiner::OldWorker,
        Joiner::Organisation(organisation_of(SWAN_COMPANY)),
        Joiner::User {
            user: OLLI,
            organisation: organisation_of(OWL_VISITS),
        },
        Joiner::User {
            user: walk.referral.submitter,
            organisation: walk.referral.desk.clone(),
        },
    ];
    // Mostly those who may.
    let mask = if b < 128 { 1 } else { b };
    let chosen = all.into_iter().enumerate();
    chosen
        .filter(|(bit, _)| mask >> bit & 1 == 1)
        .map(|(_, joiner)| joiner)
        .collect()
}

/// A referral that is not linked yet, younger or older than this one.
fn somebody(walk: &Walk, a: u8, sort: u128) -> ReferralId {
    let number = u128::from(a) * 1000 + sort * 100 + walk.referral.links.len() as u128;
    ReferralId::new(uuid::Uuid::from_u128(number))
}

pub fn born(beginning: &Beginning) -> Walk {
    let mut definition = definition();
    for (slug, ends) in PROGRAMMES.iter().zip(beginning.ends) {
        let programme = definition
            .programmes
            .iter_mut()
            .find(|one| one.id.as_str() == *slug);
        programme.unwrap().valid_to = ends.map(|n| wall_date().saturating_add(i32::from(n).days()));
    }
    if beginning.split {
        definition.programmes[0].succeeded_by = vec![OWL_PHONE.into()];
    }
    let days = days(&definition);
    let now = wall("2026-09-01 09:00") + SignedDuration::from_mins(i64::from(beginning.at));
    let mut submitted = submitted();
    submitted.protected = beginning.protected;
    submitted.consent.feedback = beginning.feedback;
    if beginning.brought_by_worker {
        submitted.submitter = CILLA;
    }
    let all = std::mem::take(&mut submitted.receivers);
    let kept = all.into_iter().enumerate();
    submitted.receivers = kept
        .filter(|(bit, _)| beginning.receivers >> bit & 1 == 1)
        .map(|(_, organisation)| organisation)
        .collect();
    submitted.facts.not_before = beginning
        .starts_in
        .map(|n| days.date_of(now).saturating_add(i32::from(n).days()));
    let actor = if beginning.brought_by_worker {
        crate::fixture::cilla()
    } else {
        anna()
    };
    let context = Context {
        now,
        actor: &actor,
        definition: &definition,
        days: &days,
    };
    let wait = Placement::Wait {
        waiting_for: None,
        then: Vec::new(),
    };
    let offer = beginning
        .placement
        .map(|(a, b)| Placement::Offer(a_choice(a, if beginning.protected { b | 3 } else { b })));
    let city_track = beginning.city_track.then_some(CityTrack {
        kind: CityTrackKind::Assessment,
        started_on: None,
        notified_on: None,
    });
    let brought = match (beginning.brought_by_worker, beginning.at % 3) {
        (true, 0) => Some(Placement::ToDesk),
        (true, 1) => Some(Placement::TakeOn {
            choice: Choice {
                agreed_with: Some(CILLA),
                deputy: Some(CILLA),
                ..crate::fixture::choice(CRANE_GROUP, &[])
            },
            worker: CILLA,
        }),
        _ => None,
    };
    let mut submission = Submission {
        submitted,
        placement: brought.or(offer).unwrap_or_else(|| wait.clone()),
        city_track,
    };
    // Outside the permission or beyond the capacity: the submission is refused, and she waits.
    let events = submit(&submission, &context).unwrap_or_else(|_| {
        submission.placement = wait;
        submit(&submission, &context).unwrap()
    });
    Walk::entered(&definition, &days, now, &actor, events)
}
