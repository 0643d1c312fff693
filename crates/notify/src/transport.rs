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

/// Why a mail did not go out.
///
/// What it prints is safe in a log: the kind of fault and the reply's code, never the reply's words, which
/// often repeat the receiver's address.
pub struct SendError(Cause);

enum Cause {
    /// What lettre says.
    Smtp(lettre::transport::smtp::Error),
    /// Not done within our patience.
    Silent,
}

impl SendError {
    /// The reply code, where the server gave one.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        match &self.0 {
            Cause::Smtp(error) => error.status().map(u16::from),
            Cause::Silent => None,
        }
    }

    pub(crate) const fn silent() -> Self {
        Self(Cause::Silent)
    }
}

impl From<lettre::transport::smtp::Error> for SendError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        Self(Cause::Smtp(error))
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let late = "the mail server did not answer in time";
        match &self.0 {
            Cause::Silent => f.write_str(late),
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
