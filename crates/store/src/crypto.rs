//! Keeping identities and free texts unreadable to whoever gets hold of the database.
//!
//! Envelope encryption: each person has a [`PersonKey`] of their own, stored wrapped by the
//! [`MasterKey`], which lives in a file outside the database. Erasing a person is destroying the wrapped
//! key; rotating the master key wraps the small keys anew and leaves the texts as they are.
//! Everything is XChaCha20-Poly1305 with a random nonce, and bound to the place it is stored in
//! (`table/row-id/column`), so that a sealed value moved to another row does not open there.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

use crate::error::KeyFault;
use crate::hex;

const KEY: usize = 32;
const NONCE: usize = 24;

/// First byte of everything sealed; another layout or algorithm takes another.
const LAYOUT: u8 = 1;

/// A wrapped key and a sealed text may never be taken for each other, even in one column.
const FOR_TEXT: &str = "luotsi/text/v1/";
const FOR_KEY: &str = "luotsi/key/v1/";
const FOR_INDEX: &str = "luotsi/index/v1/";

type Secret = Zeroizing<[u8; KEY]>;

/// The keys of an installation: one that seals, older ones that only open, one for blind indexes.
///
/// The file has one key a line, 64 hexadecimal digits after a name: `index`, and the number of each
/// master key, newest first. Empty lines and what follows `#` are ignored.
pub struct MasterKey {
    index: Secret,
    newest: (u32, Secret),
    older: Vec<(u32, Secret)>,
}

impl MasterKey {
    /// Reads the keys from a file that only its owner can read.
    ///
    /// # Errors
    /// [`KeyFault::Exposed`] if others can read it too, [`KeyFault::Malformed`] with the line.
    pub fn load(path: &Path) -> Result<Self, KeyFault> {
        let mut file = File::open(path).map_err(KeyFault::File)?;
        refuse_exposed(&file)?;
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(KeyFault::File)?;
        Self::parse(&text)
    }

    /// Makes new keys and writes them to a new file that only its owner can read.
    ///
    /// # Errors
    /// If there is such a file already: overwriting it would make all data unreadable.
    pub fn create(path: &Path) -> Result<Self, KeyFault> {
        let keys = Self::ephemeral()?;
        keys.write(path)?;
        Ok(keys)
    }

    /// Makes new keys that are written nowhere, for tests and for the demo.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn ephemeral() -> Result<Self, KeyFault> {
        Ok(Self {
            index: random_secret()?,
            newest: (1, random_secret()?),
            older: Vec::new(),
        })
    }

    /// Adds a new key in front, in the file as well; the older ones go on opening.
    ///
    /// The file is replaced in one step, so a machine that stops half-way has either the old one or the
    /// new one.
    ///
    /// # Errors
    /// If the file cannot be written; the old one stays then.
    pub fn rotate(path: &Path) -> Result<Self, KeyFault> {
        let mut keys = Self::load(path)?;
        let highest = keys.older.iter().map(|(id, _)| *id).fold(keys.newest.0, u32::max);
        let id = highest.checked_add(1).ok_or(KeyFault::Malformed { line: 0 })?;
        let former = std::mem::replace(&mut keys.newest, (id, random_secret()?));
        keys.older.insert(0, former);
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        keys.write(Path::new(&beside))?;
        fs::rename(&beside, path).map_err(KeyFault::File)?;
        sync_directory(path).map_err(KeyFault::File)?;
        Ok(keys)
    }

    /// Seals a text of the organisation for the place it is stored in.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn seal(&self, place: &str, text: &[u8]) -> Result<Vec<u8>, KeyFault> {
        self.seal_for(FOR_TEXT, place, text)
    }

    /// Opens what [`MasterKey::seal`] sealed for this place, with this or an older key.
    ///
    /// # Errors
    /// [`KeyFault::NotAuthentic`] or [`KeyFault::Unknown`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        self.open_for(FOR_TEXT, place, sealed)
    }

    /// Wraps a person's key for the place it is stored in.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn wrap(&self, place: &str, key: &PersonKey) -> Result<Vec<u8>, KeyFault> {
        self.seal_for(FOR_KEY, place, key.0.as_slice())
    }

    /// Unwraps a person's key, with this or an older key.
    ///
    /// # Errors
    /// [`KeyFault::NotAuthentic`] or [`KeyFault::Unknown`].
    pub fn unwrap(&self, place: &str, wrapped: &[u8]) -> Result<PersonKey, KeyFault> {
        let bytes = self.open_for(FOR_KEY, place, wrapped)?;
        let mut key = Secret::default();
        if bytes.len() != KEY {
            return Err(KeyFault::NotAuthentic);
        }
        key.copy_from_slice(&bytes);
        Ok(PersonKey(key))
    }

    /// Whether the newest key sealed or wrapped this; if not, it is due to be done anew.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        split_key_id(sealed).is_ok_and(|(id, _)| id == self.newest.0)
    }

    /// Maps a value to what equal values, and in practice only those, map to, without showing it.
    ///
    /// `label` names what kind of value it is; the same value under two labels maps to different bytes.
    /// Rotation does not change it, so what was indexed stays findable.
    #[must_use]
    pub fn blind_index(&self, label: &str, value: &str) -> [u8; 32] {
        let subkey = Zeroizing::new(keyed_hash(&self.index, &[FOR_INDEX.as_bytes(), label.as_bytes()]));
        keyed_hash(&subkey, &[value.as_bytes()])
    }

    fn seal_for(&self, purpose: &str, place: &str, text: &[u8]) -> Result<Vec<u8>, KeyFault> {
        let (id, key) = &self.newest;
        let mut sealed = vec![LAYOUT];
        sealed.extend(id.to_be_bytes());
        encrypt(key, purpose, place, text, &mut sealed)?;
        Ok(sealed)
    }

    fn open_for(&self, purpose: &str, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let (id, rest) = split_key_id(sealed)?;
        let mut keys = std::iter::once(&self.newest).chain(&self.older);
        let (_, key) = keys
            .find(|(known, _)| *known == id)
            .ok_or(KeyFault::Unknown(id))?;
        decrypt(key, purpose, place, rest)
    }

    fn parse(text: &str) -> Result<Self, KeyFault> {
        let mut index = None;
        let mut keys: Vec<(u32, Secret)> = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let fault = KeyFault::Malformed { line: number };
            let content = line.split_once('#').map_or(line, |(content, _)| content).trim();
            if content.is_empty() {
                continue;
            }
            let Some((name, digits)) = content.split_once(char::is_whitespace) else {
                return Err(fault);
            };
            let Some(mut bytes) = hex::decode::<KEY>(digits.trim()) else {
                return Err(fault);
            };
            let secret = Secret::new(bytes);
            bytes.zeroize();
            if name == "index" {
                if index.replace(secret).is_some() {
                    return Err(fault);
                }
                continue;
            }
            match name.parse() {
                Ok(id) if keys.iter().all(|(known, _)| *known != id) => keys.push((id, secret)),
                Ok(_) | Err(_) => return Err(fault),
            }
        }
        let mut keys = keys.into_iter();
        match (index, keys.next()) {
            (Some(index), Some(newest)) => Ok(Self {
                index,
                newest,
                older: keys.collect(),
            }),
            (None, _) | (_, None) => Err(KeyFault::Malformed { line: 0 }),
        }
    }

    fn write(&self, path: &Path) -> Result<(), KeyFault> {
        let mut text = Zeroizing::new(String::from(
            "# The keys of a Luotsi installation. Without this file its data cannot be read; with it,\n\
             # anyone can. Back it up, but never beside the database. The first numbered key seals,\n\
             # the others only open what they once sealed; `index` never changes.\n",
        ));
        let numbered = std::iter::once(&self.newest).chain(&self.older);
        let lines = std::iter::once(("index".to_owned(), &self.index))
            .chain(numbered.map(|(id, key)| (id.to_string(), key)));
        // Room for all of it at once: a text that grows leaves copies of itself behind.
        text.reserve((self.older.len() + 2) * (KEY * 2 + 16));
        for (name, key) in lines {
            let digits = Zeroizing::new(hex::encode(key.as_slice()));
            text.push_str(&name);
            text.push(' ');
            text.push_str(&digits);
            text.push('\n');
        }
        let written: io::Result<()> = (|| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            sync_directory(path)
        })();
        written.map_err(KeyFault::File)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "MasterKey(newest {}, {} older)",
            self.newest.0,
            self.older.len()
        )
    }
}

/// The key of one person, under which everything about them is sealed.
pub struct PersonKey(Secret);

impl PersonKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn generate() -> Result<Self, KeyFault> {
        random_secret().map(Self)
    }

    /// Seals a text for the place it is stored in: `table/row-id/column`.
    ///
    /// # Errors
    /// [`KeyFault::NoRandomness`].
    pub fn seal(&self, place: &str, text: &[u8]) -> Result<Vec<u8>, KeyFault> {
        let mut sealed = vec![LAYOUT];
        encrypt(&self.0, FOR_TEXT, place, text, &mut sealed)?;
        Ok(sealed)
    }

    /// Opens what [`PersonKey::seal`] sealed for this place.
    ///
    /// # Errors
    /// [`KeyFault::NotAuthentic`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
        let rest = sealed.strip_prefix(&[LAYOUT]).ok_or(KeyFault::NotAuthentic)?;
        decrypt(&self.0, FOR_TEXT, place, rest)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

fn encrypt(
    key: &Secret,
    purpose: &str,
    place: &str,
    text: &[u8],
    sealed: &mut Vec<u8>,
) -> Result<(), KeyFault> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| KeyFault::NoRandomness)?;
    let bound = format!("{purpose}{place}");
    let payload = Payload {
        msg: text,
        aad: bound.as_bytes(),
    };
    // Fails only for a text of 256 GiB.
    let body = XChaCha20Poly1305::new((&**key).into())
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| KeyFault::NotAuthentic)?;
    sealed.extend(nonce);
    sealed.extend(body);
    Ok(())
}

fn decrypt(key: &Secret, purpose: &str, place: &str, rest: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyFault> {
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(KeyFault::NotAuthentic)?;
    let bound = format!("{purpose}{place}");
    let payload = Payload {
        msg: body,
        aad: bound.as_bytes(),
    };
    XChaCha20Poly1305::new((&**key).into())
        .decrypt(&XNonce::from(*nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| KeyFault::NotAuthentic)
}

/// Takes the layout and the master key's number off the front.
fn split_key_id(sealed: &[u8]) -> Result<(u32, &[u8]), KeyFault> {
    let rest = sealed.strip_prefix(&[LAYOUT]).ok_or(KeyFault::NotAuthentic)?;
    let (id, rest) = rest.split_first_chunk::<4>().ok_or(KeyFault::NotAuthentic)?;
    Ok((u32::from_be_bytes(*id), rest))
}

fn keyed_hash(key: &[u8; KEY], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up to its block with zeros itself; done here, there is no length to refuse.
    let mut block = Zeroizing::new([0; 64]);
    block[..KEY].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn random_secret() -> Result<Secret, KeyFault> {
    let mut secret = Secret::default();
    getrandom::fill(secret.as_mut_slice()).map_err(|_| KeyFault::NoRandomness)?;
    Ok(secret)
}

/// Makes a new name in a directory survive a power cut: data sealed with a lost key would be lost too.
fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if cfg!(unix) {
        File::open(directory.unwrap_or(Path::new(".")))?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(unix)]
fn refuse_exposed(file: &File) -> Result<(), KeyFault> {
    use std::os::unix::fs::PermissionsExt as _;
    const GROUP_AND_OTHERS: u32 = 0o077;
    let mode = file.metadata().map_err(KeyFault::File)?.permissions().mode();
    if mode & GROUP_AND_OTHERS == 0 {
        Ok(())
    } else {
        Err(KeyFault::Exposed)
    }
}

#[cfg(not(unix))]
fn refuse_exposed(_: &File) -> Result<(), KeyFault> {
    Ok(())
}
