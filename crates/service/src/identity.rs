//! What is sealed under a person's key, and the keyed hashes that find her again.

use luotsi_domain::{
    handoff::{Client, ConsentField, Handoff},
    id::{ClientId, NetworkId, ReferralId},
    network::{Definition, Telephone},
};
use luotsi_store::{
    Tx,
    crypto::{MasterKey, PersonKey},
    list::{Key, Sealed},
};
use serde_json::Value;

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

/// Opens a sealed handoff as it was written, whole or not yet; nothing once she is erased.
pub(crate) fn unseal(keys: &MasterKey, client: ClientId, sealed: &Sealed) -> Result<Option<Value>> {
    let (Some(wrapped), Some(sealed)) = (&sealed.wrapped_key, &sealed.handoff) else {
        return Ok(None);
    };
    let key = keys.unwrap(&key_place(client), wrapped)?;
    let text = key.open(&handoff_place(client), sealed)?;
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

/// One way of naming somebody: what is hashed, and what of her it tells.
struct Named {
    label: &'static str,
    folded: String,
    tells: &'static [ConsentField],
}

/// Every way of naming somebody alone: her full name in either order, her last name, or whatever single
/// name she goes by.
fn ways_of_naming(client: &Client) -> Vec<Named> {
    const FULL: &[ConsentField] = &[ConsentField::FirstName, ConsentField::LastName];
    let way = |label, name: String, tells| fold::name(&name).map(|folded| Named { label, folded, tells });
    let named = |name: &Option<String>| name.clone().filter(|name| fold::name(name).is_some());
    let ways = match (named(&client.first_name), named(&client.last_name)) {
        (Some(first), Some(last)) => vec![
            way("full_name", format!("{first} {last}"), FULL),
            way("full_name", format!("{last} {first}"), FULL),
            way("last_name", last, &[ConsentField::LastName]),
        ],
        (None, Some(last)) => vec![way("last_name", last, &[ConsentField::LastName])],
        (Some(first), None) => vec![way("first_name", first, &[ConsentField::FirstName])],
        (None, None) => Vec::new(),
    };
    ways.into_iter().flatten().collect()
}

/// Who is sought: by name, phone and birth year, each folded; all that is given must fit.
pub(crate) struct Sought {
    phone: Option<String>,
    name: Option<String>,
    birth_year: Option<i16>,
}

impl Sought {
    /// Folds what was asked for.
    ///
    /// # Errors
    /// The field that nobody could be found by; the empty name where nothing is asked for.
    pub fn read(
        phone: Option<&str>,
        name: Option<&str>,
        birth_year: Option<i16>,
        telephone: &Telephone,
    ) -> Result<Self, &'static str> {
        let phone = phone.map(|text| fold::phone(text, telephone).ok_or("/phone"));
        let name = name.map(|text| fold::name(text).ok_or("/name"));
        let sought = Self {
            phone: phone.transpose()?,
            name: name.transpose()?,
            birth_year,
        };
        if sought.phone.is_none() && sought.name.is_none() && sought.birth_year.is_none() {
            return Err("");
        }
        Ok(sought)
    }

    /// The keyed hashes she is found by, the most telling first.
    pub fn keys(&self, keys: &MasterKey, network: &NetworkId) -> Vec<Key> {
        let alone = |label, value: &str| alone(keys, network, label, value);
        let mut all = Vec::new();
        all.extend(self.phone.as_ref().map(|phone| [alone("phone", phone); 3]));
        all.extend(
            self.name
                .as_ref()
                .map(|name| ["full_name", "last_name", "first_name"].map(|label| alone(label, name))),
        );
        all.extend(
            self.birth_year
                .map(|year| [alone("birth_year", &year.to_string()); 3]),
        );
        all
    }

    /// Whether it is she by what may be shown of her: a field outside the consent's scope finds nobody.
    pub fn fits(&self, client: &Client, telephone: &Telephone, shows: impl Fn(ConsentField) -> bool) -> bool {
        let line = client
            .phone
            .as_deref()
            .and_then(|text| fold::phone(text, telephone));
        let phone = self
            .phone
            .as_ref()
            .is_none_or(|phone| shows(ConsentField::Phone) && line.as_ref() == Some(phone));
        let year = self
            .birth_year
            .is_none_or(|year| shows(ConsentField::BirthYear) && client.birth_year == Some(year));
        let name = self.name.as_ref().is_none_or(|name| {
            ways_of_naming(client)
                .iter()
                .any(|way| way.folded == *name && way.tells.iter().all(|field| shows(*field)))
        });
        phone && year && name
    }
}

/// The keyed hashes by which somebody is found by her phone, her name or her birth year alone.
pub(crate) fn search_indexes(keys: &MasterKey, definition: &Definition, client: &Client) -> Vec<[u8; 32]> {
    let network = &definition.network;
    let mut all: Vec<[u8; 32]> = ways_of_naming(client)
        .iter()
        .map(|way| alone(keys, network, way.label, &way.folded))
        .collect();
    let phone = client.phone.as_deref();
    let phone = phone.and_then(|phone| fold::phone(phone, &definition.telephone));
    all.extend(phone.map(|phone| alone(keys, network, "phone", &phone)));
    all.extend(
        client
            .birth_year
            .map(|year| alone(keys, network, "birth_year", &year.to_string())),
    );
    all
}

/// The keyed hash of one thing about somebody; another one than the same with her birth year.
fn alone(keys: &MasterKey, network: &NetworkId, label: &str, value: &str) -> [u8; 32] {
    keys.blind_index(&format!("alone/{label}"), &format!("{network}\u{0}{value}"))
}
