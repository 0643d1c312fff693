//! The columns beside a referral's state, by which lists and the clock find it. All of them follow from it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use luotsi_domain::{
    access::{Actor, relation},
    id::{OrganisationId, UserId},
    network::OrganisationKind,
    referral::{Holder, Referral, words::Role},
};

/// The key of what is never due: after everything that is.
pub(crate) const NEVER: i64 = 9_000_000_000_000_000;

row! {
    /// The columns beside the state, as they stand in the table.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[allow(missing_docs, reason = "named after the columns, which the migration explains")]
    pub struct Columns {
        pub id: String,
        pub network: String,
        pub reference: String,
        pub version: i64,
        pub head: String,
        pub status: String,
        pub holder_kind: String,
        pub holder: Option<String>,
        pub due_what: Option<String>,
        pub due_at: Option<i64>,
        pub due_key: i64,
        pub wake_at: Option<i64>,
        pub desk_task_at: Option<i64>,
        pub desk: String,
        pub submitter: String,
        pub organisation: Option<String>,
        pub transfer_to: Option<String>,
        pub programme: Option<String>,
        pub worker: Option<String>,
        pub deputy: Option<String>,
        pub protected: bool,
        pub district: Option<String>,
        pub submitted_at: i64,
        pub changed_at: i64,
        pub transfer_worker: Option<String>,
        pub transfer_deputy: Option<String>,
        pub asked: String,
        pub advisor: Option<String>,
    }
}

impl Columns {
    /// The columns that a state, its chain's head and its next waking lead to.
    #[must_use]
    pub fn of(referral: &Referral, head: &str, wake: Option<Timestamp>) -> Self {
        let holder = match referral.holder() {
            Holder::Desk(organisation) | Holder::Organisation(organisation) => Some(organisation.to_string()),
            Holder::Worker(user, _) => Some(user.to_string()),
            Holder::Coordinator | Holder::Nobody => None,
        };
        let (worker, deputy) = match (referral.offer(), referral.carrier()) {
            (Some(offer), _) => (offer.agreed_with, offer.deputy),
            (None, Some(carrier)) => (Some(carrier.worker), carrier.deputy),
            (None, None) => (None, None),
        };
        let transfer = referral.transfer.as_ref().map(|transfer| &transfer.offer);
        let due_at = referral.due().map(|due| due.at.as_millisecond());
        Self {
            id: referral.id.to_string(),
            network: referral.network.to_string(),
            reference: referral.reference.clone(),
            version: i64::try_from(referral.version).unwrap_or(i64::MAX),
            head: head.to_owned(),
            status: referral.status().to_string(),
            holder_kind: referral.holder().kind().to_string(),
            holder,
            due_what: referral.due().map(|due| due.what.to_string()),
            due_at,
            due_key: due_at.unwrap_or(NEVER),
            wake_at: wake.map(Timestamp::as_millisecond),
            desk_task_at: desk_task_at(referral).map(Timestamp::as_millisecond),
            desk: referral.desk.to_string(),
            submitter: referral.submitter.to_string(),
            organisation: known_to(referral).map(ToString::to_string),
            transfer_to: transfer.map(|offer| offer.organisation.to_string()),
            programme: referral.programme().map(|(programme, _)| programme.to_string()),
            worker: worker.map(text),
            deputy: deputy.map(text),
            protected: referral.protected,
            district: referral.facts.district.clone(),
            submitted_at: referral
                .milestones
                .submitted_at
                .unwrap_or(referral.changed_at)
                .as_millisecond(),
            changed_at: referral.changed_at.as_millisecond(),
            transfer_worker: transfer.and_then(|offer| offer.agreed_with).map(text),
            transfer_deputy: transfer.and_then(|offer| offer.deputy).map(text),
            asked: asked(referral),
            advisor: referral.advisor.map(text),
        }
    }
}

/// The partner that may know the referral, transfers aside. It is [`relation`] that says so, so that lists
/// and single views agree. Of a protected person it is asked for the submitter, who is one of those named.
fn known_to(referral: &Referral) -> Option<&OrganisationId> {
    let (_, organisation) = referral.programme()?;
    let machine = Actor {
        user: referral.submitter,
        network: referral.network.clone(),
        organisation: organisation.clone(),
        kind: OrganisationKind::Partner,
        role: Role::Machine,
    };
    relation(&machine, referral).map(|_| organisation)
}

/// When the first of the desk's own tasks is due, while the road is open: by it the desk finds them however far
/// off the referral's own due is.
fn desk_task_at(referral: &Referral) -> Option<Timestamp> {
    let tasks = referral.tasks.iter().filter(|_| referral.status().is_open());
    tasks
        .filter(|task| task.holder.organisation == referral.desk)
        .map(|task| task.due)
        .min()
}

/// Every organisation that was ever asked, each between bars: whoever met somebody first and brought her
/// in knows her like the desk until her own organisation is one of these.
fn asked(referral: &Referral) -> String {
    let organisations: BTreeSet<&str> = referral
        .offers
        .iter()
        .map(|offer| offer.organisation.as_str())
        .collect();
    let mut asked = String::new();
    for organisation in organisations {
        asked.push('|');
        asked.push_str(organisation);
    }
    if !asked.is_empty() {
        asked.push('|');
    }
    asked
}

fn text(user: UserId) -> String {
    user.to_string()
}
