//! What asking a programme means, in days of the person's. One sum, each term of which is told.
//!
//! Kind of support decides: what she needs and the form that she wishes count as the most days. Then
//! language, then nearness, which settles between programmes of about the same kind. What answers teach and
//! the price of a place are days in earnest, so that one who answers in a week less stands before one who is
//! near. The terms are those of [`outlook`](crate::outlook), which `luotsi simulate` measures.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    handoff::{Facts, Form, Urgency},
    network::{Definition, Programme},
    referral::words::HandBackReason,
};

use crate::{
    foreseen::{Foreseen, of_thousand, whole},
    outlook::{Expected, Place, Room, Way, Weights},
    question::{CapacityNow, PastAnswer, Question},
    reason::Reason,
    rules::{Answer, Case},
    situation::weights,
};

#[cfg(test)]
mod tests;

/// All needs are what the programme is made for. This and the next are points of misfit; all of them together
/// are the network's `misfit_days`.
const NEEDS: f64 = 300.0;
/// What a need that the programme *also* meets counts, of one it is made for.
const NEED_ALSO: f64 = 0.6;
/// A wished form is the programme's usual one, and all that is wished is there.
const FORMS: f64 = 400.0;
/// What a wished form counts that is not the programme's usual one.
const FORM_BESIDE: f64 = 0.8;
/// It works in the language, without asking.
const LANGUAGE: f64 = 100.0;
/// It has an area of its own, and the person lives in it. Less than what a need in full has before
/// one met beside, where the needs are two.
const NEARBY: f64 = 40.0;
/// Fitting in everything.
const WHOLE: f64 = NEEDS + FORMS + LANGUAGE + NEARBY;
/// It ends about when the support would.
const ENDS_SOON: f64 = 150.0;

/// Who said no to this person, or was silent about her, says yes to her so much more rarely.
const ASKED_BEFORE: f64 = 0.3;
/// A claim of places loses so much of its weight each time it could have been told anew.
const OLD_CLAIM: f64 = 0.9;
/// The most times that it does.
const OLDEST_CLAIM: u32 = 3;

/// So many are told term by term. Whoever reads on wants to know why not this one: by how many days, and mainly
/// because of what. Of hundreds, each term of each is most of what a preview has to say.
const IN_FULL: u32 = 10;

/// What asking a programme means, in tenths of a day. What is told is what is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// To the first contact, where it says yes.
    pub contact: u32,
    /// To be expected from a refusal.
    pub refusal: u32,
    /// What does not fit counts so much.
    pub misfit: u32,
    /// Others are expected to wait so much longer if this place is taken.
    pub price: u32,
    /// Of a hundred answers so far, how many were yes; none where there are too few to tell.
    pub yes_percent: Option<u32>,
    /// The answers that rests on.
    pub answers: u32,
    /// Whether it is less likely to say yes, because it was asked about her before.
    pub asked_before: bool,
    /// Whether no place is free there now.
    pub full: bool,
}

/// What does not fit of a programme that fits: the codes of whatever counts in `misfit`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacks(u8);

impl Lacks {
    /// Every code there is, in the order in which they are told.
    pub const CODES: [&str; 7] = [
        "needs_open",
        "needs_also",
        "forms_missing",
        "form_beside",
        "language",
        "nearby",
        "ends_soon",
    ];

    fn of(case: &Case<'_>) -> Self {
        let needs = &case.facts().needs;
        let wished = &case.facts().wishes.forms;
        let offered = &case.programme.forms;
        let met = |form: &&Form| offered.contains(form);
        let usual = offered.first().is_some_and(|usual| wished.contains(usual));
        let lacking = [
            needs
                .iter()
                .any(|need| !case.serves(need) && !case.serves_also(need)),
            needs
                .iter()
                .any(|need| !case.serves(need) && case.serves_also(need)),
            wished.iter().any(|form| !offered.contains(form)),
            wished.iter().any(|form| met(&form)) && !usual,
            case.language() != Answer::Yes,
            !case.is_local(),
            case.ends_soon(),
        ];
        Self(
            (0..)
                .zip(lacking)
                .filter(|(_, lacking)| *lacking)
                .fold(0, |all, (at, _)| all | 1 << at),
        )
    }

    /// The codes of what does not fit.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        (0..)
            .zip(Self::CODES)
            .filter(move |(at, _)| self.0 & (1 << at) != 0)
            .map(|(_, code)| code)
    }
}

impl Days {
    /// All together: what programmes are compared by.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.contact + self.refusal + self.misfit + self.price
    }

    /// By how many tenths the first contact is to be expected sooner, refusals reckoned with.
    pub(crate) const fn sooner_than(&self, other: &Self) -> u32 {
        (other.contact + other.refusal).saturating_sub(self.contact + self.refusal)
    }

    /// What is to be told of a programme that fits, standing at that place; `first` is the one that is asked
    /// before.
    pub(crate) fn told(&self, case: &Case<'_>, place: u32, first: Option<&Self>) -> Vec<Reason> {
        let mut told = if place <= IN_FULL {
            self.told_by_term(Lacks::of(case))
        } else {
            Vec::new()
        };
        told.push(Reason::DaysInAll { tenths: self.total() });
        if let Some(first) = first
            && self.total() > first.total()
        {
            told.push(Reason::MoreDays {
                tenths: self.total() - first.total(),
                because: self.because(first),
            });
        }
        told
    }

    fn told_by_term(&self, lacks: Lacks) -> Vec<Reason> {
        let tenths = self.contact;
        let mut told = vec![if self.full {
            Reason::DaysOncePlaced { tenths }
        } else {
            Reason::DaysToContact { tenths }
        }];
        if self.refusal > 0 {
            told.push(Reason::DaysOfRefusal {
                tenths: self.refusal,
                percent: self.yes_percent,
                answers: self.answers,
                asked_before: self.asked_before,
            });
        }
        if self.misfit > 0 {
            told.push(Reason::DaysOfMisfit {
                tenths: self.misfit,
                lacks,
            });
        }
        if self.price > 0 {
            told.push(Reason::DaysOfPrice { tenths: self.price });
        }
        told
    }

    /// The term by which it is most behind.
    fn because(&self, first: &Self) -> &'static str {
        most_behind(self.terms(), first.terms()).unwrap_or(TERMS[0])
    }

    /// Contact, refusal, misfit, price.
    pub(crate) const fn terms(&self) -> [u32; 4] {
        [self.contact, self.refusal, self.misfit, self.price]
    }
}

/// The terms' names, in the order in which they are told.
const TERMS: [&str; 4] = ["contact", "refusal", "misfit", "price"];

/// The term by which one programme is most behind another; of equals the one that is told first.
pub(crate) fn most_behind(here: [u32; 4], there: [u32; 4]) -> Option<&'static str> {
    let behind = here.into_iter().zip(there).zip(TERMS);
    let behind = behind.map(|((here, there), name)| (here.saturating_sub(there), name));
    let most = behind.rev().max_by_key(|(more, _)| *more);
    most.filter(|(more, _)| *more > 0).map(|(_, name)| name)
}

/// What asking means for a programme that fits.
pub(crate) fn days(case: &Case<'_>) -> Days {
    let foreseen = case.foreseen;
    let terms = weights(case.question.definition).terms(&way(case), weight(case.facts()));
    Days {
        contact: tenths(terms.contact),
        refusal: tenths(terms.refusal),
        misfit: tenths(terms.misfit),
        price: tenths(terms.price),
        yes_percent: foreseen.yes_percent(),
        answers: foreseen.answers,
        asked_before: was_asked(case),
        full: case.capacity.free() == Some(0),
    }
}

/// What a programme that fits is weighed by.
pub(crate) fn way(case: &Case<'_>) -> Way {
    way_at(case, case.capacity.load().map(of_thousand))
}

/// The same with a load that is not the present one.
pub(crate) fn way_at(case: &Case<'_>, load: Option<f64>) -> Way {
    let fit = fit(case);
    let expected = case.foreseen.expected(fit, load);
    Way {
        programme: 0,
        expected: Expected {
            yes: expected.yes * says_yes(case),
            ..expected
        },
        fit,
        price: case.price,
        now: true,
        later: true,
    }
}

/// What a day of somebody's counts.
pub(crate) fn weight(facts: &Facts) -> f64 {
    match facts.urgency {
        Some(Urgency::Urgent) => 4.0,
        Some(Urgency::Soon) => 2.0,
        Some(Urgency::Normal) | None => 1.0,
    }
}

/// What is left of a yes, by what is known of this person and this claim.
fn says_yes(case: &Case<'_>) -> f64 {
    let asked = if was_asked(case) { ASKED_BEFORE } else { 1.0 };
    let fresh = u32::from(case.question.definition.deadlines.claim_fresh_days).max(1);
    let times = case
        .claim_age_days()
        .map_or(0, |days| days.saturating_sub(1) / fresh);
    let old = (0..times.min(OLDEST_CLAIM)).fold(1.0, |left, _| left * OLD_CLAIM);
    asked * old
}

/// Whether its last answer about this person makes another no likely. That she was not reached, or declined
/// herself, is not its no; and that it had no place is over once it has told of its places anew.
fn was_asked(case: &Case<'_>) -> bool {
    let Some(last) = case.last_answer() else {
        return false;
    };
    match last.answer {
        PastAnswer::Expired
        | PastAnswer::HandedBack(
            HandBackReason::NotTargetGroup
            | HandBackReason::OutsideArea
            | HandBackReason::Language
            | HandBackReason::Other,
        ) => true,
        PastAnswer::HandedBack(HandBackReason::NoPlace) => {
            let since = last
                .on
                .until(case.question.today)
                .map_or(0, |span| span.get_days());
            case.claim_age_days()
                .is_none_or(|age| i64::from(age) >= i64::from(since))
        }
        PastAnswer::HandedBack(
            HandBackReason::ProgrammeEnding
            | HandBackReason::Unreachable
            | HandBackReason::ClientDeclined
            | HandBackReason::NeedsAuthority,
        ) => false,
    }
}

/// What a place costs, never more than the network lets it count; `counts` is how much of it counts.
pub(crate) fn price(
    definition: &Definition,
    now: &CapacityNow,
    foreseen: &Foreseen,
    today: Date,
    counts: f64,
) -> f64 {
    let weights = weights(definition);
    let weights = Weights {
        scarcity: weights.scarcity * counts,
        crowding: weights.crowding * counts,
        ..weights
    };
    let most = f64::from(definition.weights.price_days);
    // The scarcer of both is the dearer one.
    let of_room = |room| weights.price(foreseen.forecast(), &place(now, room), foreseen.stay_days());
    let price = rooms(now, today).map(of_room).fold(0.0, f64::max);
    price.min(most)
}

/// What there is room for at once and this month, where that is limited.
pub(crate) fn rooms(now: &CapacityNow, today: Date) -> impl Iterator<Item = Room> {
    let at_once = now.places.map(|places| Room::AtOnce {
        places: f64::from(places),
        taken: f64::from(now.used) + f64::from(now.reserved),
        offered: f64::from(now.reserved),
    });
    let days = f64::from(today.days_in_month());
    let this_month = now.intake_per_month.map(|intake| Room::Each {
        intake: f64::from(intake),
        taken: f64::from(now.taken_this_month),
        days,
        left: days - f64::from(today.day()) + 1.0,
    });
    at_once.into_iter().chain(this_month)
}

fn place(now: &CapacityNow, room: Room) -> Place {
    Place {
        room,
        free: now.free().unwrap_or(u32::MAX),
        begins: 0.0,
        ends: f64::INFINITY,
        pauses: Vec::new(),
        since: Vec::new(),
        from_before: (f64::from(now.used) + f64::from(now.reserved), 0.0),
    }
}

/// How well a programme fits somebody on that day, of a thousand: what its answer is learnt by.
#[must_use]
pub fn fitness(definition: &Definition, programme: &Programme, facts: &Facts, today: Date) -> u32 {
    let (capacity, foreseen) = (BTreeMap::new(), BTreeMap::new());
    let question = Question {
        definition,
        facts,
        receivers: &[],
        capacity: &capacity,
        foreseen: &foreseen,
        history: &[],
        today,
        now: Timestamp::UNIX_EPOCH,
    };
    let situation = question.situation();
    whole(fit(&Case::new(question, programme, situation.weighing())) * 1000.0)
}

/// How well the programme fits: 1 in everything.
pub(crate) fn fit(case: &Case<'_>) -> f64 {
    let when = |is_so: bool, points: f64| if is_so { points } else { 0.0 };
    let wishes = !case.facts().wishes.forms.is_empty();
    let lost = NEEDS * (1.0 - needs(case))
        + when(wishes, FORMS * (1.0 - forms(case)))
        + when(case.language() != Answer::Yes, LANGUAGE)
        + when(!case.is_local(), NEARBY)
        + when(case.ends_soon(), ENDS_SOON);
    // An end that is near comes on top of what the others can lose.
    (1.0 - lost / WHOLE).max(0.0)
}

fn needs(case: &Case<'_>) -> f64 {
    let needs = &case.facts().needs;
    if needs.is_empty() {
        return 1.0;
    }
    let served: f64 = needs
        .iter()
        .map(|need| match (case.serves(need), case.serves_also(need)) {
            (true, _) => 1.0,
            (false, true) => NEED_ALSO,
            (false, false) => 0.0,
        })
        .sum();
    served / count(needs.len())
}

/// The best wished form counts for three quarters, the share of wishes met for the rest: wishes are
/// mostly alternatives.
fn forms(case: &Case<'_>) -> f64 {
    let wished = &case.facts().wishes.forms;
    let offered = &case.programme.forms;
    let met = wished.iter().filter(|form| offered.contains(form));
    let best = met
        .clone()
        .map(|form| {
            if offered.first() == Some(form) {
                1.0
            } else {
                FORM_BESIDE
            }
        })
        .fold(0.0, f64::max);
    let share = count(met.count()) / count(wished.len()).max(1.0);
    0.75 * best + 0.25 * share
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to days of a person"
)]
fn tenths(days: f64) -> u32 {
    (days.clamp(0.0, 10_000.0) * 10.0).round() as u32
}

/// How much of a price counts where that much of all limited places is taken: where everything is full,
/// keeping places for others helps nobody.
pub(crate) fn counted_when(taken: f64) -> f64 {
    const FROM: f64 = 0.85;
    ((1.0 - taken) / (1.0 - FROM)).clamp(0.0, 1.0)
}
