//! What answers teach: how likely a yes is, how long it takes, how long somebody stays.
//!
//! Each programme begins with what is declared of it, and every number rests on its own answers the
//! more of them there are. Nothing of the person enters but how well she fits and what she needs.

use super::{normal, real};

/// What is declared of a programme, or known from last year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Habits {
    /// The share of yes, 0 to 1.
    pub accepts: f64,
    /// Days to an answer.
    pub answer_days: f64,
    /// Days from yes to the first contact.
    pub contact_days: f64,
    /// Days from yes to the end of support.
    pub stay_days: f64,
}

/// What was asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The programme.
    pub programme: usize,
    /// How well it fits, 0 to 1.
    pub fit: f64,
    /// The needs, by number.
    pub needs: &'a [u16],
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// Not this person.
    No,
    /// Too much to do.
    Busy,
    /// Nothing, in time.
    Silent,
}

/// What is expected of asking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The chance of a yes within the time there is.
    pub yes: f64,
    /// Days to an answer, where it comes.
    pub answer_days: f64,
    /// Days to the first contact, where it is yes.
    pub contact_days: f64,
    /// Days lost, where it is not.
    pub lost_days: f64,
}

/// How much what is declared weighs against answers, in answers.
const DECLARED: f64 = 18.0;
/// The same for the share of yes, which varies more between persons.
const DECLARED_YES: f64 = 60.0;
/// How many programmes have a need that they rarely take on in practice, whatever they say.
const HABIT: f64 = 0.35;
/// How many of those yes answers are then left.
const RARELY: f64 = 0.3;
/// From this load on, more to do makes a yes less likely.
const BUSY_FROM: f64 = 0.5;

/// How a yes depends on what is declared, and on that times fit, wherever nobody has answered yet.
const USUAL_SLOPE: (f64, f64) = (0.58, 0.42);
/// How many answers that counts as.
const A_FEW: f64 = 6.0;

#[derive(Debug, Clone)]
struct Programme {
    habits: Habits,
    log_answer: (f64, f64),
    log_contact: (f64, f64),
    log_stay: (f64, f64),
    yes: (f64, f64),
    /// Each need it is for, with how likely what was answered is, were this the need rarely taken on;
    /// a logarithm against there being none.
    rarely: Vec<(u16, f64)>,
    /// The same as a chance, ready to use.
    shuns: Vec<(u16, f64)>,
}

/// What all answers so far teach.
#[derive(Debug, Clone)]
pub struct Experience {
    programmes: Vec<Programme>,
    /// Sums of the regression of yes on what is declared, and on that times fit.
    sums: [f64; 5],
    /// Yes is declared times this and this times fit.
    slope: (f64, f64),
    silent: (f64, f64),
    /// Too busy, of those that would have said yes at full load.
    busy: (f64, f64),
    spread: f64,
}

impl Experience {
    /// Before any answer: of each programme what is declared, and what it is for.
    #[must_use]
    pub fn new(programmes: impl IntoIterator<Item = (Habits, Vec<u16>)>) -> Self {
        let programmes = programmes
            .into_iter()
            .map(|(habits, needs)| {
                let rarely: Vec<(u16, f64)> = needs.into_iter().map(|need| (need, 0.0)).collect();
                let mut programme = Programme {
                    habits,
                    log_answer: (DECLARED * habits.answer_days.ln(), DECLARED),
                    log_contact: (DECLARED * habits.contact_days.ln(), DECLARED),
                    log_stay: (DECLARED * habits.stay_days.ln(), DECLARED),
                    yes: (DECLARED_YES, DECLARED_YES),
                    rarely,
                    shuns: Vec::new(),
                };
                programme.weigh_habits();
                programme
            })
            .collect();
        Self {
            programmes,
            sums: [0.0; 5],
            slope: USUAL_SLOPE,
            silent: (0.8, 20.0),
            busy: (3.0, 25.0),
            spread: 0.45,
        }
    }

    fn base(&self, asked: &Asked<'_>) -> f64 {
        let accepts = self.programmes[asked.programme].habits.accepts;
        (accepts * (self.slope.0 + self.slope.1 * asked.fit)).clamp(0.05, 0.985)
    }

    /// An answer came, or the time for it ran out. `load` is how full the programme was, 0 to 1.
    pub fn learn(&mut self, asked: &Asked<'_>, answer: Answer, load: Option<f64>, days: Option<f64>) {
        self.silent.1 += 1.0;
        if answer == Answer::Silent {
            self.silent.0 += 1.0;
            return;
        }
        if let Some(days) = days {
            let programme = &mut self.programmes[asked.programme];
            let (sum, weight) = programme.log_answer;
            programme.log_answer = (sum + days.max(0.001).ln(), weight + 1.0);
        }
        let pressed = load.map_or(0.0, pressed);
        match answer {
            Answer::Busy => self.busy.0 += 1.0,
            Answer::Yes | Answer::No | Answer::Silent => {}
        }
        if answer != Answer::No {
            self.busy.1 += pressed;
        }
        let said_yes = answer != Answer::No;
        let accepts = self.programmes[asked.programme].habits.accepts;
        let (x, z, y) = (accepts, accepts * asked.fit, f64::from(u8::from(said_yes)));
        for (sum, add) in self.sums.iter_mut().zip([x * x, x * z, z * z, x * y, z * y]) {
            *sum += add;
        }
        let base = self.base(asked);
        let programme = &mut self.programmes[asked.programme];
        let expected = base * programme.factor(asked.needs);
        programme.yes.0 += y;
        programme.yes.1 += expected;
        for (need, log) in &mut programme.rarely {
            if asked.needs.contains(need) {
                *log += if said_yes {
                    RARELY.ln()
                } else {
                    ((1.0 - RARELY * base) / (1.0 - base)).ln()
                };
            }
        }
        programme.weigh_habits();
    }

    /// Somebody was contacted or left: the days it took from yes.
    pub fn learn_stay(&mut self, programme: usize, contact_days: Option<f64>, stay_days: Option<f64>) {
        let programme = &mut self.programmes[programme];
        for (known, days) in [
            (&mut programme.log_contact, contact_days),
            (&mut programme.log_stay, stay_days),
        ] {
            if let Some(days) = days {
                known.0 += days.max(0.001).ln();
                known.1 += 1.0;
            }
        }
    }

    /// Draws the line through all answers anew. Once a day is enough.
    pub fn settle(&mut self) {
        let [declared, mixed, fitted, yes_declared, yes_fitted] = self.sums;
        let (declared, fitted) = (declared + A_FEW, fitted + A_FEW);
        let yes_declared = yes_declared + A_FEW * USUAL_SLOPE.0;
        let yes_fitted = yes_fitted + A_FEW * USUAL_SLOPE.1;
        let determinant = declared * fitted - mixed * mixed;
        if determinant > 1e-9 {
            self.slope = (
                (yes_declared * fitted - mixed * yes_fitted) / determinant,
                (declared * yes_fitted - mixed * yes_declared) / determinant,
            );
        }
    }

    /// What is to be expected of asking, with so many days of patience, of a programme with little to do.
    #[must_use]
    pub fn expect(&self, asked: &Asked<'_>, patience_days: f64) -> Expected {
        let programme = &self.programmes[asked.programme];
        let answer = (programme.log_answer.0 / programme.log_answer.1).exp();
        let silent = self.silent.0 / self.silent.1;
        let in_time = (1.0 - silent) * normal((patience_days / answer).ln() / self.spread);
        let level = programme.yes.0 / programme.yes.1;
        let would = (self.base(asked) * level * programme.factor(asked.needs)).clamp(0.03, 0.985);
        let yes = would * in_time;
        let answer_days = (answer * (self.spread * self.spread / 2.0).exp()).min(patience_days);
        let no = in_time * (1.0 - would);
        let lost = (no * answer_days + (1.0 - in_time) * patience_days) / (1.0 - yes).max(1e-6);
        Expected {
            yes,
            answer_days,
            contact_days: (programme.log_contact.0 / programme.log_contact.1).exp() * 1.08,
            lost_days: lost,
        }
    }

    /// What is left of a yes at that load, 0 to 1.
    #[must_use]
    pub fn at_load(&self, load: f64) -> f64 {
        1.0 - self.busy.0 / self.busy.1 * pressed(load)
    }

    /// How many days somebody stays with a programme.
    #[must_use]
    pub fn stay_days(&self, programme: usize) -> f64 {
        let programme = &self.programmes[programme];
        (programme.log_stay.0 / programme.log_stay.1).exp() * 1.06
    }
}

/// The load at which a programme is taken to be when it is asked some day that is not today.
pub const USUAL_LOAD: f64 = 0.75;

/// How much of what a full programme turns away one turns away at that load, 0 to 1.
pub(crate) fn pressed(load: f64) -> f64 {
    ((load - BUSY_FROM) / (1.0 - BUSY_FROM)).clamp(0.0, 1.0)
}

impl Programme {
    fn weigh_habits(&mut self) {
        let prior = HABIT / real(self.rarely.len().max(1));
        let most = self.rarely.iter().map(|(_, log)| *log).fold(0.0, f64::max);
        let none = (1.0 - HABIT) * (-most).exp();
        let each: Vec<f64> = self
            .rarely
            .iter()
            .map(|(_, log)| prior * (log - most).exp())
            .collect();
        let all = none + each.iter().sum::<f64>();
        let needs = self.rarely.iter().map(|(need, _)| *need);
        self.shuns = needs.zip(each.into_iter().map(|one| one / all)).collect();
    }

    fn factor(&self, needs: &[u16]) -> f64 {
        let among = self.shuns.iter().filter(|(need, _)| needs.contains(need));
        1.0 - (1.0 - RARELY) * among.map(|(_, chance)| chance).sum::<f64>()
    }
}
