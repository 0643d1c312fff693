//! What if a programme paused: where would its people go? Nothing is kept and nothing is sent.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use luotsi_domain::{
    access::Actor,
    id::{NetworkId, ProgrammeId, ReferralId},
    referral::{Referral, words::Status},
};
use luotsi_routing::{Destination, Situation, Somebody, Supposition, suppose};
use luotsi_wire::validation::Code;

use crate::{
    Service, boxed,
    error::{Error, Result},
    place::{Asked, somebody},
};

/// The most people of one programme that are looked at.
const MOST: usize = 600;
/// How many are read at once.
const PAGE: u32 = 200;

/// What would become of the people of a programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supposed {
    /// How many were looked at: those asked about and those in support.
    pub people: usize,
    /// How many of each programme that would be asked, the most first.
    pub to: Vec<(ProgrammeId, usize)>,
    /// How many fit somewhere, but with no place left there.
    pub full: usize,
    /// How many fit nowhere else.
    pub nowhere: usize,
    /// How many are only followed up: their checks go on.
    pub followed: usize,
    /// Whether there were more than are looked at.
    pub cut: bool,
}

impl Service {
    /// Where the people of a programme would go if it took nobody from that day on. Protected persons are
    /// in no figure.
    ///
    /// # Errors
    /// `NotFound` where the network or the programme is not the caller's, `Forbidden` for anybody but the
    /// coordinator, `InvalidRequest` for a day that has passed.
    #[boxed]
    pub async fn what_if(
        &self,
        actor: &Actor,
        network: &NetworkId,
        programme: &ProgrammeId,
        from: Date,
        now: Timestamp,
    ) -> Result<Supposed> {
        let network = self.coordinated(actor, network)?;
        let definition = &network.definition;
        if definition.programme(programme).is_none() {
            return Err(Error::invalid("/programme", Code::NotInList));
        }
        let today = network.days.date_of(now);
        if from < today {
            return Err(Error::invalid("/from", Code::Invalid));
        }
        let mut tx = self.store.read().await?;
        let mut supposed = Supposed::default();
        let mut people: Vec<Referral> = Vec::new();
        let mut after: Option<ReferralId> = None;
        loop {
            let page = tx
                .open_in_programme(&definition.network, programme, after, PAGE)
                .await?;
            after = page.last().map(|last| last.referral.id);
            let whole = page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            for loaded in page {
                let referral = loaded.referral;
                if referral.protected {
                    continue;
                }
                if referral.status() == Status::FollowUp {
                    supposed.followed += 1;
                } else {
                    people.push(referral);
                }
            }
            if whole {
                break;
            }
            if people.len() + supposed.followed >= MOST {
                supposed.cut = true;
                break;
            }
        }
        // Who has been here longest is placed first.
        people.sort_by_key(|referral| (referral.milestones.submitted_at, referral.id));
        let mut capacity = Asked::capacity(&mut tx, &network, now).await?;
        if (from.year(), from.month()) != (today.year(), today.month()) {
            for one in capacity.values_mut() {
                one.taken_this_month = 0;
            }
        }
        let displaced: Vec<Somebody> = people
            .iter()
            .map(|referral| somebody(&network, referral))
            .collect();
        let foreseen = network.foreseen(&mut tx, now).await?;
        let supposition = Supposition {
            situation: Situation {
                definition,
                capacity: &capacity,
                foreseen: &foreseen,
                today: from,
                now,
            },
            without: programme,
        };
        let mut to: BTreeMap<ProgrammeId, usize> = BTreeMap::new();
        for destination in suppose(&supposition, &displaced) {
            match destination {
                Destination::To(programme) => *to.entry(programme).or_default() += 1,
                Destination::Full => supposed.full += 1,
                Destination::Nowhere => supposed.nowhere += 1,
            }
        }
        supposed.people = displaced.len();
        supposed.to = to.into_iter().collect();
        supposed.to.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(supposed)
    }
}
