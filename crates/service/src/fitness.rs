//! Whether the service could do its work: what a doctor would ask.

use jiff::{SignedDuration, Timestamp};
use luotsi_domain::{id::OrganisationId, network::OrganisationKind, referral::words::Role};

use crate::{Service, boxed, error::Result, identity};

/// Later than this, nobody steps the clock or sends letters.
const LATE: SignedDuration = SignedDuration::from_mins(10);

/// What is amiss, or what should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symptom {
    /// The key file does not open what is stored.
    Keys,
    /// No network is in force.
    NoNetwork,
    /// Nobody with an address is at an organisation in the role that its work needs.
    Nobody {
        /// The network.
        network: String,
        /// The organisation.
        organisation: OrganisationId,
        /// The role.
        role: Role,
    },
    /// Something was due this long ago and nothing stepped it: the service does not run.
    Behind(SignedDuration),
    /// A letter should have gone out this long ago.
    LettersWait(SignedDuration),
    /// Letters that were given up.
    DeadLetters(usize),
}

impl Symptom {
    /// Whether the service could not do its work; otherwise it only should be known.
    #[must_use]
    pub const fn is_grave(&self) -> bool {
        matches!(self, Self::Keys | Self::NoNetwork)
    }
}

/// What was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examined {
    /// The networks in force, with how many organisations each.
    pub networks: Vec<(String, usize)>,
    /// What was found.
    pub symptoms: Vec<Symptom>,
}

impl Service {
    /// Looks at keys, networks, people, clock and outbox. Changes nothing.
    ///
    /// # Errors
    /// Where the store fails.
    #[boxed]
    pub async fn examine(&self, now: Timestamp) -> Result<Examined> {
        let mut examined = Examined::default();
        let mut tx = self.store.read().await?;
        if let Some((client, wrapped)) = tx.newest_key().await?
            && self.keys.unwrap(&identity::key_place(client), &wrapped).is_err()
        {
            examined.symptoms.push(Symptom::Keys);
        }
        let networks = self.networks();
        for network in networks.iter() {
            let definition = &network.definition;
            examined
                .networks
                .push((definition.network.to_string(), definition.organisations.len()));
            for organisation in &definition.organisations {
                let role = match organisation.kind {
                    OrganisationKind::Desk if organisation.id == definition.home_desk => Role::Advisor,
                    OrganisationKind::Partner => Role::Lead,
                    OrganisationKind::Coordinator => Role::Coordinator,
                    // Whoever only hands over may do so by machine.
                    OrganisationKind::Desk | OrganisationKind::Referrer => continue,
                };
                let told = tx
                    .told_at(&definition.network, &organisation.id, [role, role])
                    .await?;
                if told.is_empty() {
                    examined.symptoms.push(Symptom::Nobody {
                        network: definition.network.to_string(),
                        organisation: organisation.id.clone(),
                        role,
                    });
                }
            }
            let dead = tx.dead_letters(&definition.network).await?.len();
            if dead > 0 {
                examined.symptoms.push(Symptom::DeadLetters(dead));
            }
        }
        if examined.networks.is_empty() {
            examined.symptoms.push(Symptom::NoNetwork);
        }
        let late = |due: Option<Timestamp>| due.map(|at| now.duration_since(at)).filter(|late| *late > LATE);
        examined
            .symptoms
            .extend(late(tx.next_wake().await?).map(Symptom::Behind));
        examined
            .symptoms
            .extend(late(tx.next_letter().await?).map(Symptom::LettersWait));
        Ok(examined)
    }
}
