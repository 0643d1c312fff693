//! What the network's own answers teach the router: written down as they come, read once a minute.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    id::ProgrammeId,
    referral::{
        Referral,
        state::{Milestones, OfferAnswer},
        words::HandBackReason,
    },
};
use luotsi_routing::{Came, Foreseen, Learnt, Outcome, outlook::Answer};
use luotsi_store::Tx;

use crate::{Network, Service, error::Result, lately::begun, step::Step};

/// How far back is learnt from.
const BACK: SignedDuration = SignedDuration::from_hours(365 * 24);
/// How many of the latest are learnt from.
const LATEST: u32 = 2000;
/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// What is known to be expected of each programme.
pub(crate) type Expectations = Arc<BTreeMap<ProgrammeId, Foreseen>>;

impl Network {
    /// What is to be expected of each programme by all that came before this minute. Within it everybody is
    /// told the same, so that two who ask have the same answer.
    pub(crate) async fn foreseen(&self, tx: &mut Tx, now: Timestamp) -> Result<Expectations> {
        if let Some(known) = self.lately_learnt.of(now) {
            return Ok(known);
        }
        let until = begun(now);
        let from = until.saturating_sub(BACK).unwrap_or(until);
        let came = tx.answers(&self.definition.network, from, until, LATEST).await?;
        let outcomes: Vec<Outcome> = came
            .into_iter()
            .filter_map(|one| {
                Some(Outcome {
                    programme: ProgrammeId::new(one.programme),
                    what: of_code(&one.what)?,
                    days: days(one.took),
                })
            })
            .collect();
        let known = Learnt::of(&self.definition, &outcomes).foresee();
        Ok(self.lately_learnt.keep(now, known))
    }
}

impl Service {
    /// Writes down what a step teaches: an answer, a first contact, the end of support. Of protected persons
    /// nothing.
    pub(crate) async fn learn(
        tx: &mut Tx,
        step: &Step<'_>,
        before: Option<&Referral>,
        after: &Referral,
    ) -> Result<()> {
        if after.protected {
            return Ok(());
        }
        for (number, (programme, what, took)) in taught(before, after, step.at).into_iter().enumerate() {
            let id = format!("{}/{}/{number}", after.id, after.version);
            let took = i64::try_from(took.as_millis()).unwrap_or(i64::MAX).max(0);
            tx.enter_answer(&id, &after.network, programme, code(what), took, step.at)
                .await?;
        }
        Ok(())
    }
}

fn taught<'a>(
    before: Option<&'a Referral>,
    after: &'a Referral,
    at: Timestamp,
) -> Vec<(&'a ProgrammeId, Came, SignedDuration)> {
    let mut found = Vec::new();
    let Some(before) = before else { return found };
    for (was, offer) in before.offers.iter().zip(&after.offers) {
        let open = was.answer == OfferAnswer::Open;
        if let Some(answer) = answer(offer.answer).filter(|_| open) {
            let took = offer.answered_at.unwrap_or(at).duration_since(offer.at);
            found.push((&offer.programme, Came::Answer(answer), took));
        }
    }
    let Some((programme, _)) = before.programme() else {
        return found;
    };
    let since = |of: fn(&Milestones) -> Option<Timestamp>| {
        let (was, now) = (of(&before.milestones), of(&after.milestones));
        let accepted = after.milestones.accepted_at?;
        let first = was.is_none_or(|was| was < accepted);
        now.filter(|now| first && *now >= accepted && was != Some(*now))
            .map(|now| now.duration_since(accepted))
    };
    if let Some(took) = since(|milestones| milestones.first_contact_at) {
        found.push((programme, Came::Contact, took));
    }
    if let Some(took) = since(|milestones| milestones.ended_at) {
        found.push((programme, Came::End, took));
    }
    found
}

/// What an answer teaches about the programme: nothing, where it is about the person's own choice.
fn answer(answer: OfferAnswer) -> Option<Answer> {
    match answer {
        OfferAnswer::Accepted => Some(Answer::Yes),
        OfferAnswer::HandedBack(
            HandBackReason::NoPlace
            | HandBackReason::NotTargetGroup
            | HandBackReason::OutsideArea
            | HandBackReason::Language
            | HandBackReason::ProgrammeEnding
            | HandBackReason::Other,
        ) => Some(Answer::No),
        OfferAnswer::Expired => Some(Answer::Silent),
        OfferAnswer::HandedBack(
            HandBackReason::Unreachable | HandBackReason::ClientDeclined | HandBackReason::NeedsAuthority,
        )
        | OfferAnswer::Open
        | OfferAnswer::Withdrawn
        | OfferAnswer::ProgrammeEnded => None,
    }
}

const fn code(what: Came) -> &'static str {
    match what {
        Came::Answer(Answer::Yes) => "yes",
        Came::Answer(Answer::No | Answer::Busy) => "no",
        Came::Answer(Answer::Silent) => "silent",
        Came::Contact => "contact",
        Came::End => "end",
    }
}

fn of_code(code: &str) -> Option<Came> {
    [
        Came::Answer(Answer::Yes),
        Came::Answer(Answer::No),
        Came::Answer(Answer::Silent),
        Came::Contact,
        Came::End,
    ]
    .into_iter()
    .find(|came| self::code(*came) == code)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of a few years are far below 2^53"
)]
fn days(milliseconds: i64) -> f64 {
    milliseconds as f64 / DAY
}

/// Forgets what is too old to be learnt from.
pub(crate) async fn forget_answers(tx: &mut Tx, network: &Network, now: Timestamp) -> Result<()> {
    let before = now.saturating_sub(BACK).unwrap_or(now);
    tx.forget_answers(&network.definition.network, before).await?;
    Ok(())
}
