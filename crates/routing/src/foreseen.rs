//! What a network's own answers teach about each programme, before it is asked about somebody.
//!
//! Whole numbers, so that what is kept with an offer gives the same ranking when it is read again. Of the
//! persons nothing is in it: each programme's share of yes, its delays, and how many answers they rest on.

use std::{collections::BTreeMap, sync::LazyLock};

use luotsi_domain::{id::ProgrammeId, network::Definition};
use serde::{Deserialize, Serialize};

use crate::outlook::{Answer, Asked, Expected, Experience, Habits};

/// What is to be expected of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foreseen {
    /// The chance of a yes in time, of a thousand.
    pub yes: u32,
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
/// What is asked fits about so well: whatever does not is left out before.
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
                    fit: FIT,
                    needs: &[],
                };
                self.experience.learn(&asked, answer, None, Some(days));
                // Who was silent has lost her the time, as by a late no.
                if answer == Answer::Silent {
                    self.experience.learn(&asked, Answer::No, None, Some(days));
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
        let asked = Asked {
            programme,
            fit: FIT,
            needs: &[],
        };
        let expected = self.experience.expect(&asked, self.patience_days);
        let (said_yes, answers) = self.answers[programme];
        Foreseen {
            yes: whole(expected.yes * 1000.0),
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

    pub(crate) fn expected(&self) -> Expected {
        Expected {
            yes: f64::from(self.yes) / 1000.0,
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

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of days, not below 0"
)]
fn whole(x: f64) -> u32 {
    x.clamp(0.0, 1e6).round() as u32
}
