//! How a mail leaves: over SMTP, or into the demo's mailbox.

use std::{error::Error, fmt};

use crate::{caught::Caught, compose::Composed, smtp::Smtp};

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a mailbox in memory.
    Caught(Caught),
}

impl Transport {
    /// Sends a mail. `Ok` means that somebody else is now responsible for it.
    ///
    /// # Errors
    ///
    /// A [`SendError`]; what it means for the letter is said by [`outcome`](crate::outcome).
    pub async fn send(&self, composed: &Composed) -> Result<(), SendError> {
        match self {
            Self::Smtp(smtp) => smtp.send(composed).await,
            Self::Caught(caught) => {
                caught.take(composed);
                Ok(())
            }
        }
    }

    /// Says goodbye to the mail server and closes its connections.
    pub async fn close(&self) {
        match self {
            Self::Smtp(smtp) => smtp.close().await,
            Self::Caught(_) => {}
        }
    }
}

/// The turns of a conversation with a mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Connection, TLS, greeting, login: nothing was said of a letter.
    Opening,
    /// Whether the server takes letters from us.
    Sender,
    /// Whether it takes them for this receiver.
    Recipient,
    /// Whether it takes this one.
    Content,
}

/// Why a mail did not go out.
///
/// What it prints is safe in a log: the kind of fault and the reply's code, never the reply's words, which
/// often repeat the receiver's address.
pub struct SendError {
    pub(crate) stage: Stage,
    cause: Cause,
}

enum Cause {
    /// What lettre says.
    Smtp(lettre::transport::smtp::Error),
    /// Not done within our patience.
    Silent,
    /// The address has letters that the server does not speak.
    Unspeakable,
}

impl SendError {
    /// The reply code, where the server gave one.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        match &self.cause {
            Cause::Smtp(error) => error.status().map(u16::from),
            Cause::Silent | Cause::Unspeakable => None,
        }
    }

    /// Whether the server took longer than it may.
    #[must_use]
    pub fn is_silence(&self) -> bool {
        match &self.cause {
            Cause::Smtp(error) => error.is_timeout(),
            Cause::Silent => true,
            Cause::Unspeakable => false,
        }
    }

    /// Whether the line could not be made safe.
    pub(crate) fn is_unsafe(&self) -> bool {
        match &self.cause {
            Cause::Smtp(error) => error.is_tls() || error.is_client(),
            Cause::Silent | Cause::Unspeakable => false,
        }
    }

    /// Whether it is the address, and not what the server said of it, that is in the way.
    pub(crate) const fn is_unspeakable(&self) -> bool {
        matches!(self.cause, Cause::Unspeakable)
    }

    pub(crate) const fn unspeakable() -> Self {
        Self {
            stage: Stage::Recipient,
            cause: Cause::Unspeakable,
        }
    }

    pub(crate) const fn silent(stage: Stage) -> Self {
        Self {
            stage,
            cause: Cause::Silent,
        }
    }

    pub(crate) const fn answered(stage: Stage, error: lettre::transport::smtp::Error) -> Self {
        Self {
            stage,
            cause: Cause::Smtp(error),
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let late = "the mail server did not answer in time";
        match &self.cause {
            Cause::Silent => f.write_str(late),
            Cause::Unspeakable => f.write_str("the mail server does not speak the address's letters"),
            Cause::Smtp(error) => match error.status() {
                Some(code) => write!(f, "the mail server answered {code}"),
                None if error.is_timeout() => f.write_str(late),
                None if error.is_tls() => f.write_str("no safe connection to the mail server"),
                None if error.is_client() => f.write_str("the mail server does not offer what is needed"),
                None if error.is_response() => f.write_str("the mail server's answer could not be read"),
                None => f.write_str("no connection to the mail server, or it broke off"),
            },
        }
    }
}

impl fmt::Debug for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SendError({self})")
    }
}

impl Error for SendError {}
