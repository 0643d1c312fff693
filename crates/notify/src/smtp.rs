//! The way to a mail server, from one URL.

use std::{
    fmt,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use lettre::transport::smtp::{
    authentication::Credentials,
    client::{Certificate, TlsParameters},
};
use url::Url;

use crate::{
    compose::Composed,
    line::{Guard, Line, Patience, Server},
    transport::SendError,
};

/// A mail server and how to speak with it. Clones share its lines.
#[derive(Clone)]
pub struct Smtp(Arc<Server>);

/// A letter that the server has agreed to take, and not taken yet.
pub struct Offered<'a> {
    server: &'a Server,
    line: Line,
    composed: &'a Composed,
}

impl Smtp {
    /// Reads `SMTP_URL`. Connects only when there is something to send.
    ///
    /// `smtps://user:password@host` speaks TLS from the first byte (port 465),
    /// `smtp://user:password@host?tls=required` asks for STARTTLS and sends nothing without it (port 587).
    /// Plain `smtp://host` (port 25) is for a server on this machine only. `roots` are certificates, PEM, to
    /// trust beside the public ones: an internal mail server's own authority.
    ///
    /// # Errors
    ///
    /// A [`UrlFault`] that says what to write instead; it never repeats the URL, which holds a password.
    pub fn new(url: &str, roots: Option<&str>) -> Result<Self, UrlFault> {
        Self::with_patience(url, roots, Patience::USUAL)
    }

    /// The same, with another patience.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn with_patience(url: &str, roots: Option<&str>, patience: Patience) -> Result<Self, UrlFault> {
        let url = Url::parse(url).map_err(|_| UrlFault::Malformed)?;
        let host = host(&url)?;
        let (guard, usual_port) = encryption(&url, &host, roots)?;
        Ok(Self(Arc::new(Server {
            port: url.port().unwrap_or(usual_port),
            credentials: credentials(&url)?,
            host,
            guard,
            patience,
            free: Mutex::default(),
        })))
    }

    /// Whether the server is on this machine.
    #[must_use]
    pub fn is_on_this_machine(&self) -> bool {
        is_loopback(&self.0.host)
    }

    /// Asks the server whether it takes a letter: everything that happens before the content goes over.
    ///
    /// # Errors
    ///
    /// A [`SendError`]; what it means for the letter is said by [`outcome`](crate::outcome).
    pub async fn offer<'a>(&'a self, composed: &'a Composed) -> Result<Offered<'a>, SendError> {
        let server = &*self.0;
        let mut line = server.line().await?;
        match line.offer(composed.message.envelope()).await {
            Ok(()) => Ok(Offered {
                server,
                line,
                composed,
            }),
            Err(error) => {
                settle(server, line, &error).await;
                Err(error)
            }
        }
    }

    pub(crate) async fn send(&self, composed: &Composed) -> Result<(), SendError> {
        self.offer(composed).await?.hand_over().await
    }

    /// Whether the server answers and lets us in. Sends nothing.
    ///
    /// # Errors
    ///
    /// A [`SendError`] that says what was in the way.
    pub async fn check(&self) -> Result<(), SendError> {
        let line = self.0.line().await?;
        self.0.keep(line);
        Ok(())
    }

    /// Says goodbye to the mail server and closes the lines to it.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl Offered<'_> {
    /// Hands the letter over. `Ok` means that the server is now responsible for it; a failure does not mean
    /// that it is not.
    ///
    /// # Errors
    ///
    /// A [`SendError`]; what it means for the letter is said by [`outcome`](crate::outcome).
    pub async fn hand_over(self) -> Result<(), SendError> {
        let Self {
            server,
            mut line,
            composed,
        } = self;
        match line.hand_over(&composed.message.formatted()).await {
            Ok(()) => {
                server.keep(line);
                Ok(())
            }
            Err(error) => {
                settle(server, line, &error).await;
                Err(error)
            }
        }
    }

    /// Takes the offer back: the letter has nothing to say any more.
    pub async fn take_back(mut self) {
        if self.line.reset().await {
            self.server.keep(self.line);
        }
    }
}

impl fmt::Debug for Offered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Offered(…)")
    }
}

/// A line on which a letter was refused in so many words is good for the next one; any other is let go.
async fn settle(server: &Server, mut line: Line, error: &SendError) {
    if error.code().is_some_and(|code| code != 421) && line.reset().await {
        server.keep(line);
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp(…)")
    }
}

/// What is wrong with `SMTP_URL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    /// Not a URL.
    Malformed,
    /// Neither `smtp` nor `smtps`.
    Scheme,
    /// No host, or a path behind it.
    Host,
    /// Letters would cross a network in clear.
    Plain,
    /// A parameter that means nothing.
    Parameter,
    /// A user without a password, or the other way round.
    Credentials,
    /// Certificates that cannot be read.
    Roots,
}

impl fmt::Display for UrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the mail server is not a URL; write smtps://user:password@host",
            Self::Scheme => "the mail server's URL must begin with smtps:// or smtp://",
            Self::Host => "the mail server's URL must name a host and nothing behind it",
            Self::Plain => {
                "mail would cross the network in clear; write smtps://, or smtp://…?tls=required, \
                 or use a mail server on this machine"
            }
            Self::Parameter => "the only parameter of the mail server's URL is tls=required",
            Self::Credentials => "the mail server's URL must give both user and password, or neither",
            Self::Roots => "the mail server's certificates are not PEM",
        })
    }
}
impl std::error::Error for UrlFault {}

/// The host's name, or its address without brackets.
fn host(url: &Url) -> Result<String, UrlFault> {
    if !matches!(url.scheme(), "smtp" | "smtps") {
        return Err(UrlFault::Scheme);
    }
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or(UrlFault::Host)?;
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() || host.contains('%') {
        return Err(UrlFault::Host);
    }
    Ok(bare.to_owned())
}

fn encryption(url: &Url, host: &str, roots: Option<&str>) -> Result<(Guard, u16), UrlFault> {
    let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let required = match parameters.as_slice() {
        [] => false,
        [(name, value)] if name == "tls" && value == "required" => true,
        [..] => return Err(UrlFault::Parameter),
    };
    match (url.scheme(), required) {
        ("smtps", _) => Ok((Guard::Wrapped(trust(host, roots)?), 465)),
        (_, true) => Ok((Guard::Required(trust(host, roots)?), 587)),
        (_, false) if is_loopback(host) => Ok((Guard::Plain, 25)),
        (_, false) => Err(UrlFault::Plain),
    }
}

fn trust(host: &str, roots: Option<&str>) -> Result<TlsParameters, UrlFault> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(roots) = roots {
        // lettre takes a text without any certificate for none, and would trust nothing of what was meant.
        if !roots.contains("-----BEGIN CERTIFICATE-----") {
            return Err(UrlFault::Roots);
        }
        let certificate = Certificate::from_pem(roots.as_bytes()).map_err(|_| UrlFault::Roots)?;
        parameters = parameters.add_root_certificate(certificate);
    }
    // The builder fails for a host that is no server name, and for roots it cannot use.
    parameters.build().map_err(|_| {
        if roots.is_some() {
            UrlFault::Roots
        } else {
            UrlFault::Host
        }
    })
}

fn credentials(url: &Url) -> Result<Option<Credentials>, UrlFault> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None | Some("")) => Err(UrlFault::Credentials),
        (user, Some(password)) => Ok(Some(Credentials::new(decoded(user)?, decoded(password)?))),
    }
}

/// Undoes the percent-encoding of a user or password.
fn decoded(text: &str) -> Result<String, UrlFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match (first, tail) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let (high, low) = digit(high).zip(digit(low)).ok_or(UrlFault::Credentials)?;
                u8::try_from(high * 16 + low).map_err(|_| UrlFault::Credentials)?
            }
            (b'%', _) => return Err(UrlFault::Credentials),
            (byte, _) => *byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| UrlFault::Credentials)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Smtp, UrlFault, decoded};

    #[test]
    fn only_a_safe_way_is_taken() {
        use UrlFault::{Credentials, Host, Malformed, Parameter, Plain, Scheme};
        for (url, fault) in [
            ("smtp://127.0.0.1:2525", None),
            ("smtp://localhost", None),
            ("smtp://LOCALHOST:25/", None),
            ("smtp://[::1]:2525", None),
            ("smtp://127.0.0.1:2525?tls=required", None),
            ("smtps://mail.example.org", None),
            ("smtps://mail.example.org?tls=required", None),
            ("smtps://user:p%40ss@192.0.2.1:465", None),
            ("smtp://user:pass@mail.example.org:587?tls=required", None),
            ("smtp://mail.example.org", Some(Plain)),
            ("smtp://192.0.2.1:25", Some(Plain)),
            ("smtp://[2001:db8::1]", Some(Plain)),
            ("smtp://0.0.0.0", Some(Plain)),
            // What looks like loopback and is not.
            ("smtp://127.0.0.1@mail.example.org", Some(Plain)),
            ("smtp://127.0.0.1.example.org", Some(Plain)),
            ("smtp://localhost.example.org", Some(Plain)),
            ("smtp://127.1", Some(Plain)),
            ("smtp://mail.example.org?tls=opportunistic", Some(Parameter)),
            ("smtp://mail.example.org?tls=none", Some(Parameter)),
            ("smtp://127.0.0.1?tls=required&tls=none", Some(Parameter)),
            ("smtps://mail.example.org?ssl=yes", Some(Parameter)),
            ("smtp://user@127.0.0.1", Some(Credentials)),
            ("smtp://:pass@127.0.0.1", Some(Credentials)),
            ("smtp://user:%zz@127.0.0.1", Some(Credentials)),
            ("smtp://user:p%4@127.0.0.1", Some(Credentials)),
            ("smtp://127.0.0.1/name", Some(Host)),
            ("smtp://127.0.0.1#x", Some(Host)),
            ("smtp:127.0.0.1", Some(Host)),
            ("smtp://local%68ost", Some(Host)),
            ("http://127.0.0.1", Some(Scheme)),
            ("127.0.0.1:25", Some(Malformed)),
            ("", Some(Malformed)),
        ] {
            assert_eq!(Smtp::new(url, None).err(), fault, "{url}");
        }
    }

    #[test]
    fn a_fault_and_the_transport_keep_the_password_to_themselves() {
        let url = "smtp://user:hunter2@mail.example.org";
        assert!(!Smtp::new(url, None).unwrap_err().to_string().contains("hunter2"));
        let safe = Smtp::new(&format!("{url}?tls=required"), None).unwrap();
        assert!(!format!("{safe:?}").contains("hunter2"));
    }

    #[test]
    fn faulty_certificates_are_refused_at_once() {
        let fault = Smtp::new("smtps://127.0.0.1", Some("no certificate")).unwrap_err();
        assert_eq!(fault, UrlFault::Roots);
    }

    #[test]
    fn a_password_is_decoded() {
        assert_eq!(decoded("p%40s%C3%A4%25").unwrap(), "p@sä%");
        assert_eq!(decoded("%ff"), Err(UrlFault::Credentials));
    }
}
