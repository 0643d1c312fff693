//! What happens in the network, counted as it happens: from concern to lasting, how long each step takes, whom
//! nobody could take, who came back. Sums of months; nobody is found in them, and protected persons are in none.

use jiff::{Timestamp, ToSpan, civil::Date};
use luotsi_domain::{
    calendar::WorkingDays,
    handoff::Facts,
    id::NetworkId,
    referral::{
        Referral, State,
        state::Milestones,
        words::{Because, Status},
    },
};
use luotsi_routing::Decision;
use luotsi_store::{
    Tx,
    capacity::month,
    figure::{Figure, Tally},
};

use crate::{Service, boxed, error::Result, step::Step};

/// The steps of the road, in its order.
pub const FLOW: [&str; 7] = [
    "submitted",
    "offered",
    "acknowledged",
    "accepted",
    "met",
    "ended",
    "stable",
];
/// The steps whose length is told in days, and those in months.
pub const SHORT: [&str; 3] = ["acknowledged", "accepted", "met"];
/// Those told in months.
pub const LONG: [&str; 2] = ["ended", "stable"];
/// How follow-ups ended: that it lasts, that support began again, or why she came back or nobody goes on.
pub const FOLLOWED: &str = "followed";
/// Choices of a human: of the first that was proposed, and of another.
pub const CHOSE: &str = "chose";
/// Why another, in kinds.
pub const BECAUSE: &str = "chose-because";
/// How often a rule had a say in what was proposed.
pub const APPLIED: &str = "rule-applied";
/// How often it was decided against.
pub const AGAINST: &str = "rule-against";
/// By what waiting is compared: how many were reached, and how many days they had waited together.
pub const COMPARED: [(&str, &str); 4] = [
    ("reached-all", "waited-all"),
    ("reached-district", "waited-district"),
    ("reached-language", "waited-language"),
    ("reached-need", "waited-need"),
];
/// How many days, each up to and including the number in its name.
pub const DAYS: [&str; 5] = ["d0", "d2", "d5", "d10", "later"];
/// How many months.
pub const MONTHS: [&str; 5] = ["m1", "m2", "m3", "m6", "over"];
/// How many months are read back, the running one included.
const BACK: i32 = 12;
/// Counts added to the sums in one transaction.
const AT_ONCE: u32 = 500;

/// Sums over a time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures(Vec<Figure>);

impl Figures {
    #[cfg(test)]
    pub(crate) fn of_rows(rows: Vec<Figure>) -> Self {
        Self(rows)
    }

    /// How often something of a kind happened.
    #[must_use]
    pub fn times(&self, what: &str, key: &str) -> u64 {
        self.of(what)
            .find(|(known, _)| *known == key)
            .map_or(0, |(_, times)| times)
    }

    /// How often each kind of something happened.
    pub fn of<'a>(&'a self, what: &str) -> impl Iterator<Item = (&'a str, u64)> {
        let what = what.to_owned();
        self.0
            .iter()
            .filter(move |one| one.what == what)
            .map(|one| (one.key.as_str(), u64::try_from(one.times).unwrap_or(0)))
    }

    /// How often it happened at all.
    #[must_use]
    pub fn all(&self, what: &str) -> u64 {
        self.of(what).map(|(_, times)| times).sum()
    }

    /// The same, the most frequent first.
    #[must_use]
    pub fn ordered(&self, what: &str) -> Vec<(String, u64)> {
        let mut found: Vec<(String, u64)> = self
            .of(what)
            .map(|(key, times)| (key.to_owned(), times))
            .collect();
        found.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        found
    }
}

impl Service {
    /// Counts what a step has brought about. Of protected persons nothing is counted.
    pub(crate) async fn count_figures(
        tx: &mut Tx,
        step: &Step<'_>,
        before: Option<&Referral>,
        after: &Referral,
    ) -> Result<()> {
        if after.protected {
            return Ok(());
        }
        enter(
            tx,
            after,
            "",
            &tallies(&step.network.days, before, after, step.at),
        )
        .await
    }

    /// Counts whether what was proposed was chosen, and what that says of the rules.
    pub(crate) async fn count_choice(
        &self,
        tx: &mut Tx,
        step: &Step<'_>,
        after: &Referral,
        decision: &Decision,
    ) -> Result<()> {
        let here = month(step.network.days.date_of(step.at));
        let followed = decision.followed();
        let mut found = vec![tally(
            &here,
            CHOSE,
            if followed.first { "first" } else { "other" },
        )];
        found.extend(followed.applied.iter().map(|rule| tally(&here, APPLIED, rule)));
        if !followed.first {
            let because = decision.because.map_or("", Because::as_str);
            found.push(tally(&here, BECAUSE, because));
            found.extend(followed.against.iter().map(|rule| tally(&here, AGAINST, rule)));
        }
        enter(tx, after, "c", &found).await
    }

    /// The clock's part: adds what was counted to the sums, a few at a time. Returns how many there were.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn add_up(&self) -> Result<usize> {
        let mut added = 0;
        loop {
            let mut tx = self.store.write().await?;
            let some = tx.add_up(AT_ONCE).await?;
            tx.commit().await?;
            added += some;
            if some < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                return Ok(added);
            }
        }
    }
}

/// Enters counts under the step that they are of; `family` tells those of one step apart.
async fn enter(tx: &mut Tx, after: &Referral, family: &str, tallies: &[Tally]) -> Result<()> {
    for (number, tally) in tallies.iter().enumerate() {
        let id = format!("{}/{}/{family}{number}", after.id, after.version);
        tx.enter_tally(&id, &after.network, tally).await?;
    }
    Ok(())
}

/// The sums of the twelve months that end with today's, and of the month before this one.
pub(crate) async fn recent(tx: &mut Tx, network: &NetworkId, today: Date) -> Result<(Figures, Figures)> {
    let back = |months: i32| month(today.first_of_month().saturating_sub(months.months()));
    let year = tx.figures(network, &back(BACK - 1), &back(0)).await?;
    let last = tx.figures(network, &back(1), &back(1)).await?;
    Ok((Figures(year), Figures(last)))
}

/// What a step counts for. What happens to somebody for the second time is not counted again, but whom
/// nobody can take, and who comes back, is each time.
fn tallies(days: &WorkingDays, before: Option<&Referral>, after: &Referral, at: Timestamp) -> Vec<Tally> {
    let none = Milestones::default();
    let was = before.map_or(&none, |before| &before.milestones);
    let now = &after.milestones;
    let month_of = |at: Timestamp| month(days.date_of(at));
    let here = month_of(at);
    // The flow is told of those who were handed over in a month, wherever they are by now.
    let cohort = month_of(now.submitted_at.unwrap_or(at));
    let mut found = Vec::new();
    let first = |was: Option<Timestamp>, now: Option<Timestamp>| now.filter(|_| was.is_none());
    for (step, was, now) in [
        ("submitted", was.submitted_at, now.submitted_at),
        ("offered", was.offered_at, now.offered_at),
        ("acknowledged", was.acknowledged_at, now.acknowledged_at),
        ("accepted", was.accepted_at, now.accepted_at),
        ("met", was.met_at, now.met_at),
        ("ended", was.ended_at, now.ended_at),
        ("stable", was.stable_at, now.stable_at),
    ] {
        if first(was, now).is_some() {
            found.push(tally(&cohort, "flow", step));
        }
    }
    let between = |from: Option<Timestamp>, to: Timestamp| {
        from.map(|from| {
            days.date_of(from)
                .until(days.date_of(to))
                .map_or(0, |span| span.get_days())
        })
    };
    let answered = now.acknowledged_at.or(now.offered_at);
    for (what, was, to, from) in [
        (
            "took-acknowledged",
            was.acknowledged_at,
            now.acknowledged_at,
            now.offered_at,
        ),
        ("took-accepted", was.accepted_at, now.accepted_at, answered),
        ("took-met", was.met_at, now.met_at, now.accepted_at),
    ] {
        if let Some(length) = first(was, to).and_then(|to| between(from, to)) {
            found.push(tally(&here, what, in_days(length)));
        }
    }
    for (what, was, to, from) in [
        ("took-ended", was.ended_at, now.ended_at, now.met_at),
        ("took-stable", was.stable_at, now.stable_at, now.ended_at),
    ] {
        if let Some(length) = first(was, to).and_then(|to| between(from, to)) {
            found.push(tally(&here, what, in_months(length)));
        }
    }
    if let Some(reached) = first(was.first_contact_at, now.first_contact_at) {
        let days = between(now.submitted_at, reached).unwrap_or(0);
        found.extend(of_waiting(after, &here, days));
    }
    let moved = before.map(Referral::status) != Some(after.status());
    if moved {
        found.extend(of_place(before, after, &here));
    }
    found
}

/// What the first contact counts for: that she was reached, and after how many days, by district, language and
/// each need.
fn of_waiting(after: &Referral, here: &str, days: i32) -> Vec<Tally> {
    let mut found = Vec::new();
    for (group, key) in groups(&after.facts) {
        let (reached, waited) = COMPARED[group];
        found.push(tally(here, reached, &key));
        found.push(Tally {
            times: i64::from(days.max(0)),
            ..tally(here, waited, &key)
        });
    }
    found
}

/// In which groups somebody's waiting is compared with that of all: by which of [`COMPARED`], and which there.
pub(crate) fn groups(facts: &Facts) -> Vec<(usize, String)> {
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut found = vec![
        (0, String::new()),
        (1, known(&facts.district)),
        (2, known(&facts.language)),
    ];
    found.extend(facts.needs.iter().map(|need| (3, need.as_str().to_owned())));
    found
}

/// What coming to where she now stands counts for.
fn of_place(before: Option<&Referral>, after: &Referral, here: &str) -> Vec<Tally> {
    let mut found = Vec::new();
    let followed = before.is_some_and(|before| before.status() == Status::FollowUp);
    match &after.state {
        State::Waiting { waiting_for, .. } => {
            let why = if waiting_for.is_some() { "full" } else { "nobody" };
            found.push(tally(here, "unmet", why));
            let facts = &after.facts;
            found.push(tally(
                here,
                "unmet-district",
                facts.district.as_deref().unwrap_or_default(),
            ));
            found.push(tally(
                here,
                "unmet-language",
                facts.language.as_deref().unwrap_or_default(),
            ));
            let needs = facts
                .needs
                .iter()
                .map(|need| tally(here, "unmet-need", need.as_str()));
            found.extend(needs);
        }
        State::Returned { reason, .. } => {
            found.push(tally(here, "returned", reason.as_str()));
            if followed {
                found.push(tally(here, FOLLOWED, reason.as_str()));
            }
        }
        State::Closed { reason, .. } => {
            found.push(tally(here, "closed", reason.as_str()));
            if followed {
                found.push(tally(here, FOLLOWED, reason.as_str()));
            }
        }
        State::Stable { .. } => found.push(tally(here, FOLLOWED, "stable")),
        State::InSupport { .. } if followed => found.push(tally(here, FOLLOWED, "changed")),
        State::InSupport { .. }
        | State::Offered { .. }
        | State::Acknowledged { .. }
        | State::Accepted { .. }
        | State::FollowUp { .. } => {}
    }
    found
}

fn tally(month: &str, what: &'static str, key: &str) -> Tally {
    Tally {
        month: month.to_owned(),
        what,
        key: key.to_owned(),
        times: 1,
    }
}

const fn in_days(length: i32) -> &'static str {
    match length {
        ..=0 => "d0",
        1..=2 => "d2",
        3..=5 => "d5",
        6..=10 => "d10",
        11.. => "later",
    }
}

const fn in_months(length: i32) -> &'static str {
    match length {
        ..=30 => "m1",
        31..=61 => "m2",
        62..=92 => "m3",
        93..=183 => "m6",
        184.. => "over",
    }
}

#[cfg(test)]
mod tests {
    use super::{DAYS, MONTHS, in_days, in_months};

    #[test]
    fn a_length_is_told_in_one_of_five() {
        for (days, told) in [
            (-1, "d0"),
            (0, "d0"),
            (1, "d2"),
            (2, "d2"),
            (3, "d5"),
            (6, "d10"),
            (11, "later"),
        ] {
            assert_eq!(in_days(days), told, "{days}");
            assert!(DAYS.contains(&told));
        }
        for (days, told) in [
            (0, "m1"),
            (30, "m1"),
            (31, "m2"),
            (70, "m3"),
            (100, "m6"),
            (400, "over"),
        ] {
            assert_eq!(in_months(days), told, "{days}");
            assert!(MONTHS.contains(&told));
        }
    }
}
