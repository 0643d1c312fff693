//! Mail that stays in the house: the demo's mailbox.

use std::sync::{Arc, Mutex, PoisonError};

use crate::compose::{Composed, Mail};

/// A mailbox in memory. Clones share what it holds.
///
/// As a mail server may, it is handed a letter again after an attempt whose end nobody saw; it keeps the
/// first, so that it shows what a receiver who can tell repeats would.
#[derive(Debug, Clone, Default)]
pub struct Caught(Arc<Mutex<Vec<Mail>>>);

impl Caught {
    /// An empty mailbox.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a mail in, unless it is there already.
    pub(crate) fn take(&self, composed: &Composed) {
        // A panic elsewhere cannot leave the list half changed.
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if mails
            .iter()
            .all(|mail| mail.message_id != composed.mail.message_id)
        {
            mails.push(composed.mail.clone());
        }
    }

    /// Everything caught, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
