//! How much each thing weighs among programmes that fit. One sum, so that each term can be told.
//!
//! Kind of support decides: what the person needs and the form that she wishes. Then language, then
//! nearness, which settles between programmes of about the same kind; load and the age of a claim only
//! between equals. Earlier silence or a hand back weighs more than nearness, for the time it would cost.

use crate::rules::{Answer, Case};

/// All needs are what the programme is made for.
const NEEDS: i32 = 300;
/// What a need that the programme *also* meets counts, in percent of one it is made for.
const NEED_ALSO_PERCENT: i32 = 60;
/// A wished form is the programme's usual one, and all that is wished is there.
const FORMS: i32 = 400;
/// What a wished form counts that is not the programme's usual one, in percent.
const FORM_BESIDE_PERCENT: i32 = 80;
/// It works in the language, without asking.
const LANGUAGE: i32 = 100;
/// It has an area of its own, and the person lives in it. Less than what a need in full has before
/// one met beside, where the needs are two.
const NEARBY: i32 = 40;
/// It has nothing to do yet, against all places taken.
const LOAD: i32 = 20;
/// What it says of its places is older than the network's `claim_fresh_days`.
const OLD_CLAIM: i32 = 10;
/// It handed this person back, or was silent about her.
const ASKED_BEFORE: i32 = 250;
/// It ends about when the support would.
const ENDS_SOON: i32 = 150;

/// The sum for a programme that fits. Higher is asked earlier.
pub(crate) fn merit(case: &Case<'_>) -> i32 {
    let when = |is_so: bool, weight: i32| if is_so { weight } else { 0 };
    let taken = i32::try_from(case.capacity.taken_percent()).unwrap_or(100);
    NEEDS * needs_percent(case) / 100
        + FORMS * forms_percent(case) / 100
        + when(case.language() == Answer::Yes, LANGUAGE)
        + when(case.is_local(), NEARBY)
        + LOAD * (100 - taken) / 100
        - when(case.claim_is_old(), OLD_CLAIM)
        - when(case.last_answer().is_some(), ASKED_BEFORE)
        - when(case.ends_soon(), ENDS_SOON)
}

fn needs_percent(case: &Case<'_>) -> i32 {
    let needs = &case.facts().needs;
    let served: i32 = needs
        .iter()
        .map(|need| match (case.serves(need), case.serves_also(need)) {
            (true, _) => 100,
            (false, true) => NEED_ALSO_PERCENT,
            (false, false) => 0,
        })
        .sum();
    served / count(needs.len()).max(1)
}

/// The best wished form counts for three quarters, the share of wishes met for the rest: wishes are
/// mostly alternatives.
fn forms_percent(case: &Case<'_>) -> i32 {
    let wished = &case.facts().wishes.forms;
    let offered = &case.programme.forms;
    let met = wished.iter().filter(|form| offered.contains(form));
    let best = met
        .clone()
        .map(|form| {
            if offered.first() == Some(form) {
                100
            } else {
                FORM_BESIDE_PERCENT
            }
        })
        .max()
        .unwrap_or(0);
    let share = count(met.count()) * 100 / count(wished.len()).max(1);
    (3 * best + share) / 4
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}
