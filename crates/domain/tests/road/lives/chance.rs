//! Chance: how lives begin, and what happens in them.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    access::Actor,
    handoff::{CityTrack, CityTrackKind, Form},
    id::ProgrammeId,
    referral::{
        Choice, Command, Context, Placement, Referral, Submission,
        event::Voice,
        meeting::Joiner,
        submit,
        words::{
            Action, AlertWhat, ChangeWhat, CheckResult, ClientWish, CloseReason, ContactKind, ContactOutcome,
            FallbackWhat, HandBackReason, MeetingOutcome, MeetingPlace, MeetingWith, Phase, Status,
            VoiceAnswer, WaitingAnswer, WithdrawScope,
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
        0_u32..200_000,
    )
        .prop_map(
            |(protected, feedback, brought_by_worker, receivers, city_track, starts_in, placement, at)| {
                Beginning {
                    protected,
                    feedback,
                    brought_by_worker,
                    // Mostly the whole network.
                    receivers: if receivers < 3 { receivers } else { 7 },
                    city_track,
                    starts_in,
                    placement,
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
        Action::Acknowledge if referral.transfer.is_some() => 12,
        Action::RecordMeeting => 8,
        Action::ProposeMeeting => 4,
        Action::RecordContact | Action::RecordCheck | Action::Transfer => 24,
        Action::EndSupport => 12,
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
    }
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

pub fn born(beginning: &Beginning) -> Walk {
    let definition = definition();
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
    let mut submission = Submission {
        submitted,
        placement: offer.unwrap_or_else(|| wait.clone()),
        city_track,
    };
    // Outside the permission or beyond the capacity: the submission is refused, and she waits.
    let events = submit(&submission, &context).unwrap_or_else(|_| {
        submission.placement = wait;
        submit(&submission, &context).unwrap()
    });
    Walk::entered(&definition, &days, now, &actor, events)
}
