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
use luotsi_routing::{Came, Foreseen, Learnt, Outcome, fitness, outlook::Answer};
use luotsi_store::{Tx, answer, capacity::month};

use crate::{Network, Service, error::Result, lately::begun, place::snapshot, step::Step};

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
        let known = self.learnt(tx, now).await?;
        Ok(self.lately_learnt.keep(now, known))
    }

    /// The same, read anew.
    pub(crate) async fn learnt(
        &self,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<BTreeMap<ProgrammeId, Foreseen>> {
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
                    fit: one.fit.and_then(|fit| u32::try_from(fit).ok()),
                    load: one.load.and_then(|load| u32::try_from(load).ok()),
                })
            })
            .collect();
        let mut known = Learnt::of(&self.definition, &outcomes).foresee();
        let prices = tx.forecast(&self.definition.network).await?;
        for (programme, price) in prices.map_or_else(BTreeMap::new, |(_, prices)| prices) {
            if let Some(one) = known.get_mut(&programme) {
                one.price = price;
            }
        }
        Ok(known)
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
            let (fit, load) = match what {
                Came::Answer(_) => circumstances(tx, step, after, programme).await?,
                Came::Contact | Came::End => (None, None),
            };
            let came = answer::Came {
                programme: programme.to_string(),
                what: code(what).to_owned(),
                took: i64::try_from(took.as_millis()).unwrap_or(i64::MAX).max(0),
                fit,
                load,
            };
            tx.enter_answer(&id, &after.network, &came, step.at).await?;
        }
        Ok(())
    }
}

/// How well a programme fitted somebody, and how full it was but for her; of a thousand.
async fn circumstances(
    tx: &mut Tx,
    step: &Step<'_>,
    after: &Referral,
    programme: &ProgrammeId,
) -> Result<(Option<i64>, Option<i64>)> {
    let network = step.network;
    let Some(known) = network.definition.programme(programme) else {
        return Ok((None, None));
    };
    let today = network.days.date_of(step.at);
    let fit = fitness(&network.definition, known, &after.facts, today);
    let standing = tx.standing(programme).await?;
    let load = standing.and_then(|standing| {
        let mut now = snapshot(&standing, &month(today), None);
        // The counters have moved already: whoever said yes has her place there.
        let places = after.places();
        let hers = places.iter().find(|place| place.programme == *programme);
        if let Some(hers) = hers {
            let counted = if hers.used {
                &mut now.used
            } else {
                &mut now.reserved
            };
            *counted = counted.saturating_sub(1);
            if month(network.days.date_of(hers.since)) == month(today) {
                now.taken_this_month = now.taken_this_month.saturating_sub(1);
            }
        }
        now.load()
    });
    Ok((Some(i64::from(fit)), load.map(i64::from)))
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
            HandBackReason::NotTargetGroup
            | HandBackReason::OutsideArea
            | HandBackReason::Language
            | HandBackReason::ProgrammeEnding
            | HandBackReason::Other,
        ) => Some(Answer::No),
        // It would have taken her, had it had less to do.
        OfferAnswer::HandedBack(HandBackReason::NoPlace) => Some(Answer::Busy),
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
        Came::Answer(Answer::No) => "no",
        Came::Answer(Answer::Busy) => "busy",
        Came::Answer(Answer::Silent) => "silent",
        Came::Contact => "contact",
        Came::End => "end",
    }
}

fn of_code(code: &str) -> Option<Came> {
    [
        Came::Answer(Answer::Yes),
        Came::Answer(Answer::No),
        Came::Answer(Answer::Busy),
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
