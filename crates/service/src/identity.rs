//! What is sealed under a person's key, and the keyed hashes that find her again.

use luotsi_domain::{
    handoff::{Client, Handoff},
    id::{ClientId, NetworkId, ReferralId},
};
use luotsi_store::{
    Tx,
    crypto::{MasterKey, PersonKey},
};

use crate::error::{Error, Result};

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
    network: &NetworkId,
    client: &Client,
) -> (Option<[u8; 32]>, Option<[u8; 32]>) {
    let Some(year) = client.birth_year else {
        return (None, None);
    };
    let index = |label: &str, value: Option<String>| {
        value.map(|value| keys.blind_index(label, &format!("{network}\u{0}{value}\u{0}{year}")))
    };
    let phone = client.phone.as_deref().and_then(folded_phone);
    let name = match (&client.first_name, &client.last_name) {
        (Some(first), Some(last)) => folded_name(&format!("{first} {last}")),
        _ => None,
    };
    (index("phone", phone), index("name", name))
}

/// The last nine digits: with or without a country's code, the same line.
fn folded_phone(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 5).then(|| digits[digits.len().saturating_sub(9)..].to_owned())
}

/// Lower case, words one space apart, hyphens as spaces.
fn folded_name(name: &str) -> Option<String> {
    let lower = name.to_lowercase().replace(['-', '\u{2010}', '\u{2011}'], " ");
    let folded = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_one_line_however_it_is_written() {
        for phone in [
            "+358 50 000 0101",
            "050 000 0101",
            "00358500000101",
            "(050) 000-0101",
        ] {
            assert_eq!(folded_phone(phone).as_deref(), Some("500000101"), "{phone}");
        }
        assert_eq!(folded_phone("112"), None);
    }

    #[test]
    fn a_name_is_folded() {
        assert_eq!(
            folded_name(" Sirkka-Liisa  TAMMENLAHTI ").as_deref(),
            Some("sirkka liisa tammenlahti")
        );
        assert_eq!(folded_name("  "), None);
    }
}
