//! What a network's own answers teach about each programme, before it is asked about somebody.
//!
//! Whole numbers, so that what is kept with an offer gives the same ranking when it is read again. Of the
//! persons nothing is in it: each programme's share of yes, its delays, and how many answers they rest on.

use std::{collections::BTreeMap, sync::LazyLock};

use luotsi_domain::{id::ProgrammeId, network::Definition};
use serde::{Deserialize, Serialize};

use crate::outlook::{Answer, Asked, Expected, Experience, Habits, pressed};

/// What is to be expected of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foreseen {
    /// The chance of a yes in time to somebody whom it fits in everything, with little to do; of a thousand.
    pub yes: u32,
    /// By how much less it says yes to somebody whom it fits in nothing; of a thousand.
    #[serde(default)]
    pub unfit: u32,
    /// The share of its yes answers that is lost when all its places are taken; of a thousand.
    #[serde(default)]
    pub busy: u32,
    /// Hundredths of a day to an answer.
    pub answer: u32,
    /// Hundredths of a day from a yes to the first contact.
    pub contact: u32,
    /// Hundredths of a day that are lost where it is not yes.
    pub lost: u32,
    /// Days that somebody stays.
    pub stay: u32,
    /// Hundredths of a day that others are expected to wait for a place there.
    pub price: u32,
    /// Answers so far that were yes.
    pub said_yes: u32,
    /// Answers so far, with silence.
    pub answers: u32,
}

/// Something that came of a question to a programme.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The programme.
    pub programme: ProgrammeId,
    /// What.
    pub what: Came,
    /// Days that it took.
    pub days: f64,
    /// Where it is an answer: how well the programme fitted, of a thousand; none where that was not kept.
    pub fit: Option<u32>,
    /// How full it was, of a thousand; none where that was not kept, or it has no limit.
    pub load: Option<u32>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// An answer, or none in time.
    Answer(Answer),
    /// The first contact after a yes.
    Contact,
    /// The end of support, from the yes.
    End,
}

/// What everybody is taken to be like before anybody has answered.
const USUAL: Habits = Habits {
    accepts: 0.85,
    answer_days: 1.5,
    contact_days: 4.0,
    stay_days: 90.0,
};
/// What was asked fitted about so well, where it was not kept: whatever does not is left out before.
const FIT: f64 = 0.9;
/// A share of fewer answers says nothing, and tells too much.
const ENOUGH: u32 = 5;
/// Working days as days of a week.
const WEEK: f64 = 7.0 / 5.0;

/// What was learnt.
#[derive(Debug, Clone)]
pub struct Learnt {
    experience: Experience,
    places: BTreeMap<ProgrammeId, usize>,
    answers: Vec<(u32, u32)>,
    patience_days: f64,
}

impl Learnt {
    /// What these outcomes teach about the network's programmes, the oldest first.
    #[must_use]
    pub fn of(definition: &Definition, outcomes: &[Outcome]) -> Self {
        let programmes = &definition.programmes;
        let places: BTreeMap<ProgrammeId, usize> = programmes
            .iter()
            .enumerate()
            .map(|(at, programme)| (programme.id.clone(), at))
            .collect();
        let mut learnt = Self {
            experience: Experience::new(programmes.iter().map(|_| (USUAL, Vec::new()))),
            answers: vec![(0, 0); programmes.len()],
            places,
            patience_days: f64::from(definition.deadlines.decide_wd) * WEEK,
        };
        for outcome in outcomes {
            learnt.learn(outcome);
        }
        learnt.experience.settle();
        learnt
    }

    fn learn(&mut self, outcome: &Outcome) {
        let Some(&programme) = self.places.get(&outcome.programme) else {
            return;
        };
        let days = outcome.days.max(0.01);
        match outcome.what {
            Came::Answer(answer) => {
                let asked = Asked {
                    programme,
                    fit: outcome.fit.map_or(FIT, of_thousand),
                    needs: &[],
                };
                let load = outcome.load.map(of_thousand);
                // Who has no place with little to do says no, whatever the reason is called.
                let is_pressed = load.is_some_and(|load| pressed(load) > 0.0);
                let is_busy = answer == Answer::Busy;
                let answer = if is_busy && !is_pressed {
                    Answer::No
                } else {
                    answer
                };
                self.experience.learn(&asked, answer, load, Some(days));
                // Who was silent has lost her the time, as by a late no.
                if answer == Answer::Silent {
                    self.experience.learn(&asked, Answer::No, load, Some(days));
                }
                let (said_yes, all) = &mut self.answers[programme];
                *said_yes += u32::from(answer == Answer::Yes);
                *all += 1;
            }
            Came::Contact => self.experience.learn_stay(programme, Some(days), None),
            Came::End => self.experience.learn_stay(programme, None, Some(days)),
        }
    }

    /// What is to be expected of each programme.
    #[must_use]
    pub fn foresee(&self) -> BTreeMap<ProgrammeId, Foreseen> {
        self.places
            .iter()
            .map(|(id, at)| (id.clone(), self.of_one(*at)))
            .collect()
    }

    fn of_one(&self, programme: usize) -> Foreseen {
        let with_fit = |fit: f64| {
            let asked = Asked {
                programme,
                fit,
                needs: &[],
            };
            self.experience.expect(&asked, self.patience_days)
        };
        let expected = with_fit(FIT);
        let (best, worst) = (with_fit(1.0).yes, with_fit(0.0).yes);
        let (said_yes, answers) = self.answers[programme];
        Foreseen {
            yes: whole(best * 1000.0),
            unfit: whole((best - worst) * 1000.0),
            busy: whole((1.0 - self.experience.at_load(1.0)) * 1000.0),
            answer: whole(expected.answer_days * 100.0),
            contact: whole(expected.contact_days * 100.0),
            lost: whole(expected.lost_days * 100.0),
            stay: whole(self.experience.stay_days(programme)),
            price: 0,
            said_yes,
            answers,
        }
    }
}

impl Foreseen {
    /// Of a hundred answers so far, how many were yes; none where there are too few to tell.
    #[must_use]
    pub fn yes_percent(&self) -> Option<u32> {
        (self.answers >= ENOUGH).then(|| self.said_yes * 100 / self.answers)
    }

    /// What is expected of a programme of which nothing is known.
    #[must_use]
    pub fn usual() -> Self {
        static ONE: LazyLock<Foreseen> = LazyLock::new(|| {
            Learnt {
                experience: Experience::new([(USUAL, Vec::new())]),
                places: BTreeMap::new(),
                answers: vec![(0, 0)],
                patience_days: 5.0 * WEEK,
            }
            .of_one(0)
        });
        *ONE
    }

    /// What is expected of asking it about somebody whom it fits so well, 0 to 1, and as full as it is.
    pub(crate) fn expected(&self, fit: f64, load: Option<f64>) -> Expected {
        let pressed = load.map_or(0.0, pressed);
        let fits = of_thousand(self.yes) - of_thousand(self.unfit) * (1.0 - fit);
        Expected {
            yes: fits.max(0.0) * (1.0 - of_thousand(self.busy) * pressed),
            answer_days: f64::from(self.answer) / 100.0,
            contact_days: f64::from(self.contact) / 100.0,
            lost_days: f64::from(self.lost) / 100.0,
        }
    }

    pub(crate) fn forecast(&self) -> f64 {
        f64::from(self.price) / 100.0
    }

    pub(crate) fn stay_days(&self) -> f64 {
        f64::from(self.stay)
    }
}

pub(crate) fn of_thousand(count: u32) -> f64 {
    f64::from(count) / 1000.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of days, not below 0"
)]
pub(crate) fn whole(x: f64) -> u32 {
    x.clamp(0.0, 1e6).round() as u32
}
