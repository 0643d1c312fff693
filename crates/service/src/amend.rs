//! A handoff that is filled in or mended while nobody has acknowledged it.

use jiff::Timestamp;
use luotsi_domain::{
    handoff::{CityTrack, GateOutcome, Handoff, changed},
    referral::{Command, Referral},
};
use luotsi_store::Tx;
use luotsi_wire::validation::{Code, FieldFault};
use serde_json::Value;

use crate::{
    Network, Service,
    error::{Error, Result},
    identity,
    kin::Held,
    preview::gate,
};

impl Service {
    /// Checks a handoff as on its submission, seals it in the place of the one before, and says what has changed.
    pub(crate) async fn amend(
        &self,
        tx: &mut Tx,
        network: &Network,
        held: &Held,
        written: &Value,
        now: Timestamp,
    ) -> Result<Command> {
        let (referral, client) = (&held.origin.referral, held.origin.client);
        let before = identity::open(tx, &self.keys, client)
            .await?
            .ok_or(Error::NotFound)?;
        let gate = gate(&network.shape(written)?, network, now);
        if gate.verdict.outcome != GateOutcome::Open {
            return Err(Error::GateClosed(Box::new(gate)));
        }
        let validator = network.handoff_validator(written)?;
        let read = match validator.validate(written) {
            Ok(read) => read,
            Err(mut faults) => {
                // What the network asks of a permission by now was not asked when this one was given.
                faults.retain(|fault| !fault.pointer.starts_with("/consent"));
                if !faults.is_empty() {
                    return Err(Error::InvalidHandoff(faults));
                }
                network.shape(written)?
            }
        };
        let after = unseen(read, &before, referral)?;
        let fields = changed(&before, &after);
        let facts = Box::new(after.facts(network.days.date_of(now), &network.coded));
        let command = Command::Amend {
            measures: after.measures,
            facts,
            fields,
        };
        let key = identity::open_key(tx, &self.keys, client)
            .await?
            .ok_or(Error::NotFound)?;
        let text = serde_json::to_vec(&after)
            .map_err(|_| Error::Store(luotsi_store::Error::corrupt("clients", "handoff", client)))?;
        let sealed = key.seal(&identity::handoff_place(client), &text)?;
        let (phone, name) = identity::blind_indexes(&self.keys, &network.definition, &after.client);
        if !tx.amend_client(client, &sealed, phone, name).await? {
            return Err(Error::NotFound);
        }
        let found_by = identity::search_indexes(&self.keys, &network.definition, &after.client);
        tx.index_client(client, &found_by).await?;
        // Who she turns out to be may be known already: the coordinator learns it by the references.
        let same = tx.same_person(&network.definition.network, phone, name).await?;
        for other in same.iter().filter(|other| other.client != client) {
            tx.mark_double(&network.definition.network, referral.id, other.id, now)
                .await?;
        }
        Ok(command)
    }
}

/// The handoff with what its reader is shown otherwise than it was written, or not at all, put back.
///
/// # Errors
/// What has a step of its own, or none, and is not what it was.
fn unseen(read: Handoff, before: &Handoff, referral: &Referral) -> Result<Handoff> {
    let mut after = read;
    let track = referral.city_track.as_ref().map(|track| CityTrack {
        kind: track.kind,
        started_on: track.started_on,
        notified_on: track.notified_on,
    });
    let kept = [
        ("/schema", after.schema == referral.schema),
        ("/gate", after.gate == before.gate),
        ("/consent", after.consent == referral.consent),
        (
            "/city_track",
            after.city_track == track || after.city_track == before.city_track,
        ),
        ("/client/protected", after.client.protected == referral.protected),
    ];
    let faults: Vec<FieldFault> = kept
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(pointer, _)| FieldFault::new(pointer, Code::NotHere))
        .collect();
    if !faults.is_empty() {
        return Err(Error::InvalidHandoff(faults));
    }
    // The track and the permission stand in the events; what was handed over stays what was handed over.
    after.city_track.clone_from(&before.city_track);
    after.consent = before.consent.clone();
    // The band is shown with the year, and counted from it.
    let client = &mut after.client;
    if client.birth_year.is_some() && client.age_band == referral.facts.age_band {
        let same_year = client.birth_year == before.client.birth_year;
        client.age_band = before.client.age_band.filter(|_| same_year);
    }
    // Of a protected person nobody is shown where she lives, so that what is not sent back is not taken away.
    if referral.protected {
        let place = &mut after.place;
        client.address = client.address.take().or_else(|| before.client.address.clone());
        place.district = place.district.take().or_else(|| before.place.district.clone());
        place.postal_code = place
            .postal_code
            .take()
            .or_else(|| before.place.postal_code.clone());
        place.place_name = place
            .place_name
            .take()
            .or_else(|| before.place.place_name.clone());
    }
    Ok(after)
}
