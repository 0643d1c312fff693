//! What must hold of everybody at every moment (DOMAIN, "Invariants, always").

use std::collections::BTreeSet;

use luotsi_domain::id::ProgrammeId;
use luotsi_domain::referral::words::{CloseReason, HolderKind, Status};
use luotsi_domain::referral::{Ending, Holder, Referral, State};

use crate::world::{Fault, World};

/// Everything that holds of one referral by itself.
pub fn of_one(label: &str, referral: &Referral) -> Result<(), Fault> {
    let fault = |what: String| {
        Err(Fault {
            what: format!("{label} ({}): {what}", referral.status()),
        })
    };
    let open = referral.status().is_open();
    let holder = referral.holder().kind();
    if open != (holder != HolderKind::Nobody) {
        return fault(format!("held by {holder}"));
    }
    if open != referral.due().is_some() {
        return fault(format!("due {:?}", referral.due()));
    }
    if referral.protected && holder == HolderKind::Coordinator {
        return fault("a protected person with the coordinator".to_owned());
    }
    let mut ids = BTreeSet::new();
    for task in &referral.tasks {
        let with = task.holder.kind;
        if with == HolderKind::Nobody || (with == HolderKind::Worker && task.holder.user.is_none()) {
            return fault(format!("nobody's task {task:?}"));
        }
        if referral.protected && with == HolderKind::Coordinator {
            return fault(format!(
                "a protected person's task with the coordinator: {task:?}"
            ));
        }
        if !ids.insert(task.id) {
            return fault(format!("two tasks of one number: {task:?}"));
        }
    }
    let over = matches!(
        referral.state,
        State::Closed {
            reason: CloseReason::Died | CloseReason::Moved | CloseReason::ConsentWithdrawn,
            ..
        }
    );
    if over && !referral.tasks.is_empty() {
        return fault(format!("silent, with tasks {:?}", referral.tasks));
    }
    let places = referral.places();
    let used = places.iter().filter(|place| place.used).count();
    let expected = match referral.status() {
        Status::Offered | Status::Acknowledged => (0, 1),
        Status::Accepted | Status::InSupport => (1, 1 + usize::from(referral.transfer.is_some())),
        Status::Waiting | Status::FollowUp | Status::Returned | Status::Stable | Status::Closed => (0, 0),
    };
    if (used, places.len()) != expected {
        return fault(format!("places {places:?}"));
    }
    Ok(())
}

impl World {
    /// Reads everybody again.
    pub async fn look_at_all(&mut self) -> Result<(), Fault> {
        let ids: BTreeSet<_> = self.persons.values().copied().collect();
        let mut tx = self.store.read().await.unwrap();
        let loaded = tx.some_referrals(&ids).await.unwrap();
        drop(tx);
        for (label, id) in &self.persons {
            let one = loaded.iter().find(|one| one.referral.id == *id);
            let Some(one) = one else {
                return Err(Fault::new(format!("{label} is not there any more")));
            };
            self.known.insert(label.clone(), one.referral.clone());
        }
        Ok(())
    }

    /// Holds everybody against everything, once the clock has been there.
    pub async fn hold_all(&mut self) -> Result<(), Fault> {
        self.look_at_all().await?;
        let network = self.network();
        let today = self.today();
        let ended: BTreeSet<&ProgrammeId> = network
            .definition
            .programmes
            .iter()
            .filter(|programme| {
                Ending::of(programme, &network.days).is_some_and(|ending| ending.at <= self.now)
            })
            .map(|programme| &programme.id)
            .collect();
        let absences = self
            .texts("SELECT from_on || ' ' || until_on || ' ' || user_id AS absence FROM absences")
            .await;
        let today_is = today.to_string();
        let away: Vec<String> = absences
            .iter()
            .filter_map(|absence| {
                let (from, rest) = absence.split_once(' ')?;
                let (until, user) = rest.split_once(' ')?;
                (from <= today_is.as_str() && until >= today_is.as_str()).then(|| user.to_owned())
            })
            .collect();
        for (label, referral) in &self.known {
            of_one(label, referral)?;
            if !referral.status().is_open() {
                continue;
            }
            let fault = |what: String| {
                Err(Fault {
                    what: format!("{label} ({}): {what}", referral.status()),
                })
            };
            let here = referral.programme().map(|(programme, _)| programme);
            let asked = referral.transfer.as_ref().map(|asked| &asked.offer.programme);
            let mut named = here.into_iter().chain(asked).chain(&referral.then);
            if let Some(programme) = named.find(|programme| ended.contains(programme)) {
                return fault(format!("{programme} has ended and is still named"));
            }
            if let Holder::Worker(user, _) = referral.holder()
                && away.contains(&user.to_string())
                && referral.cover.is_none()
            {
                return fault(format!("{user} is away, and nobody stands in"));
            }
        }
        self.count_places().await
    }

    /// The programmes' counters are what the referrals hold, and never more than was claimed but by a word.
    async fn count_places(&self) -> Result<(), Fault> {
        let mut tx = self.store.read().await.unwrap();
        let standings = tx.standings(&self.network().definition.network).await.unwrap();
        for standing in standings {
            let held: Vec<_> = self
                .known
                .values()
                .flat_map(Referral::places)
                .filter(|place| place.programme == standing.programme)
                .collect();
            let used = held.iter().filter(|place| place.used).count();
            let told = (standing.used as usize, standing.reserved as usize);
            if told != (used, held.len() - used) {
                return Err(Fault::new(format!(
                    "{} counts {told:?} for {held:?}",
                    standing.programme
                )));
            }
            let within = held.iter().filter(|place| !place.beyond).count();
            let most = standing.places.map_or(usize::MAX, |places| places as usize);
            if within > most && !standing.lowered {
                return Err(Fault::new(format!(
                    "{} has {most} and gave {within}",
                    standing.programme
                )));
            }
        }
        Ok(())
    }

    /// What the rows and `verify` say when a world has come to its end.
    pub async fn hold_the_end(&mut self) -> Result<u64, Fault> {
        self.hold_all().await?;
        let none: [(&str, &str); 5] = [
            (
                "open without holder or due",
                "SELECT reference FROM referrals WHERE status NOT IN ('stable', 'closed')
                 AND (holder_kind = 'nobody' OR due_what IS NULL OR due_at IS NULL)",
            ),
            (
                "over, and something is due or somebody holds it",
                "SELECT reference FROM referrals WHERE status IN ('stable', 'closed')
                 AND (holder_kind <> 'nobody' OR due_at IS NOT NULL)",
            ),
            (
                "a draft without holder or due",
                "SELECT reference FROM drafts WHERE holder = '' OR holder_kind = 'nobody' OR due_at <= 0",
            ),
            (
                "who died or moved is still written about",
                "SELECT notices.kind FROM notices JOIN letters ON letters.id = notices.letter_id
                 JOIN events ON events.referral_id = notices.referral_id AND events.name = 'closed'
                 WHERE letters.sent_at IS NULL AND letters.dead_at IS NULL
                 AND notices.kind NOT IN ('closed_quiet', 'offer_withdrawn')
                 AND (events.content LIKE '%\"died\"%' OR events.content LIKE '%\"moved\"%')",
            ),
            (
                "on a watch that nobody needs",
                "SELECT watched.referral_id FROM watched JOIN referrals ON referrals.id = watched.referral_id
                 WHERE referrals.status IN ('stable', 'closed')",
            ),
        ];
        for (what, sql) in none {
            let found = self.texts(sql).await;
            if !found.is_empty() {
                return Err(Fault::new(format!("{what}: {found:?}")));
            }
        }
        let wakes = self
            .texts("SELECT id FROM referrals WHERE status = 'closed' AND wake_at IS NOT NULL")
            .await;
        for (label, referral) in &self.known {
            let id = referral.id.to_string();
            if wakes.contains(&id) && referral.erase_at.is_none() {
                return Err(Fault {
                    what: format!("{label} is closed, and the clock still looks at it"),
                });
            }
        }
        let verified = self
            .service
            .verify()
            .await
            .map_err(|error| Fault::new(format!("verify: {error:?}")))?;
        if let Some(finding) = verified.findings.first() {
            return Err(Fault::new(format!(
                "{} findings, first: {finding}",
                verified.findings.len()
            )));
        }
        if verified.referrals != self.persons.len() as u64 {
            return Err(Fault::new(format!(
                "{} referrals, {} known",
                verified.referrals,
                self.persons.len()
            )));
        }
        Ok(verified.events)
    }
}
