//! Passwords as they are kept: argon2id, away from the threads that answer requests.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// 19 MiB, twice, in one lane: what OWASP asks for at least; about 20 ms a guess.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// A crowd that signs in at eight o'clock waits a moment rather than taking memory and cores from the rest.
const MOST_AT_ONCE: usize = 4;

/// Hashes and verifies, a few at once.
#[derive(Debug, Clone)]
pub(crate) struct Hashing {
    gate: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            gate: Arc::new(Semaphore::new(cores.min(MOST_AT_ONCE))),
        }
    }
}

impl Hashing {
    /// What is kept of a password.
    pub(crate) async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String> {
        let password = normal(password);
        self.apart(move || {
            let kept = argon2()?.hash_password_with_salt(password.as_bytes(), &salt)?;
            Ok(kept.to_string())
        })
        .await
    }

    /// Whether a password is the one that is kept. Where none is kept the same work is done for nothing, so
    /// that the time an answer takes does not tell who is here.
    pub(crate) async fn verify(&self, password: &str, kept: Option<String>) -> Result<bool> {
        let password = normal(password);
        self.apart(move || {
            let Some(kept) = kept else {
                argon2()?.hash_password_with_salt(password.as_bytes(), &[0; 16])?;
                return Ok(false);
            };
            // The hash says by which parameters it was made: older ones go on opening.
            let kept = PasswordHash::new(&kept)?;
            match argon2()?.verify_password(password.as_bytes(), &kept) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
                Err(fault) => Err(fault),
            }
        })
        .await
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> argon2::password_hash::Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.gate)
            .acquire_owned()
            .await
            .map_err(unavailable)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            // Held until the work is over, also where whoever asked has gone away.
            drop(turn);
            done
        })
        .await
        .map_err(unavailable)?
        .map_err(unavailable)
    }
}

fn argon2() -> argon2::password_hash::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// An ä is an ä, whichever keyboard it came from.
fn normal(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

#[allow(clippy::needless_pass_by_value, reason = "handed to map_err as it is")]
fn unavailable(fault: impl std::fmt::Display) -> Error {
    Error::Store(luotsi_store::Error::Unavailable(format!(
        "a password could not be looked at: {fault}"
    )))
}
