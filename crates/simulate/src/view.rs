//! What a policy may see: everything that the desk knows at that minute, and nothing of what will be.

use crate::{
    people::{Pair, Status},
    scenario::{Area, Clock, Desk, Earlier, Programme, Referral, Rules},
    world::{Illegal, World},
};

/// The present, through a policy's eyes, and the one thing that it may do.
#[derive(Debug)]
pub struct View<'a, 's>(&'a mut World<'s>);

impl<'a, 's> View<'a, 's> {
    pub(crate) fn of(world: &'a mut World<'s>) -> Self {
        Self(world)
    }

    /// The minute.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.0.now
    }

    /// When it begins and ends.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.0.scenario.clock
    }

    /// When the desk is open.
    #[must_use]
    pub fn desk(&self) -> &'s Desk {
        &self.0.scenario.desk
    }

    /// The network's settings.
    #[must_use]
    pub fn rules(&self) -> &'s Rules {
        &self.0.scenario.rules
    }

    /// Where people live.
    #[must_use]
    pub fn areas(&self) -> &'s [Area] {
        &self.0.scenario.areas
    }

    /// Last year's referrals and answers.
    #[must_use]
    pub fn history(&self) -> &'s [Earlier] {
        &self.0.scenario.history
    }

    /// How many the desk expects a week.
    #[must_use]
    pub fn expected_per_week(&self) -> f64 {
        self.0.scenario.expected_referrals_per_week
    }

    /// The programmes.
    #[must_use]
    pub fn programmes(&self) -> &'s [Programme] {
        &self.0.scenario.programmes
    }

    /// Somebody who has come.
    #[must_use]
    pub fn referral(&self, referral: usize) -> Option<&'s Referral> {
        let here = self.0.progress[referral].status != Status::NotArrived;
        self.0.scenario.referrals.get(referral).filter(|_| here)
    }

    /// Who waits without an offer: by priority, then arrival, then file order.
    #[must_use]
    pub fn waiting(&self) -> Vec<usize> {
        self.0.waiting.iter().map(|&(_, _, referral)| referral).collect()
    }

    /// The programmes that could ever take somebody, in file order.
    #[must_use]
    pub fn pairs(&self, referral: usize) -> &[Pair] {
        &self.0.progress[referral].pairs
    }

    /// For each of [`View::pairs`], the minute before which it may not be asked again.
    #[must_use]
    pub fn barred(&self, referral: usize) -> &[i64] {
        &self.0.progress[referral].barred
    }

    /// Whether a programme may be asked about somebody now, be there room or not.
    #[must_use]
    pub fn can_offer(&self, referral: usize, programme: usize) -> bool {
        self.0.can_offer(referral, programme)
    }

    /// Begun, not ended, not paused.
    #[must_use]
    pub fn is_active(&self, programme: usize) -> bool {
        self.0.is_active(programme)
    }

    /// Whether it has room now.
    #[must_use]
    pub fn has_room(&self, programme: usize) -> bool {
        self.0.has_room(programme)
    }

    /// How many more it could be asked about now.
    #[must_use]
    pub fn free(&self, programme: usize) -> i64 {
        self.0.free(programme)
    }

    /// For each programme, whether it may be asked now and has room.
    #[must_use]
    pub fn rooms(&self) -> Vec<bool> {
        (0..self.programmes().len())
            .map(|programme| self.0.has_room(programme) && self.0.is_active(programme))
            .collect()
    }

    /// How full it is, of a hundred.
    #[must_use]
    pub fn load_pct(&self, programme: usize) -> i64 {
        self.0.load_pct(programme)
    }

    /// Places at once, as last said.
    #[must_use]
    pub fn slots(&self, programme: usize) -> Option<i64> {
        self.0.standings[programme].slots
    }

    /// Places taken by people and by offers.
    #[must_use]
    pub fn occupied(&self, programme: usize) -> i64 {
        let standing = &self.0.standings[programme];
        standing.held + standing.open
    }

    /// Places taken by offers.
    #[must_use]
    pub fn held(&self, programme: usize) -> i64 {
        self.0.standings[programme].held
    }

    /// Offers of this week that are outstanding or were accepted.
    #[must_use]
    pub fn intake_used(&self, programme: usize) -> i64 {
        self.0.intake_used(programme)
    }

    /// Pauses announced so far, from and to.
    #[must_use]
    pub fn announced_pauses(&self, programme: usize) -> &[(i64, i64)] {
        &self.0.standings[programme].pauses
    }

    /// Asks a programme about somebody. It takes effect at once.
    ///
    /// # Errors
    ///
    /// Where the rules do not allow it.
    pub fn offer(&mut self, referral: usize, programme: usize) -> Result<(), Illegal> {
        self.0.offer(referral, programme)
    }
}
