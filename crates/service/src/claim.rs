//! What an organisation said of its places grows old: it is asked now and then, and one click says that it
//! still holds.
//!
//! The click needs no signing in: the letter's link bears a keyed mark over the programme and the instant of
//! its claim, so that it is good for that claim only, and for sixty days.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{
    access::Actor,
    id::ProgrammeId,
    network::{Programme, Words},
    notice::NoticeKind,
    referral::words::Role,
};
use luotsi_store::{Tx, capacity::Standing, hex};
use luotsi_wire::answer::ProgrammeView;

use crate::{
    Network, Service, boxed,
    capacity::view,
    error::{Error, Result},
};

/// How long a link is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(60 * 24);
/// The bytes of a link's mark: as many as nobody can guess.
const MARK: usize = 16;
const LABEL: &str = "confirm-capacity";

/// What whoever opens a link is asked about.
#[derive(Debug, Clone)]
pub struct ClaimAsked {
    /// Whose programme it is.
    pub organisation: String,
    /// The programme's name.
    pub name: Words,
    /// Places at once; none is no limit.
    pub places: Option<u32>,
    /// New ones a month; none is no limit.
    pub intake_per_month: Option<u32>,
    /// The local day of the claim.
    pub claimed_on: jiff::civil::Date,
}

/// A link's contents.
struct Link {
    programme: ProgrammeId,
    claimed_at: Timestamp,
}

impl Service {
    /// The claim still holds: nothing changes but its age.
    ///
    /// # Errors
    /// `NotFound` where the caller may not know the programme, `Forbidden` for all but its lead.
    #[boxed]
    pub async fn confirm_claim(
        &self,
        actor: &Actor,
        programme: &ProgrammeId,
        language: &str,
        now: Timestamp,
    ) -> Result<ProgrammeView> {
        let network = self.networks().of_programme(programme).ok_or(Error::NotFound)?;
        if network.definition.network != actor.network {
            return Err(Error::NotFound);
        }
        let defined = network.definition.programme(programme).ok_or(Error::NotFound)?;
        if !(actor.leads() && actor.organisation == defined.organisation) {
            return Err(Error::Forbidden);
        }
        let mut tx = self.store.write().await?;
        tx.confirm_claim(programme, None, now).await?;
        no_longer_asked(&mut tx, programme).await?;
        let standing = tx.standing(programme).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(view(&network, defined, &standing, language, now))
    }

    /// What a link asks about. Changes nothing: whoever scans mail opens links too.
    ///
    /// # Errors
    /// `NotFound` where the link is none, or no longer one.
    #[boxed]
    pub async fn claim_asked(&self, link: &str, now: Timestamp) -> Result<ClaimAsked> {
        let link = self.read_link(link, now)?;
        let mut tx = self.store.read().await?;
        let standing = tx.standing(&link.programme).await?.ok_or(Error::NotFound)?;
        if standing.claimed_at != link.claimed_at {
            return Err(Error::NotFound);
        }
        self.asked_about(&standing)
    }

    /// A click on a link: the claim still holds.
    ///
    /// # Errors
    /// `NotFound` where the link is none, or no longer one: it is good once.
    #[boxed]
    pub async fn confirm_by_link(&self, link: &str, now: Timestamp) -> Result<ClaimAsked> {
        let link = self.read_link(link, now)?;
        let mut tx = self.store.write().await?;
        if !tx
            .confirm_claim(&link.programme, Some(link.claimed_at), now)
            .await?
        {
            return Err(Error::NotFound);
        }
        no_longer_asked(&mut tx, &link.programme).await?;
        let standing = tx.standing(&link.programme).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.asked_about(&standing)
    }

    fn asked_about(&self, standing: &Standing) -> Result<ClaimAsked> {
        let network = self.network(&standing.network)?;
        let programme = network
            .definition
            .programme(&standing.programme)
            .ok_or(Error::NotFound)?;
        Ok(ClaimAsked {
            organisation: network
                .organisation_name(&programme.organisation)
                .unwrap_or_default(),
            name: programme.name.clone(),
            places: standing.places,
            intake_per_month: standing.intake_per_month,
            claimed_on: network.days.date_of(standing.claimed_at),
        })
    }

    /// The end of a link that confirms the claim of that instant, given out at another.
    #[must_use]
    pub fn claim_link(&self, programme: &ProgrammeId, claimed_at: Timestamp, at: Timestamp) -> String {
        let body = format!(
            "{programme}.{:x}.{:x}",
            claimed_at.as_millisecond(),
            at.as_millisecond()
        );
        let mark = self.mark(&body);
        format!("{body}.{mark}")
    }

    fn mark(&self, body: &str) -> String {
        hex::encode(&self.keys.blind_index(LABEL, body)[..MARK])
    }

    fn read_link(&self, link: &str, now: Timestamp) -> Result<Link> {
        let read = || {
            let (body, mark) = link.rsplit_once('.')?;
            let mut parts = body.split('.');
            let (programme, claimed, at) = (parts.next()?, parts.next()?, parts.next()?);
            let instant = |digits: &str| {
                let ms = i64::from_str_radix(digits, 16).ok()?;
                Timestamp::from_millisecond(ms).ok()
            };
            let (claimed_at, at) = (instant(claimed)?, instant(at)?);
            let good = parts.next().is_none()
                && is_same(mark, &self.mark(body))
                && now.duration_since(at) <= GOOD_FOR;
            good.then(|| Link {
                programme: ProgrammeId::new(programme),
                claimed_at,
            })
        };
        read().ok_or(Error::NotFound)
    }

    /// The next instant at which a claim is old enough to be asked about.
    pub(crate) async fn next_claim(&self, tx: &mut Tx) -> Result<Option<Timestamp>> {
        let mut next: Option<Timestamp> = None;
        for network in self.networks().iter() {
            let asks = asks(tx, network).await?;
            next = asks.into_iter().map(|(at, ..)| at).chain(next).min();
        }
        Ok(next)
    }

    /// The clock's part: asks the leads about claims that have grown old.
    pub(crate) async fn ask_claims(&self, edge: Timestamp, now: Timestamp) -> Result<u32> {
        let mut asked = 0;
        for network in self.networks().iter() {
            let mut tx = self.store.write().await?;
            let mut due = asks(&mut tx, network).await?;
            due.retain(|(at, ..)| *at <= edge);
            for (at, programme, claimed_at) in due {
                // After a sleep it is asked once, not for each time that went by.
                tx.note_claim_asked(&programme.id, at.max(now)).await?;
                let id = &network.definition.network;
                let about = programme.id.as_str();
                tx.take_back_announcement(about, NoticeKind::ConfirmCapacity.as_str())
                    .await?;
                let today = network.days.date_of(now);
                let leads = tx
                    .told_at(id, &programme.organisation, [Role::Lead, Role::Lead])
                    .await?;
                let leads = super::notify::there(&mut tx, network, leads, today).await?;
                for lead in leads {
                    let kind = NoticeKind::ConfirmCapacity;
                    let slot = network.days.digest_after(at.max(now));
                    let detail = claimed_at.as_millisecond().to_string();
                    self.announce(&mut tx, network, lead, kind, about.to_owned(), detail, slot, now)
                        .await?;
                }
                asked += 1;
            }
            tx.commit().await?;
        }
        Ok(asked)
    }
}

/// A question that has not gone out yet is answered already.
pub(crate) async fn no_longer_asked(tx: &mut Tx, programme: &ProgrammeId) -> Result<()> {
    let kind = NoticeKind::ConfirmCapacity.as_str();
    Ok(tx.take_back_announcement(programme.as_str(), kind).await?)
}

/// When it is next asked about each programme that runs then, with the instant of its claim.
async fn asks<'n>(tx: &mut Tx, network: &'n Network) -> Result<Vec<(Timestamp, &'n Programme, Timestamp)>> {
    let id = &network.definition.network;
    let asked = tx.claims_asked(id).await?;
    let days = &network.days;
    let fresh = network.definition.deadlines.claim_fresh_days;
    let mut asks = Vec::new();
    for standing in tx.standings(id).await? {
        let Some(programme) = network.definition.programme(&standing.programme) else {
            continue;
        };
        let claimed_at = standing.claimed_at;
        let before = asked.get(&standing.programme).copied();
        let since = before.map_or(claimed_at, |before| before.max(claimed_at));
        let at = days.days_after(since, fresh).max(days.on(programme.valid_from));
        if programme.is_open_on(days.date_of(at)) {
            asks.push((at, programme, claimed_at));
        }
    }
    Ok(asks)
}

/// Compares in a time that does not tell how much is right.
fn is_same(one: &str, other: &str) -> bool {
    let differs = one
        .bytes()
        .zip(other.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differs == 0
}
