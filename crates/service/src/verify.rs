//! Folds all histories again and holds the present against them: exactly what is off, and where.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use luotsi_domain::{
    id::{ProgrammeId, ReferralId},
    referral::{Holder, Referral, event::Recorded, evolve},
};
use luotsi_store::{
    Tx, chain, hex,
    record::{Loaded, StoredEvent, start},
};

use crate::{Service, boxed, error::Result, identity};

mod beside;
mod columns;
pub(crate) mod history;

use columns::{Setting, compare_columns, settings};

/// Something that is off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where: a referral's reference or id, or a programme.
    pub place: String,
    /// What.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Referrals looked at.
    pub referrals: u64,
    /// Events looked at.
    pub events: u64,
    /// Checkpoints looked at.
    pub checkpoints: u64,
    /// Everything that is off.
    pub findings: Vec<Finding>,
}

/// Referrals looked at in one transaction.
const PAGE: u32 = 200;

/// Places counted from referrals: reserved, used, beyond.
type Held = BTreeMap<ProgrammeId, (u32, u32, u32)>;

impl Service {
    /// Verifies everything: chains, folds, columns, sealed persons, counters, invariants.
    ///
    /// # Errors
    /// Where the store cannot be read at all.
    #[boxed]
    pub async fn verify(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        let mut held = Held::new();
        // One snapshot for all: a service that goes on working must not look like one that miscounts.
        let mut tx = self.store.read().await?;
        let settings = settings(&mut tx).await?;
        let mut after: Option<ReferralId> = None;
        loop {
            let ids = tx.referral_ids_after(after, PAGE).await?;
            let Some(last) = ids.last().copied() else { break };
            for id in ids {
                self.verify_referral(&mut tx, id, &settings, &mut held, &mut verified)
                    .await?;
            }
            after = Some(last);
        }
        self.verify_counters(&mut tx, &held, &mut verified).await?;
        self.verify_history(&mut tx, &mut verified).await?;
        self.verify_drafts(&mut tx, &mut verified).await?;
        verified.findings.sort();
        Ok(verified)
    }

    async fn verify_referral(
        &self,
        tx: &mut Tx,
        id: ReferralId,
        settings: &[Setting],
        held: &mut Held,
        verified: &mut Verified,
    ) -> Result<()> {
        verified.referrals += 1;
        let columns = tx.columns(id).await?;
        let place = columns
            .as_ref()
            .map_or_else(|| id.to_string(), |columns| columns.reference.clone());
        let stored = tx.history(id).await?;
        verified.events += u64::try_from(stored.len()).unwrap_or_default();
        let mut off = Vec::new();
        let (folded, texts) = refold(id, &stored, &mut off);
        match tx.referral(id).await {
            Ok(Some(loaded)) => {
                if stored.last().map(|event| event.link.as_str()) != Some(loaded.head()) {
                    off.push(
                        "its last event is not the one it was saved with: events are missing or were added at the end"
                            .to_owned(),
                    );
                }
                count(held, &loaded.referral);
                compare(&folded, &loaded.referral, &mut off);
                if let Some(columns) = &columns {
                    compare_columns(columns, &loaded, settings, &mut off);
                }
                off.extend(invariants(&loaded.referral));
                off.extend(beside::watch(tx, &loaded.referral).await?);
                off.extend(beside::links(tx, &loaded.referral).await?);
                if !loaded.referral.erased {
                    match identity::open(tx, &self.keys, loaded.client).await {
                        Ok(Some(_)) => {}
                        Ok(None) => off
                            .push("the person's key or handoff is gone though nobody erased her".to_owned()),
                        Err(_) => off.push("the person's handoff cannot be opened with her key".to_owned()),
                    }
                    self.verify_texts(tx, &loaded, &texts, &mut off).await?;
                    self.verify_decisions(tx, &loaded, settings, &mut off).await;
                }
                for seq in tx.placeless(&loaded.referral.network, id).await? {
                    off.push(format!(
                        "event {seq} never came to the feed: it was added by hand"
                    ));
                }
            }
            Ok(None) => {}
            Err(error) => off.push(format!("its present state cannot be read: {error}")),
        }
        verified.findings.extend(off.into_iter().map(|what| Finding {
            place: place.clone(),
            what,
        }));
        Ok(())
    }

    /// Whether the free texts that events speak of are there, and are those that were sealed.
    async fn verify_texts(
        &self,
        tx: &mut Tx,
        loaded: &Loaded,
        told: &[(u64, String)],
        off: &mut Vec<String>,
    ) -> Result<()> {
        let id = loaded.referral.id;
        let sealed = tx.sealed_texts(id).await?;
        for (seq, field) in told {
            if !sealed.iter().any(|text| text.seq == *seq && text.field == *field) {
                off.push(format!(
                    "event {seq}: the text that came with it ({field}) is gone"
                ));
            }
        }
        // Without a key the person herself has been told of.
        if sealed.is_empty() {
            return Ok(());
        }
        let Ok(Some(key)) = identity::open_key(tx, &self.keys, loaded.client).await else {
            return Ok(());
        };
        for text in sealed {
            let place = identity::text_place(id, text.seq, &text.field);
            if key.open(&place, &text.sealed).is_err() {
                off.push(format!(
                    "event {}: the text that came with it ({}) cannot be opened",
                    text.seq, text.field
                ));
            }
        }
        Ok(())
    }

    /// Whether each offer is decided again as it was.
    async fn verify_decisions(
        &self,
        tx: &mut Tx,
        loaded: &Loaded,
        settings: &[Setting],
        off: &mut Vec<String>,
    ) {
        let Ok(decisions) = self.decisions(tx, loaded.client, loaded.referral.id).await else {
            off.push("what an offer was decided by cannot be opened".to_owned());
            return;
        };
        for (seq, decision) in decisions {
            let of_then = settings.iter().find(|one| {
                one.version == decision.definition && one.definition.network == loaded.referral.network
            });
            let Some(of_then) = of_then else {
                off.push(format!(
                    "event {seq}: the definition by which its offer was decided is gone"
                ));
                continue;
            };
            if !decision.holds(&of_then.definition) {
                off.push(format!(
                    "event {seq}: its offer is decided otherwise when it is decided again"
                ));
            }
        }
    }

    async fn verify_counters(&self, tx: &mut Tx, held: &Held, verified: &mut Verified) -> Result<()> {
        for network in self.networks().iter() {
            for standing in tx.standings(&network.definition.network).await? {
                let (reserved, used, beyond) = held.get(&standing.programme).copied().unwrap_or_default();
                let place = standing.programme.to_string();
                if (reserved, used) != (standing.reserved, standing.used) {
                    verified.findings.push(Finding {
                        place: place.clone(),
                        what: format!(
                            "counts {} reserved and {} used, but referrals hold {reserved} and {used}",
                            standing.reserved, standing.used
                        ),
                    });
                }
                if let Some(places) = standing.places
                    && !standing.lowered
                    && reserved + used > places + beyond
                {
                    verified.findings.push(Finding {
                        place,
                        what: format!(
                            "holds {} places of {places} with {beyond} overrides",
                            reserved + used
                        ),
                    });
                }
            }
        }
        Ok(())
    }
}

/// What the events fold to.
pub(crate) enum Folded {
    To(Box<Referral>),
    Nothing,
    /// Something in them is off, and said so.
    Not,
}

/// Folds a history again, and says where it is off. Beside what it folds to, the texts that came with it.
pub(crate) fn refold(
    id: ReferralId,
    stored: &[StoredEvent],
    off: &mut Vec<String>,
) -> (Folded, Vec<(u64, String)>) {
    let mut link = chain::START;
    let mut state: Option<Referral> = None;
    let mut expected = 1;
    let mut folds = true;
    let mut texts = Vec::new();
    for event in stored {
        if event.seq != expected {
            off.push(format!(
                "event {expected} is missing: event {} follows",
                event.seq
            ));
        }
        expected = event.seq + 1;
        link = chain::link(&link, event.content.as_bytes());
        if hex::encode(&link) != event.link {
            off.push(format!(
                "event {} ({}): its link does not fit its content and the event before",
                event.seq, event.name
            ));
            // From here on every link would be off; going on from what is stored shows each place once.
            link = start(&event.link).unwrap_or(link);
        }
        let Ok(recorded) = event.recorded(id) else {
            off.push(format!("event {}: its content cannot be read", event.seq));
            folds = false;
            continue;
        };
        if let Some(what) = disagreement(event, &recorded) {
            off.push(format!("event {}: {what}", event.seq));
        }
        texts.extend(recorded.texts.iter().map(|field| (recorded.seq, field.clone())));
        if folds {
            match evolve(state.clone(), &recorded) {
                Ok(next) => state = Some(next),
                Err(broken) => {
                    off.push(broken.to_string());
                    folds = false;
                }
            }
        }
    }
    let folded = match state {
        _ if !folds => Folded::Not,
        Some(referral) => Folded::To(Box::new(referral)),
        None => Folded::Nothing,
    };
    (folded, texts)
}

fn compare(folded: &Folded, present: &Referral, off: &mut Vec<String>) {
    match folded {
        Folded::Nothing => off.push("it has no events".to_owned()),
        Folded::To(folded) if **folded != *present => {
            let parts = differing(folded, present);
            off.push(format!(
                "its present state is not the fold of its events: {parts}"
            ));
        }
        Folded::To(_) | Folded::Not => {}
    }
}

fn count(held: &mut Held, referral: &Referral) {
    for place in referral.places() {
        let sum = held.entry(place.programme).or_default();
        if place.used {
            sum.1 += 1;
        } else {
            sum.0 += 1;
        }
        sum.2 += u32::from(place.beyond);
    }
}

fn disagreement(event: &StoredEvent, recorded: &Recorded) -> Option<&'static str> {
    if recorded.seq != event.seq {
        Some("its number is not that of its content")
    } else if recorded.at.as_millisecond() != event.at {
        Some("its instant is not that of its content")
    } else if recorded.event.name() != event.name {
        Some("its name is not that of its content")
    } else {
        None
    }
}

/// The names of the parts in which two states differ; never their values.
fn differing(folded: &Referral, present: &Referral) -> String {
    let (Ok(folded), Ok(present)) = (serde_json::to_value(folded), serde_json::to_value(present)) else {
        return "unreadable".to_owned();
    };
    let (Some(folded), Some(present)) = (folded.as_object(), present.as_object()) else {
        return "unreadable".to_owned();
    };
    let names: Vec<&str> = folded
        .iter()
        .filter(|(key, value)| present.get(*key) != Some(value))
        .map(|(key, _)| key.as_str())
        .collect();
    names.join(", ")
}

/// The invariants that a single referral can break (DOMAIN, "Invariants, always").
fn invariants(referral: &Referral) -> Vec<String> {
    let mut broken = Vec::new();
    let held = referral.holder() != Holder::Nobody;
    if referral.status().is_open() != held {
        broken.push("open without a holder, or over with one".to_owned());
    }
    if referral.status().is_open() != referral.due().is_some() {
        broken.push("open without a due time, or over with one".to_owned());
    }
    if referral.due().is_some_and(|due| due.at <= Timestamp::UNIX_EPOCH) {
        broken.push("its due time is none".to_owned());
    }
    broken
}
