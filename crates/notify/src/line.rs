//! A line to a mail server: opened, asked whether it takes a letter, handed the letter. Each turn of the
//! conversation is bounded, and a failure knows at which turn it happened.
//!
//! A line is one conversation's alone. Whoever is cut off in the middle drops it: a late answer to one letter
//! must never be read as the answer to the next, which may not have been taken.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::{
    Address,
    address::Envelope,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Quit, Rcpt, Rset},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use tokio::time::{Instant, timeout};

use crate::transport::{SendError, Stage};

/// A line that nobody used for so long is closed.
const IDLE: Duration = Duration::from_secs(30);
/// How many lines are kept open between letters.
const KEPT: usize = 4;
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// How long the server may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// To be there: connection, TLS, greeting and login together.
    pub opening: Duration,
    /// To answer one command.
    pub answer: Duration,
    /// To take a letter's content, and say so.
    pub content: Duration,
}

impl Patience {
    /// For a server anywhere. Short enough that one that hung is tried anew within the minute.
    pub const USUAL: Self = Self {
        opening: Duration::from_secs(20),
        answer: Duration::from_secs(20),
        content: Duration::from_secs(30),
    };
    /// For a server on this machine, with a person who waits for the outcome.
    pub const SHORT: Self = Self {
        opening: Duration::from_secs(5),
        answer: Duration::from_secs(5),
        content: Duration::from_secs(5),
    };
}

/// How a line is guarded.
#[derive(Clone)]
pub(crate) enum Guard {
    /// TLS from the first byte.
    Wrapped(TlsParameters),
    /// STARTTLS, and nothing without it.
    Required(TlsParameters),
    /// None: the server is on this machine.
    Plain,
}

/// A server, and the lines to it that are free.
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) guard: Guard,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) patience: Patience,
    pub(crate) free: Mutex<Vec<(Line, Instant)>>,
}

impl Server {
    /// A line that works: one that is open, or a new one.
    pub(crate) async fn line(&self) -> Result<Line, SendError> {
        while let Some(mut line) = self.unused() {
            // The server may have closed it meanwhile, which is no fault.
            if line.works().await {
                return Ok(line);
            }
        }
        Line::open(self).await
    }

    /// Keeps a line for the next letter. Only one whose conversation is at its end.
    pub(crate) fn keep(&self, line: Line) {
        let mut free = self.free();
        if free.len() < KEPT {
            free.push((line, Instant::now()));
        }
    }

    /// Says goodbye on every free line.
    pub(crate) async fn close(&self) {
        while let Some((line, _)) = self.pop() {
            line.close().await;
        }
    }

    fn unused(&self) -> Option<Line> {
        let mut free = self.free();
        free.retain(|(_, since)| since.elapsed() < IDLE);
        free.pop().map(|(line, _)| line)
    }

    fn pop(&self) -> Option<(Line, Instant)> {
        self.free().pop()
    }

    fn free(&self) -> MutexGuard<'_, Vec<(Line, Instant)>> {
        // A panic elsewhere cannot leave the list half changed.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An open line.
pub(crate) struct Line {
    connection: AsyncSmtpConnection,
    patience: Patience,
}

impl Line {
    async fn open(server: &Server) -> Result<Self, SendError> {
        let connection = within(Stage::Opening, server.patience.opening, connect(server)).await?;
        Ok(Self {
            connection,
            patience: server.patience,
        })
    }

    async fn works(&mut self) -> bool {
        timeout(self.patience.answer, self.connection.test_connected())
            .await
            .unwrap_or(false)
    }

    /// Asks whether the server takes a letter from and to somebody. It is bound to nothing yet.
    pub(crate) async fn offer(&mut self, envelope: &Envelope) -> Result<(), SendError> {
        let ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        let mut options = Vec::new();
        // Letters are ASCII throughout, unless an address is not.
        if !envelope.from().is_none_or(ascii) || !envelope.to().iter().all(ascii) {
            if !self
                .connection
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(SendError::unspeakable());
            }
            options.push(MailParameter::SmtpUtfEight);
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let patience = self.patience.answer;
        let mail = Mail::new(envelope.from().cloned(), options);
        within(Stage::Sender, patience, self.connection.command(mail)).await?;
        for to in envelope.to() {
            let recipient = Rcpt::new(to.clone(), Vec::new());
            within(Stage::Recipient, patience, self.connection.command(recipient)).await?;
        }
        Ok(())
    }

    /// Hands over what was offered. From here on the server may have taken the letter, whatever is heard.
    pub(crate) async fn hand_over(&mut self, content: &[u8]) -> Result<(), SendError> {
        let answer = self.patience.answer;
        within(Stage::Content, answer, self.connection.command(Data)).await?;
        let sent = self.connection.message(content);
        within(Stage::Content, self.patience.content, sent).await?;
        Ok(())
    }

    /// Forgets what was offered, so that the line is free for another letter; says whether it is.
    pub(crate) async fn reset(&mut self) -> bool {
        timeout(self.patience.answer, self.connection.command(Rset))
            .await
            .is_ok_and(|answer| answer.is_ok())
    }

    async fn close(mut self) {
        // A server that does not say goodbye is left all the same.
        let _ = timeout(GOODBYE, self.connection.command(Quit)).await;
    }
}

async fn connect(server: &Server) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
    let name = ClientId::default();
    let wrapped = match &server.guard {
        Guard::Wrapped(tls) => Some(tls.clone()),
        Guard::Required(_) | Guard::Plain => None,
    };
    let address = (server.host.as_str(), server.port);
    let opening = Some(server.patience.opening);
    let mut connection = AsyncSmtpConnection::connect_tokio1(address, opening, &name, wrapped, None).await?;
    if let Guard::Required(tls) = &server.guard {
        connection.starttls(tls.clone(), &name).await?;
    }
    if let Some(credentials) = &server.credentials {
        connection.auth(DEFAULT_MECHANISMS, credentials).await?;
    }
    Ok(connection)
}

async fn within<T>(
    stage: Stage,
    patience: Duration,
    turn: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
) -> Result<T, SendError> {
    match timeout(patience, turn).await {
        Ok(done) => done.map_err(|error| SendError::answered(stage, error)),
        Err(_) => Err(SendError::silent(stage)),
    }
}
