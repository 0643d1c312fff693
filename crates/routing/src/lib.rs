//! Whom to offer to, and why. Pure.
//!
//! First the [`gate`]: is this for the network at all? Then, for each programme, the [`rules`]: may it
//! be asked, and if not, by which rule? [`eligible`] answers for one, [`rank`] for all of them in order,
//! each with typed reasons and with what would change it. A human confirms what comes out of here.
//! Nothing but area, age, needs, language, wishes, urgency, how long somebody has waited, room and earlier
//! answers enters: no gender, no nationality, no guess at how long a person will take.

mod ahead;
mod change;
mod days;
mod decision;
#[cfg(test)]
mod drawn;
mod followed;
mod foreseen;
pub mod gate;
pub mod outlook;
mod prepared;
mod question;
mod queue;
mod rank;
mod reason;
pub mod rules;
mod situation;
mod suppose;
#[cfg(test)]
mod testing;
mod waiting;

pub use ahead::{Demand, look_ahead};
pub use change::{Change, Prospect};
pub use days::{Days, Lacks, fitness};
pub use decision::{Decision, RULES, Stood};
pub use followed::Followed;
pub use foreseen::{Came, Foreseen, Learnt, Outcome};
pub use gate::{GateVerdict, city_track_due, judge, needs_city_track};
pub use prepared::Prepared;
pub use question::{CapacityNow, Past, PastAnswer, Question};
pub use queue::{Queued, queue};
pub use rank::{Candidate, rank};
pub use reason::{Argument, Reason};
pub use rules::{Verdict, eligible};
pub use situation::{Situation, Somebody};
pub use suppose::{Destination, Supposition, suppose};
pub use waiting::{Waits, match_waiting};
