//! Checks after the ending: whether the change lasts.

use jiff::Timestamp;

use super::{Outcome, Step};
use crate::{
    handoff::Measures,
    referral::{
        Refusal,
        event::{Event, Voice},
        state::State,
        words::{CheckResult, CloseReason, ReturnReason},
    },
};

impl Step<'_> {
    pub(super) fn check(
        &self,
        result: CheckResult,
        measures: Option<Measures>,
        voice: Option<Voice>,
        worry: Option<bool>,
    ) -> Outcome {
        let State::FollowUp {
            ended_at,
            checks,
            done,
            misses,
            due: paused,
            ..
        } = &self.referral.state
        else {
            return Err(self.illegal());
        };
        let closed = |reason| (None, vec![Event::Closed { reason }]);
        let mut asked = None;
        let (due, after) = match result {
            CheckResult::Stable => match checks.get(done + 1) {
                Some(next) => (Some(self.context.days.days_after(*ended_at, *next)), Vec::new()),
                None => (None, vec![Event::Lasted]),
            },
            CheckResult::NotReached => {
                asked = self.worry_after_checks(misses, worry)?;
                if let Some(worry) = asked {
                    (None, self.unreachable(worry))
                } else {
                    let again = self.days_after(self.deadlines().check_again_days);
                    let quiet = self.referral.is_quiet_at(self.now());
                    (Some(if quiet { again.max(*paused) } else { again }), Vec::new())
                }
            }
            // Where its programme has ended there is no support to go back to: the desk places her anew.
            CheckResult::Changed if self.referral.desk_checks() => {
                (None, vec![self.returned(ReturnReason::ProgrammeEnded)])
            }
            CheckResult::Changed => {
                let due = self.days_after(self.deadlines().review_days);
                (None, vec![Event::SupportResumed { due }])
            }
            CheckResult::NoContactWanted => closed(CloseReason::NoContactWanted),
            CheckResult::Moved => closed(CloseReason::Moved),
            CheckResult::Died => closed(CloseReason::Died),
        };
        let mut events = vec![Event::Checked {
            result,
            measures,
            voice,
            worry: asked,
            due,
        }];
        if result != CheckResult::NotReached {
            events.extend(self.settled());
        }
        events.extend(after);
        Ok(events)
    }

    /// The answer to *is there reason to worry?*, where it is asked after this miss.
    fn worry_after_checks(&self, misses: &[Timestamp], worry: Option<bool>) -> Result<Option<bool>, Refusal> {
        let days = self.context.days;
        let first = misses.iter().copied().min().unwrap_or(self.now());
        let span = days
            .date_of(first)
            .until(days.date_of(self.now()))
            .map_or(0, |span| span.get_days());
        let enough = !self.referral.is_quiet_at(self.now())
            && misses.len() + 1 >= usize::from(self.deadlines().worry_after_tries)
            && span >= i32::from(self.deadlines().worry_check_days);
        if enough {
            worry.map(Some).ok_or(Refusal::WorryRequired)
        } else {
            Ok(None)
        }
    }
}
