//! What is sealed under a person's key, and the keyed hashes that find her again.

use luotsi_domain::{
    handoff::{Client, Handoff},
    id::{ClientId, ReferralId},
    network::Definition,
};
use luotsi_store::{
    Tx,
    crypto::{MasterKey, PersonKey},
};

use crate::{
    error::{Error, Result},
    fold,
};

/// Where a person's wrapped key belongs.
pub(crate) fn key_place(client: ClientId) -> String {
    format!("clients/{client}/wrapped_key")
}

/// Where a sealed handoff belongs.
pub(crate) fn handoff_place(client: ClientId) -> String {
    format!("clients/{client}/handoff")
}

/// Where a sealed text belongs.
pub(crate) fn text_place(referral: ReferralId, seq: u64, field: &str) -> String {
    format!("texts/{referral}/{seq}/{field}")
}

/// Opens a person's handoff; nothing once she is erased.
pub(crate) async fn open(tx: &mut Tx, keys: &MasterKey, client: ClientId) -> Result<Option<Handoff>> {
    let sealed = tx.client(client).await?;
    let (Some(wrapped), Some(sealed)) = (sealed.wrapped_key, sealed.handoff) else {
        return Ok(None);
    };
    let key = keys.unwrap(&key_place(client), &wrapped)?;
    let text = key.open(&handoff_place(client), &sealed)?;
    let handoff = serde_json::from_slice(&text)
        .map_err(|_| Error::Store(luotsi_store::Error::corrupt("clients", "handoff", client)))?;
    Ok(Some(handoff))
}

/// A person's key alone; nothing once she is erased.
pub(crate) async fn open_key(tx: &mut Tx, keys: &MasterKey, client: ClientId) -> Result<Option<PersonKey>> {
    let sealed = tx.client(client).await?;
    Ok(match sealed.wrapped_key {
        Some(wrapped) => Some(keys.unwrap(&key_place(client), &wrapped)?),
        None => None,
    })
}

/// Keyed hashes of phone and birth year, and of full name and birth year (CONTRACT, *same person*). A
/// handoff that lacks these matches nobody.
pub(crate) fn blind_indexes(
    keys: &MasterKey,
    definition: &Definition,
    client: &Client,
) -> (Option<[u8; 32]>, Option<[u8; 32]>) {
    let Some(year) = client.birth_year else {
        return (None, None);
    };
    let network = &definition.network;
    let index = |label: &str, value: Option<String>| {
        value.map(|value| keys.blind_index(label, &format!("{network}\u{0}{value}\u{0}{year}")))
    };
    let phone = client
        .phone
        .as_deref()
        .and_then(|phone| fold::phone(phone, &definition.telephone));
    let name = match (&client.first_name, &client.last_name) {
        (Some(first), Some(last)) => fold::name(&format!("{first} {last}")),
        _ => None,
    };
    (index("phone", phone), index("name", name))
}
