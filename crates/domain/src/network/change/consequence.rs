//! What a new version does to people who are on the road, and what it must not do.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;

use super::{
    super::{Definition, OrganisationKind, PlacementMode},
    Change, Entry, ProgrammeChange, changes,
};
use crate::id::{NetworkId, OrganisationId, ProgrammeId};

/// Why a new version may not replace the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is another network.
    Network(NetworkId, NetworkId),
    /// A programme is gone while so many open referrals name it.
    ProgrammeNamed(ProgrammeId, u32),
    /// A programme is another organisation's while so many open referrals name it: its people would be
    /// seen by an organisation that never had their permission.
    ProgrammeMoved(ProgrammeId, OrganisationId, u32),
    /// An organisation is gone while its programmes have so many open referrals.
    OrganisationNamed(OrganisationId, u32),
    /// A programme ended before yesterday while so many open referrals name it: their dues would lie in the
    /// past before anybody was told.
    EndedAlready(ProgrammeId, Date, u32),
    /// A desk is gone, or none any more, while so many protected people are known only to one person there.
    ProtectedThere(OrganisationId, u32),
    /// The network's part of the handoff is another under the same version.
    HandoffVersionKept(u32),
    /// The handoff's version goes back.
    HandoffVersionLowered(u32, u32),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(from, to) => write!(
                f,
                "this is the network {to}, not {from}: a network keeps its slug; import it as a network of its own"
            ),
            Self::ProgrammeNamed(id, open) => write!(
                f,
                "programme {id} is removed, but {} it: keep it and end it by date with valid_to",
                those(*open, "name")
            ),
            Self::ProgrammeMoved(id, to, open) => write!(
                f,
                "programme {id} goes to {to}, but {} it: end it by date with valid_to and give {to} a programme of its own",
                those(*open, "name")
            ),
            Self::OrganisationNamed(id, open) => write!(
                f,
                "organisation {id} is removed, but {} its programmes: keep it and end them by date with valid_to",
                those(*open, "name")
            ),
            Self::EndedAlready(id, on, open) => write!(
                f,
                "programme {id} ended on {on}, but {} it: set valid_to to yesterday or later, and they go to the desk at once or on that day",
                those(*open, "name")
            ),
            Self::ProtectedThere(id, known) => write!(
                f,
                "organisation {id} leaves or is something else now, but {} to somebody there alone: she hands over, closes or discards what she has of them first",
                match known {
                    1 => "1 protected person is known".to_owned(),
                    more => format!("{more} protected people are known"),
                }
            ),
            Self::HandoffVersionKept(version) => write!(
                f,
                "the network's part of the handoff has changed, but its version is still {version}: set handoff.version to {}",
                version.saturating_add(1)
            ),
            Self::HandoffVersionLowered(from, to) => write!(
                f,
                "handoff.version goes back from {from} to {to}: handoffs of version {from} are stored; keep {from} or raise it"
            ),
        }
    }
}

/// What a new version does, beside the difference itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A programme has a last day that it did not have: on the day after it nobody there is a holder.
    Ends {
        /// The programme.
        programme: ProgrammeId,
        /// Its last day.
        on: Date,
        /// Open referrals there.
        open: u32,
        /// Who gets what is left.
        home_desk: OrganisationId,
    },
    /// A programme takes other people than before; those it has stay.
    TakesOthers(ProgrammeId, u32),
    /// Another number of places stands in the file; claims stand.
    ClaimStands(ProgrammeId),
    /// Other checks; a check that is due stays due.
    Checks(ProgrammeId, u32),
    /// Clocks or working days are others; so many open referrals keep their due times.
    DueTimesStay(u32),
    /// Stored handoffs keep their version.
    HandoffsKeepVersion(u32, u32),
    /// A partner joined: permissions given for the network do not reach it.
    NotYetPermitted(OrganisationId),
    /// What nobody else holds ends up elsewhere.
    HomeDesk(OrganisationId),
    /// Somebody else watches.
    Coordinator(OrganisationId),
    /// Offers go out without a human's click.
    OffersByThemselves,
    /// The coordinator may open identities.
    BreakGlass,
    /// An organisation is only called otherwise: nothing is asked anew, nothing begins anew.
    OnlyRenamed(OrganisationId, u32),
    /// A wording is another under its key.
    WordingReplaced(String),
    /// A desk or referrer left: what would come back to it goes to the home desk.
    QueueMoves(OrganisationId, OrganisationId),
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends {
                programme,
                on,
                open,
                home_desk,
            } => write!(
                f,
                "programme {programme} now ends on {on}: {} there until then; what is left goes to {home_desk}",
                those(*open, "run")
            ),
            Self::TakesOthers(programme, open) => write!(
                f,
                "programme {programme} takes others than before: {} there; the new rule counts for new placements",
                those(*open, "stay")
            ),
            Self::ClaimStands(programme) => write!(
                f,
                "programme {programme}: its capacity stays what people have claimed; the file's counts only where nobody has"
            ),
            Self::Checks(programme, open) => write!(
                f,
                "programme {programme}: {} the check that is due; those after it follow the new days",
                those(*open, "keep")
            ),
            Self::DueTimesStay(open) => write!(
                f,
                "{} the running due times; the new lengths and days off count from the next step",
                those(*open, "keep")
            ),
            Self::HandoffsKeepVersion(from, to) => write!(
                f,
                "stored handoffs keep version {from}; new ones are checked against version {to}"
            ),
            Self::NotYetPermitted(id) => write!(
                f,
                "{id} joined: permissions given for the network until now do not reach it; ask those people again"
            ),
            Self::HomeDesk(to) => write!(f, "what nobody else holds ends up at {to} from now on"),
            Self::Coordinator(to) => write!(f, "{to} watches from now on"),
            Self::OffersByThemselves => {
                f.write_str("offers go out from now on without anybody's confirmation")
            }
            Self::BreakGlass => {
                f.write_str("the coordinator may open identities from now on; the desk is told each time")
            }
            Self::OnlyRenamed(id, open) => write!(
                f,
                "{id} has another name: {}, permissions hold, nothing begins anew",
                those(*open, "stay")
            ),
            Self::WordingReplaced(key) => write!(
                f,
                "those who gave permission by the wording {key} heard the earlier one; better give the new one a key of its own"
            ),
            Self::QueueMoves(from, to) => {
                write!(f, "what would come back to {from} comes back to {to} from now on")
            }
        }
    }
}

/// What speaks against replacing `old` by `new`, with so many open referrals by programme.
#[must_use]
pub fn refusals(old: &Definition, new: &Definition, open: &BTreeMap<ProgrammeId, u32>) -> Vec<Refusal> {
    let mut list = Vec::new();
    if old.network != new.network {
        list.push(Refusal::Network(old.network.clone(), new.network.clone()));
    }
    for organisation in old
        .organisations
        .iter()
        .filter(|before| new.organisation(&before.id).is_none())
    {
        let named: u32 = old
            .programmes
            .iter()
            .filter(|programme| programme.organisation == organisation.id)
            .map(|programme| count(open, &programme.id))
            .sum();
        if named > 0 {
            list.push(Refusal::OrganisationNamed(organisation.id.clone(), named));
        }
    }
    // A programme that the old version no longer has may still be named, so `open` counts, not `old`.
    for (id, named) in open.iter().filter(|(_, named)| **named > 0) {
        match (old.programme(id), new.programme(id)) {
            (_, None) => list.push(Refusal::ProgrammeNamed(id.clone(), *named)),
            (Some(before), Some(after)) if before.organisation != after.organisation => {
                list.push(Refusal::ProgrammeMoved(
                    id.clone(),
                    after.organisation.clone(),
                    *named,
                ));
            }
            (_, Some(_)) => {}
        }
    }
    let (before, after) = (&old.handoff, &new.handoff);
    if after.version < before.version {
        list.push(Refusal::HandoffVersionLowered(before.version, after.version));
    } else if after.version == before.version && after.network != before.network {
        list.push(Refusal::HandoffVersionKept(before.version));
    }
    list
}

/// What speaks against an organisation that goes, or is something else now, with so many open protected people
/// by the organisation in which somebody alone knows of each: its queue becomes the home desk's, and nobody
/// there may see them.
#[must_use]
pub fn protected_there(
    old: &Definition,
    new: &Definition,
    known: &BTreeMap<OrganisationId, u32>,
) -> Vec<Refusal> {
    let kind = |definition: &Definition, id| definition.organisation(id).map(|one| one.kind);
    known
        .iter()
        .filter(|(id, known)| **known > 0 && kind(old, id) != kind(new, id))
        .map(|(id, known)| Refusal::ProtectedThere(id.clone(), *known))
        .collect()
}

/// What speaks against an end that lies too far back, with so many open referrals by programme.
#[must_use]
pub fn ended_already(new: &Definition, open: &BTreeMap<ProgrammeId, u32>, yesterday: Date) -> Vec<Refusal> {
    let named = new
        .programmes
        .iter()
        .map(|programme| (programme, count(open, &programme.id)));
    named
        .filter(|(_, open)| *open > 0)
        .filter_map(|(programme, open)| {
            let on = programme.valid_to.filter(|on| *on < yesterday)?;
            Some(Refusal::EndedAlready(programme.id.clone(), on, open))
        })
        .collect()
}

/// What `new` does to people on the road, with so many open referrals by programme.
#[must_use]
pub fn effects(old: &Definition, new: &Definition, open: &BTreeMap<ProgrammeId, u32>) -> Vec<Effect> {
    let mut list: Vec<Effect> = Vec::new();
    for effect in changes(old, new)
        .iter()
        .filter_map(|change| effect(change, old, new, open))
    {
        if !list.contains(&effect) {
            list.push(effect);
        }
    }
    list
}

fn effect(
    change: &Change,
    old: &Definition,
    new: &Definition,
    open: &BTreeMap<ProgrammeId, u32>,
) -> Option<Effect> {
    match change {
        Change::Programme(id, change) => of_programme(id, change, new, count(open, id)),
        Change::TimeZone(..)
        | Change::DayEnds(..)
        | Change::Weekend(_)
        | Change::HolidayAdded(_)
        | Change::HolidayRemoved(_)
        | Change::HolidayChanged(_)
        | Change::Deadline(..) => Some(Effect::DueTimesStay(open.values().sum())),
        Change::HomeDesk(_, to) => Some(Effect::HomeDesk(to.clone())),
        Change::Coordinator(_, to) => Some(Effect::Coordinator(to.clone())),
        Change::Placement(_, PlacementMode::Automatic) => Some(Effect::OffersByThemselves),
        Change::BreakGlass(true) => Some(Effect::BreakGlass),
        Change::OrganisationAdded(id, OrganisationKind::Partner)
        | Change::OrganisationKind(id, _, OrganisationKind::Partner) => {
            Some(Effect::NotYetPermitted(id.clone()))
        }
        Change::OrganisationRemoved(id) => old
            .organisation(id)
            .filter(|organisation| submits(organisation.kind))
            .map(|_| Effect::QueueMoves(id.clone(), new.home_desk.clone())),
        Change::OrganisationRenamed(id, ..) => {
            let own = new
                .programmes
                .iter()
                .filter(|programme| programme.organisation == *id);
            let open = own.map(|programme| count(open, &programme.id)).sum();
            Some(Effect::OnlyRenamed(id.clone(), open))
        }
        Change::HandoffVersion(from, to) => Some(Effect::HandoffsKeepVersion(*from, *to)),
        Change::EntryChanged(Entry::Wording, key) => Some(Effect::WordingReplaced(key.clone())),
        Change::Network(..)
        | Change::Name
        | Change::ReferencePrefix(..)
        | Change::Languages(_)
        | Change::Municipalities(_)
        | Change::Telephone
        | Change::Placement(_, PlacementMode::Confirm)
        | Change::BreakGlass(false)
        | Change::DigestAt(..)
        | Change::OrganisationAdded(..)
        | Change::OrganisationKind(..)
        | Change::OrganisationMerged(..)
        | Change::ProgrammeAdded(..)
        | Change::ProgrammeRemoved(_)
        | Change::Needs(_)
        | Change::DistrictAdded(_)
        | Change::DistrictRemoved(_)
        | Change::District(..)
        | Change::HandoffSchema
        | Change::Weights
        | Change::Cautions
        | Change::ConsentScope(..)
        | Change::EntryAdded(..)
        | Change::EntryRemoved(..)
        | Change::EntryChanged(..) => None,
    }
}

fn of_programme(id: &ProgrammeId, change: &ProgrammeChange, new: &Definition, open: u32) -> Option<Effect> {
    use ProgrammeChange as P;
    match change {
        P::Ends(_, Some(on)) => Some(Effect::Ends {
            programme: id.clone(),
            on: *on,
            open,
            home_desk: new.home_desk.clone(),
        }),
        P::Ages(..)
        | P::Forms(_)
        | P::Needs(_)
        | P::NeedsAlso(_)
        | P::Languages(_)
        | P::LanguagesAsk(_)
        | P::Area(..)
        | P::Begins(..) => Some(Effect::TakesOthers(id.clone(), open)),
        P::Capacity(..) => Some(Effect::ClaimStands(id.clone())),
        P::FollowUp(..) => Some(Effect::Checks(id.clone(), open)),
        P::Organisation(..) | P::Name | P::Ends(_, None) | P::SucceededBy(_) | P::Demo => None,
    }
}

/// Whether an organisation of that kind has a queue of its own.
const fn submits(kind: OrganisationKind) -> bool {
    matches!(kind, OrganisationKind::Desk | OrganisationKind::Referrer)
}

fn count(open: &BTreeMap<ProgrammeId, u32>, id: &ProgrammeId) -> u32 {
    open.get(id).copied().unwrap_or(0)
}

/// `no open referral`, `1 open referral`, `3 open referrals`.
fn referrals(open: u32) -> String {
    match open {
        0 => "no open referral".to_owned(),
        1 => "1 open referral".to_owned(),
        more => format!("{more} open referrals"),
    }
}

/// `no open referral stays`, `1 open referral stays`, `3 open referrals stay`.
fn those(open: u32, verb: &str) -> String {
    format!("{} {verb}{}", referrals(open), if open > 1 { "" } else { "s" })
}
