//! A worker is away, and is back.

use jiff::{Timestamp, civil::Date};

use super::Applied;
use crate::{
    id::UserId,
    referral::state::{Cover, Referral, StandIn},
};

impl Referral {
    pub(super) fn covered(
        &mut self,
        worker: UserId,
        by: &StandIn,
        until: Date,
        due: Option<Timestamp>,
    ) -> Applied {
        if self.worker() != Some(worker) {
            return Err("the worker who is away");
        }
        let on_watch = matches!(by, StandIn::Desk { .. });
        self.cover = Some(Cover {
            worker,
            by: by.clone(),
            until,
            due: due.filter(|_| on_watch),
        });
        // Whoever takes over from a watch does not begin with what the watch has let pass.
        if let Some(at) = due.filter(|_| !on_watch) {
            self.set_due(at)?;
        }
        self.pass_questions();
        Ok(())
    }

    pub(super) fn cover_ended(&mut self, due: Option<Timestamp>) -> Applied {
        self.cover.take().ok_or("somebody who stands in")?;
        if let Some(at) = due {
            self.set_due(at)?;
        }
        self.pass_questions();
        Ok(())
    }

    /// Nobody stands in for a worker who no longer has the person.
    pub(super) fn drop_cover_of_another(&mut self) {
        let worker = self.worker();
        self.cover = self.cover.take().filter(|cover| worker == Some(cover.worker));
    }
}
